import { sql } from 'kysely'
import { json, type Tx } from '../../../../kernel/database.ts'
import type { Day } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { DefectRow, WaiverRow } from '../../tables.ts'
import { tables } from '../tables.ts'

const most = 20_000

/** Open defects that are about a plan; `owned`: those that are its own. */
export async function openDefects(tx: Tx, planIds: readonly string[], owned: boolean): Promise<DefectRow[]> {
  const rows = tables(tx).selectFrom('defect').selectAll().where('cleared_at', 'is', null).orderBy('id').limit(most)
  return owned
    ? rows.where('plan_id', 'in', [...planIds]).execute()
    : rows.where(sql<boolean>`plan_ids && ${[...planIds]}::uuid[]`).execute()
}

/** Writes what was found: what is there already is said anew, in the words of now. */
export async function saveDefects(tx: Tx, rows: readonly DefectRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('defect')
    .values(rows.map((row) => ({ ...row, facts: json(row.facts) })))
    .onConflict((there) =>
      there
        .columns(['edition_id', 'finding_key'])
        .where('cleared_at', 'is', null)
        .doUpdateSet((now) => ({
          level: now.ref('excluded.level'),
          text_hash: now.ref('excluded.text_hash'),
          plan_ids: now.ref('excluded.plan_ids'),
          edition_ids: now.ref('excluded.edition_ids'),
          few: now.ref('excluded.few'),
          title: now.ref('excluded.title'),
          says: now.ref('excluded.says'),
          facts: now.ref('excluded.facts'),
          dri_ids: now.ref('excluded.dri_ids'),
          told_at: now.ref('excluded.told_at'),
        })),
    )
    .execute()
}

export async function clearDefects(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('defect')
    .set({ cleared_at: at })
    .where('id', 'in', [...ids])
    .execute()
}

export type SeenDefect = DefectRow & { waiver: Pick<WaiverRow, 'reason' | 'until' | 'by_name' | 'at'> | null }

/** Open defects with the waiver that holds today, the worst first; about one plan where one is named. */
export async function listDefects(
  tx: Tx,
  today: Day,
  { few, planId, limit }: { few: boolean; planId?: string; limit: number },
): Promise<SeenDefect[]> {
  const { rows } = await sql<SeenDefect>`
    select d.*, w.waiver from strategy.defect d
    left join lateral (
      select jsonb_build_object('reason', w.reason, 'until', w.until, 'by_name', w.by_name, 'at', w.at) as waiver
      from strategy.waiver w
      where w.finding_key = d.finding_key and w.text_hash = d.text_hash and w.until >= ${today}::date
      order by w.until desc limit 1
    ) w on true
    where d.cleared_at is null and (${few} or not d.few)
      and (${planId ?? null}::uuid is null or d.plan_ids && array[${planId ?? null}::uuid])
    order by case d.level when 'error' then 0 when 'warn' then 1 else 2 end,
      -- what contradicts stands before what is joined to nothing
      d.code like 'A%', d.code, d.first_seen, d.id
    limit ${limit}`.execute(tx)
  return rows
}

/**
 * Errors that are in the way of vetting an edition: about it, and waived by nobody. What one may not read is in nobody's way: a plan that is
 * for the few stands in the way of those alone that are for the few too.
 */
export async function blockingDefects(tx: Tx, editionId: string, today: Day): Promise<Pick<DefectRow, 'code' | 'says' | 'from_key'>[]> {
  const { rows } = await sql<Pick<DefectRow, 'code' | 'says' | 'from_key'>>`
    select d.code, d.says, case when d.edition_id = ${editionId}::uuid then d.from_key end as from_key
    from strategy.defect d
    where d.cleared_at is null and d.level = 'error' and d.edition_ids && array[${editionId}::uuid]
      and (not d.few or exists (
        select 1 from strategy.edition e join strategy.plan p on p.id = e.plan_id where e.id = ${editionId}::uuid and p.audience = 'restricted'
      ))
      and not exists (
        select 1 from strategy.waiver w where w.finding_key = d.finding_key and w.text_hash = d.text_hash and w.until >= ${today}::date
      )
    order by d.code, d.id
    limit 200`.execute(tx)
  return rows
}

export async function takeDefect(tx: Tx, id: string): Promise<DefectRow> {
  const row = await tables(tx).selectFrom('defect').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw unknownDefect()
  return row
}

export function unknownDefect(): Refusal {
  return new Refusal('missing', 'defect.unknown', 'There is no such defect.')
}

export async function addWaiver(tx: Tx, row: WaiverRow): Promise<void> {
  await tables(tx).insertInto('waiver').values(row).execute()
}

export async function lastCheck(tx: Tx): Promise<Date | undefined> {
  return (await tables(tx).selectFrom('alignment_check').select('at').executeTakeFirst())?.at
}

export async function saveCheck(tx: Tx, at: Date, plans: number): Promise<void> {
  await tables(tx)
    .insertInto('alignment_check')
    .values({ one: true, at, plans })
    .onConflict((there) => there.column('one').doUpdateSet({ at, plans }))
    .execute()
}
