import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { type Tx, tablesOf } from '../database.ts'
import { personBehind } from '../rights.ts'
import type { SearchHit } from '../room.ts'
import type { SubjectRef } from '../subject.ts'
import { foundOrNear, holds } from '../words.ts'

/** What is found by its text. Its room hands it over in the transaction that saves it, so that it is found as soon as it stands. */
export type SearchDocument = {
  room: string
  kind: string
  id: string
  title: string
  /** other names of it, as good as the title */
  aliases: string[]
  headings: string[]
  body: string
  href: string
  audience: SubjectRef['audience']
  /** for `restricted`: ids of groups and persons, or rights; whoever is one, in one or holds one finds it, nobody else */
  groups: string[]
  updated_at: Date
}

/** Hands documents over, or hands over what has become of them. */
export async function keepDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return
  await tables(tx)
    .insertInto('search_document')
    .values([...documents])
    .onConflict((same) =>
      same.columns(['kind', 'id']).doUpdateSet(({ ref }) => ({
        title: ref('excluded.title'),
        aliases: ref('excluded.aliases'),
        headings: ref('excluded.headings'),
        body: ref('excluded.body'),
        href: ref('excluded.href'),
        audience: ref('excluded.audience'),
        groups: ref('excluded.groups'),
        updated_at: ref('excluded.updated_at'),
      })),
    )
    .execute()
}

/** All documents of a kind: what is not among them is found no more. */
export async function replaceDocuments(tx: Tx, kind: string, documents: readonly SearchDocument[]): Promise<void> {
  const ids = documents.map((one) => one.id)
  await sql`delete from kernel.search_document where kind = ${kind} and id <> all(${ids}::text[])`.execute(tx)
  await keepDocuments(tx, documents)
}

export async function forgetDocument(tx: Tx, kind: string, id: string): Promise<void> {
  await tables(tx).deleteFrom('search_document').where('kind', '=', kind).where('id', '=', id).execute()
}

type Reader = {
  /** kinds that the asker's rights open */
  kinds: readonly string[]
  /** groups of which the asker is a member today */
  groups: readonly string[]
}

const words = sql<string>`kernel.document_words(title, aliases, headings, body)`

/** Documents that hold every word of the question, whose title, names or headings hold most of them first; restricted ones for their groups. */
export async function findDocuments(ctx: Context, question: string, reader: Reader, limit: number): Promise<SearchHit[]> {
  if (reader.kinds.length === 0) return []
  const open = [...reader.groups, personBehind(ctx.actor), ...ctx.actor.rights.keys()]
  const rows = await foundOrNear(ctx.tx, question, async (nearness) => {
    const inTitle = holds(sql<string>`kernel.fold(title || ' ' || array_to_string(aliases, ' '))`, question, nearness)
    return tables(ctx.tx)
      .selectFrom('search_document')
      .select(['kind', 'title', 'href'])
      .select(
        sql<string | null>`case when ${inTitle} then null else (
          select heading from unnest(headings) with ordinality h(heading, n) where ${holds(sql<string>`kernel.fold(heading)`, question, nearness)}
          order by n limit 1) end`.as('heading'),
      )
      .where('kind', 'in', [...reader.kinds])
      .where(holds(words, question, nearness))
      .where(({ or, eb }) => or([eb('audience', '<>', 'restricted'), sql<boolean>`groups && ${open}::text[]`]))
      .orderBy(sql`case when ${inTitle} then 0 else 1 end`)
      .orderBy('updated_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute()
  })
  return rows.map(({ kind, title, href, heading }) => ({ kind, title: heading ?? title, href, ...(heading ? { note: title } : {}) }))
}

function tables(tx: Tx) {
  return tablesOf<{ search_document: SearchDocument }>(tx, 'kernel')
}
