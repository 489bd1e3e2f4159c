import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { findingsList } from '../contract.ts'
import type { FindingTable, PageTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

export type Shown = FindingTable &
  Pick<PageTable, 'title' | 'owner' | 'backup' | 'number'> & {
    owner_name: string | null
    other_title: string | null
    other_owner: string | null
  }

const ownerName = sql<string | null>`(select p.name from people.person p where p.id = page.owner)`

/** Of a link to a page that the reader may not open nothing is told: neither that it is there, nor which places it has, nor that it is over. */
function seenTarget(looks: Looks): RawBuilder<SqlBool> {
  return sql<SqlBool>`(finding.rule not in ('link_anchor', 'link_retired', 'link_former') or not exists (select from handbook.link l
    join handbook.path p on p.path = l.path join handbook.page target on target.id = p.page_id
    where l.page_id = finding.page_id and l.url = finding.what and (${seenBy(looks, 'target')}) is not true))`
}

/** What is found is seen by those who may open all pages of which it tells; what stands in a part for some, by those who read all of them. */
function seen(looks: Looks): RawBuilder<SqlBool> {
  if (looks.all) return sql<SqlBool>`true`
  return sql<SqlBool>`(${seenBy(looks)} and ${seenTarget(looks)} and (finding.other_page is null or ${seenBy(looks, 'other')})
    and (not finding.narrow or (finding.other_page is null and (page.owner = ${looks.person} or page.backup = ${looks.person}))))`
}

const shown = (tx: Tx, looks: Looks) =>
  tables(tx)
    .selectFrom('finding')
    .innerJoin('page', 'page.id', 'finding.page_id')
    .leftJoin('page as other', 'other.id', 'finding.other_page')
    .selectAll('finding')
    .select(['page.title', 'page.owner', 'page.backup', 'page.number', ownerName.as('owner_name')])
    .select(['other.title as other_title', 'other.owner as other_owner'])
    .where(seen(looks))

/** Findings as the list was asked. */
export async function listFindings(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Shown>> {
  const by: Expressed<typeof findingsList.list> = {
    rule: sql`finding.rule`,
    level: sql`finding.level`,
    page: sql`lower(page.title)`,
    page_id: sql`finding.page_id::text`,
    other: sql`lower(other.title)`,
    owner: { name: sql`lower(${ownerName})`, id: sql`page.owner` },
    state: sql`(case when finding.judged_as is null then 'open' when finding.judged_as = 'both_meant' then 'meant' else 'decided' end)`,
    seen: sql`finding.first_seen`,
  }
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
  ]
  const rows = shown(tx, looks) as never
  return askList<typeof findingsList.list, Shown>(tx, { list: findingsList.list, asking, rows, id: 'finding.id', by, search }, asked)
}

/** Refuses `finding.unknown`, also for what the reader may not see. */
export async function getFinding(tx: Tx, id: string, looks: Looks): Promise<Shown> {
  const row = await shown(tx, looks).where('finding.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'finding.unknown', 'There is no such finding, or it is put right by now.')
  return row
}

/** The same, locked; refuses `edit.stale` where another version stands. */
export async function takeFinding(tx: Tx, id: string, version: number | undefined, looks: Looks): Promise<Shown> {
  await sendAhead(tx, tables(tx).selectFrom('finding').select('id').where('id', '=', id).forUpdate())
  const row = await getFinding(tx, id, looks)
  fitVersion(version, row.version)
  return row
}

/** What leads by a former address or to what was replaced, and pages that have likely become others; nobody has judged it. */
export async function findingsToApply(tx: Tx, looks: Looks, ids: readonly string[] | undefined): Promise<Shown[]> {
  return shown(tx, looks)
    .where('finding.judged_as', 'is', null)
    .where((where) =>
      where.or([
        where('finding.rule', '=', 'link_former'),
        where.and([where('finding.rule', '=', 'link_retired'), sql<boolean>`cardinality(finding.near) = 1`]),
        where.and([where('finding.rule', '=', 'page_gone'), where('page.heir', 'is not', null)]),
      ]),
    )
    .$if(ids !== undefined, (rows) => rows.where('finding.id', 'in', [...(ids ?? [])]))
    .orderBy('finding.first_seen')
    .orderBy('finding.id')
    .limit(1000)
    .execute()
}

export async function saveJudgement(
  tx: Tx,
  row: Pick<FindingTable, 'id' | 'version' | (`judged_${string}` & keyof FindingTable)>,
): Promise<void> {
  const { id, ...change } = row
  await tables(tx).updateTable('finding').set(change).where('id', '=', id).execute()
}

/** How many findings of each rule a reader may see, those that nobody has judged. */
export async function countFindings(tx: Tx, looks: Looks): Promise<{ rule: FindingTable['rule']; count: number }[]> {
  const { rows } = await sql<{
    rule: FindingTable['rule']
    count: number
  }>`select finding.rule, count(*)::int as count from handbook.finding finding
    join handbook.page page on page.id = finding.page_id left join handbook.page other on other.id = finding.other_page
    where finding.judged_as is null and ${seen(looks)} group by 1 limit 50`.execute(tx)
  return rows
}

/** Links of a page with an address, where they stand in its text of now. */
export async function linksWith(tx: Tx, page: string, url: string): Promise<{ from_at: number; to_at: number }[]> {
  const rows = await tables(tx)
    .selectFrom('link')
    .select(['from_at', 'to_at'])
    .where('page_id', '=', page)
    .where('url', '=', url)
    .orderBy('place')
    .limit(5000)
    .execute()
  return rows.flatMap(({ from_at, to_at }) => (from_at === null || to_at === null ? [] : [{ from_at, to_at }]))
}
