import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { forItsValues, type Tx } from './database.ts'
import { drawnTogether, spelledOut } from './search/terms.ts'

/** How words are looked for: as they stand, or, where that found nothing, as words of names that are one slip of the hand away: folded word → those. */
export type Nearness = 'exact' | ReadonlyMap<string, readonly string[]>

/** Longer questions are cut: nobody types nine words to find one customer. */
const mostWords = 8

/**
 * The words of a question, each with the spellings that stand for it: `Müller` is looked for as `muller` and as `mueller`, `mueller` as
 * itself and as `muller`. What is no letter or digit stays, as numbers have dashes and addresses have signs; a comma or semicolon parts
 * words as a space does, and what only ends a sentence is no part of a word.
 */
export function wordsOf(question: string): string[][] {
  return question
    .normalize('NFKC')
    .trim()
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^[("“]+|[.:!?)"”]+$/g, ''))
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => [...new Set([word, spelledOut(word), drawnTogether(word)])])
}

/** The condition that a text holds every word of the question. `text` must be the expression of a trigram index: `kernel.fold(…)`. */
export function holds(text: RawBuilder<string>, question: string, nearness: Nearness): RawBuilder<SqlBool> {
  const words = wordsOf(question)
  if (words.length === 0) return sql<SqlBool>`false`
  const each = words.map((spellings) => {
    const near = nearness === 'exact' ? [] : spellings.flatMap((spelling) => nearness.get(spelling) ?? [])
    // the one word of a question was looked for as it stands, and is nowhere
    const sought = words.length === 1 && near.length > 0 ? near : [...spellings, ...near]
    return sql`(${sql.join(
      [...new Set(sought)].map((spelling) => isIn(text, spelling)),
      sql` or `,
    )})`
  })
  return sql<SqlBool>`(${sql.join(each, sql` and `)})`
}

/** Ways to look that read no names: numbers are typed or copied, never nearly right, and what is near to a word is the word of a name. */
export function asTyped(nearness: Nearness, ways: () => RawBuilder<SqlBool>[]): RawBuilder<SqlBool>[] {
  return nearness === 'exact' ? ways() : []
}

/** Asks as it stands; only when nothing is found and a word may be mistyped, asks again for the words of names that are near. */
export async function foundOrNear<T>(tx: Tx, question: string | undefined, find: (nearness: Nearness) => Promise<T[]>): Promise<T[]> {
  const found = await find('exact')
  if (found.length > 0 || !question) return found
  const near = await nearWords(tx, question)
  return near.size > 0 ? find(near) : []
}

/** So many words are near enough to one. */
const mostNear = 12

/** Words of names that are a slip away from words of the question: one letter in short ones, two from six on. Looked up once a transaction. */
function nearWords(tx: Tx, question: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = looked.get(tx) ?? new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>()
  looked.set(tx, known)
  const asked = known.get(question) ?? lookNear(tx, question)
  known.set(question, asked)
  return asked
}
const looked = new WeakMap<Tx, Map<string, Promise<ReadonlyMap<string, readonly string[]>>>>()

async function lookNear(tx: Tx, question: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const typed = [...new Set(wordsOf(question).flat().filter(mayBeMistyped))]
  if (typed.length === 0) return new Map()
  // a word of four letters with one wrong shares a quarter of its trigrams; the edit distance says which are a slip away
  await sql`select set_config('pg_trgm.similarity_threshold', '0.24', true)`.execute(tx)
  const { rows } = await sql<{ typed: string; word: string }>`
    select t.typed, near.word from unnest(${typed}::text[], ${typed.map(swaps)}::text[]) t(typed, swaps) cross join lateral (
      select distinct n.word, levenshtein(n.word, kernel.fold(t.typed)) as slips from kernel.name_word n
      where n.word = any(string_to_array(kernel.fold(t.swaps), ' ')) or (n.word % kernel.fold(t.typed)
        and levenshtein_less_equal(n.word, kernel.fold(t.typed), case when char_length(t.typed) < 6 then 1 else 2 end)
          <= case when char_length(t.typed) < 6 then 1 else 2 end)
      order by 2, 1 limit ${mostNear}) near`.execute(tx)
  const near = new Map<string, string[]>()
  for (const row of rows) near.set(row.typed, [...(near.get(row.typed) ?? []), row.word])
  return near
}

function isIn(text: RawBuilder<string>, word: string): RawBuilder<SqlBool> {
  const like = word.replaceAll(/[\\%_]/g, '\\$&')
  // a trigram needs three letters: shorter ones are looked for where a word begins
  if ([...word].length < 3) return sql<SqlBool>`(${text} like kernel.fold(${`${like}%`}) or ${text} like kernel.fold(${`% ${like}%`}))`
  return sql<SqlBool>`${text} like kernel.fold(${`%${like}%`})`
}

/** Two letters of a short word in each other's place: one slip that leaves few trigrams. */
function swaps(word: string): string {
  const letters = [...word]
  if (letters.length > 5) return ''
  return letters
    .slice(1)
    .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(''))
    .join(' ')
}

/** Numbers are typed or copied, never nearly right; short words are near to everything. */
function mayBeMistyped(word: string): boolean {
  return word.length >= 4 && word.length <= 40 && /^[\p{L}’']+$/u.test(word)
}

/** So many names are few: what hangs on them is read by their ids. More, and whoever walks from the newest meets them soon. */
const fewNames = 200

/**
 * The condition for rows that hang on something with a name. The names are looked up first, at most `fewNames` and one: the database
 * cannot know whether they are few, and a walk from the newest to the one that fits would read everything. `find` gives ids in any order,
 * since an order would compare every one of thousands only to count them; `many` is the condition by words, for when they are many. No
 * condition where nothing is called so: what hangs on nothing is no way to look.
 */
export async function hangsOn(
  column: string,
  find: (limit: number) => Promise<{ id: string }[]>,
  many: RawBuilder<SqlBool>,
): Promise<RawBuilder<SqlBool>[]> {
  const named = await find(fewNames + 1)
  if (named.length === 0) return []
  // a plan for any words reads all that a common one finds; one for these walks from the newest and meets them soon
  if (named.length > fewNames) return [sql<SqlBool>`(${forItsValues} and ${many})`]
  return [sql<SqlBool>`${sql.ref(column)} = any(${named.map(({ id }) => id)}::uuid[])`]
}

/** Ids found in any of several ways. Each way is a query of its own that reads one index and stops at its limit. */
export function idsOf(ways: readonly Expression<unknown>[]): RawBuilder<string> {
  const each = ways.map((way) => sql`(${way})`)
  return sql<string>`(select found.id from (${sql.join(each, sql` union `)}) found)`
}

/** All words of names anew: what no name holds any more is forgotten. */
export async function gatherWords(tx: Tx): Promise<void> {
  await sql`select kernel.gather_words()`.execute(tx)
}
