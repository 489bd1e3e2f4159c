import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { json, sendAhead, type Tx, tablesOf } from '../database.ts'
import { personBehind } from '../rights.ts'
import type { SearchHit } from '../room.ts'
import type { SubjectRef } from '../subject.ts'
import { keyOf, shelfOf, thingOf, type Tier } from './kept.ts'
import { coverOf, rank } from './rank.ts'
import { behindTitle, snippetOf } from './snippet.ts'

/** What is found by its text. Its room hands it over in the transaction that saves it, so that it is found as soon as it stands. */
export type SearchDocument = {
  /** `public`: as everybody sees it. What is there for everybody too is handed over twice. */
  tier?: Tier
  room: string
  kind: string
  id: string
  title: string
  /** other names of it, as good as the title */
  aliases: string[]
  headings: string[]
  /** where it is, by which others link to it */
  path?: string
  body: string
  /** links in its body, by the path to which they lead: their words count for what is there */
  links?: readonly { to: string; text: string }[]
  href: string
  audience: SubjectRef['audience']
  /** for `restricted`: ids of groups and persons, or rights; whoever is one, in one or holds one finds it, nobody else */
  groups: string[]
  updated_at: Date
}

/** Hands documents over, or hands over what has become of them. */
export async function keepDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return
  const written = tables(tx)
    .insertInto('search_document')
    .values(documents.map(({ tier = 'house', path = '', links = [], ...one }) => ({ ...one, tier, path, links: json(links) })))
    .onConflict((same) =>
      same.columns(['tier', 'kind', 'id']).doUpdateSet(({ ref }) => ({
        title: ref('excluded.title'),
        aliases: ref('excluded.aliases'),
        headings: ref('excluded.headings'),
        path: ref('excluded.path'),
        body: ref('excluded.body'),
        links: ref('excluded.links'),
        href: ref('excluded.href'),
        audience: ref('excluded.audience'),
        groups: ref('excluded.groups'),
        updated_at: ref('excluded.updated_at'),
      })),
    )
  await sendAhead(tx, written)
}

/** All documents of a kind for the house: what is not among them is found no more. */
export async function replaceDocuments(tx: Tx, kind: string, documents: readonly SearchDocument[]): Promise<void> {
  const ids = documents.map((one) => one.id)
  await sql`delete from kernel.search_document where tier = 'house' and kind = ${kind} and id <> all(${ids}::text[])`.execute(tx)
  await keepDocuments(tx, documents)
}

/** Of these the ones that nobody has handed over for a tier, or not since texts have an address. */
export async function notKept(tx: Tx, kind: string, tier: Tier, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select wanted.id from unnest(${[...ids]}::text[]) as wanted (id) where not exists (
    select from kernel.search_document d where d.tier = ${tier} and d.kind = ${kind} and d.id = wanted.id and d.path <> '')`.execute(tx)
  return rows.map(({ id }) => id)
}

/** It is found no more; `tier`: by those alone. */
export async function forgetDocument(tx: Tx, kind: string, id: string, tier?: Tier): Promise<void> {
  const rows = tables(tx).deleteFrom('search_document').where('kind', '=', kind).where('id', '=', id)
  await sendAhead(tx, tier ? rows.where('tier', '=', tier) : rows)
}

type Reader = {
  /** kinds that the asker's rights open */
  kinds: readonly string[]
  /** groups of which the asker is a member today */
  groups: readonly string[]
}

type Look = { limit: number; unfinished?: boolean }

/** Texts of the house that fit the question best, of the kinds and groups that are open to the asker. */
export async function findDocuments(ctx: Context, question: string, { kinds, groups }: Reader, look: Look): Promise<SearchHit[]> {
  if (kinds.length === 0) return []
  const open = new Set([...groups, personBehind(ctx.actor), ...ctx.actor.rights.keys()])
  return found(ctx, 'house', question, look, (kind, few) => kinds.includes(kind) && (few?.some((one) => open.has(one)) ?? true))
}

/** Texts that everybody sees, as everybody sees them. */
export async function findPublic(ctx: Context, question: string, look: Look): Promise<SearchHit[]> {
  return found(ctx, 'public', question, look, (_kind, few) => few === undefined)
}

/** Of a kind the ids that each of many questions finds, the best first: what is for the few is left out. One look for all of them. */
export async function placesOf(
  ctx: Context,
  kind: string,
  questions: readonly string[],
  { limit, tier = 'house' }: { limit: number; tier?: Tier },
): Promise<string[][]> {
  const shelf = shelfOf(ctx)
  await shelf.inStep(ctx.tx)
  const { index, seen } = shelf.tiers[tier]
  const sees = (key: string) => {
    const one = seen.get(key)
    return one?.kind === kind && one.groups === undefined
  }
  return questions.map((question) => rank(index, question, { sees, limit }).map(({ key }) => thingOf(key).id))
}

/** How much of a question some text of a kind holds that all colleagues, or all the world, may open. */
export async function coverIn(ctx: Context, tier: Tier, kind: string, question: string): Promise<number> {
  const shelf = shelfOf(ctx)
  await shelf.inStep(ctx.tx)
  const { index, seen } = shelf.tiers[tier]
  return coverOf(index, question, (key) => seen.get(key)?.kind === kind && seen.get(key)?.groups === undefined)
}

async function found(
  ctx: Context,
  tier: Tier,
  question: string,
  { limit, unfinished = false }: Look,
  opens: (kind: string, groups: readonly string[] | undefined) => boolean,
): Promise<SearchHit[]> {
  const shelf = shelfOf(ctx)
  await shelf.inStep(ctx.tx)
  const { index, seen } = shelf.tiers[tier]
  const sees = (key: string) => {
    const one = seen.get(key)
    return one !== undefined && opens(one.kind, one.groups)
  }
  const ranked = rank(index, question, { sees, limit, unfinished }).map((one) => ({ ...one, ...thingOf(one.key) }))
  if (ranked.length === 0) return []
  const { rows } = await sql<Pick<SearchDocument, 'kind' | 'id' | 'title' | 'headings' | 'body' | 'href'>>`
    select kind, id, title, headings, left(body, 100000) as body, href from kernel.search_document
    where tier = ${tier} and (kind, id) in (select * from unnest(${ranked.map(({ kind }) => kind)}::text[], ${ranked.map(({ id }) => id)}::text[]))`.execute(
    ctx.tx,
  )
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return ranked.flatMap(({ key, heading: at }) => {
    const row = byKey.get(key)
    if (!row) return []
    const heading = at === undefined ? undefined : row.headings[at]
    const snippet = snippetOf(behindTitle(row.body, row.title), question)
    const { kind, href, title } = row
    return [{ kind, title: heading ?? title, href, ...(heading ? { note: title } : {}), ...(snippet === '' ? {} : { snippet }) }]
  })
}

function tables(tx: Tx) {
  return tablesOf<{ search_document: Required<SearchDocument> }>(tx, 'kernel')
}
