import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from './database.ts'

/** How words are looked for: as they stand, or near what stands there (one slip of the hand). */
export type Nearness = 'exact' | 'near'

/** Longer questions are cut: nobody types nine words to find one customer. */
const mostWords = 8

/**
 * The words of a question, each with the spellings that stand for it: `Müller` is looked for as `muller` and as `mueller`, `mueller` as
 * itself and as `muller`. What is no letter or digit stays, as numbers have dashes and addresses have signs.
 */
export function wordsOf(question: string): string[][] {
  return question
    .normalize('NFKC')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => [...new Set([word, spelledOut(word), drawnTogether(word)])])
}

/** The condition that a text holds every word of the question. `text` must be the expression of a trigram index: `kernel.fold(…)`. */
export function holds(text: RawBuilder<string>, question: string, nearness: Nearness): RawBuilder<SqlBool> {
  const words = wordsOf(question)
  if (words.length === 0) return sql<SqlBool>`false`
  const each = words.map((spellings) => {
    const any = spellings.map((spelling) =>
      nearness === 'near' && mayBeMistyped(spelling) ? isNear(text, spelling) : isIn(text, spelling),
    )
    return sql`(${sql.join(any, sql` or `)})`
  })
  return sql<SqlBool>`(${sql.join(each, sql` and `)})`
}

/** Lets the index answer for words that share two of five trigrams; the edit distance then says which are one slip away. */
export async function lookNear(tx: Tx): Promise<void> {
  await sql`select set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(tx)
}

/** Asks as it stands; only when nothing is found and a word may be mistyped, asks again for what is near. */
export async function foundOrNear<T>(tx: Tx, question: string | undefined, find: (nearness: Nearness) => Promise<T[]>): Promise<T[]> {
  const found = await find('exact')
  if (found.length > 0 || !question || !wordsOf(question).some((spellings) => spellings.some(mayBeMistyped))) return found
  await lookNear(tx)
  return find('near')
}

function isIn(text: RawBuilder<string>, word: string): RawBuilder<SqlBool> {
  const like = word.replaceAll(/[\\%_]/g, '\\$&')
  // a trigram needs three letters: shorter ones are looked for where a word begins
  if ([...word].length < 3) return sql<SqlBool>`(${text} like kernel.fold(${`${like}%`}) or ${text} like kernel.fold(${`% ${like}%`}))`
  return sql<SqlBool>`${text} like kernel.fold(${`%${like}%`})`
}

function isNear(text: RawBuilder<string>, word: string): RawBuilder<SqlBool> {
  const slips = [...word].length < 6 ? 1 : 2
  return sql<SqlBool>`(kernel.fold(${word}) <% ${text} and exists (select 1 from regexp_split_to_table(${text}, '[^[:alnum:]]+') held
    where levenshtein_less_equal(left(held, 60), kernel.fold(${word}), ${slips}::int) <= ${slips}::int))`
}

/** Numbers are typed or copied, never nearly right; short words are near to everything. */
function mayBeMistyped(word: string): boolean {
  return word.length >= 4 && word.length <= 40 && /^[\p{L}’']+$/u.test(word)
}

function spelledOut(word: string): string {
  return word.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
}

function drawnTogether(word: string): string {
  return word.toLowerCase().replaceAll(/([aou])e/g, '$1')
}

/** So many names are few: what hangs on them is read by their ids. More, and whoever walks from the newest meets them soon. */
export const fewNames = 200

/**
 * The condition for rows that hang on something with a name. The names are looked up first, at most `fewNames` and one: the database
 * cannot know whether they are few, and a walk from the newest to the one that fits would read everything. `find` gives ids in a fixed
 * order; `many` is the condition by words, for when they are many.
 */
export async function hangsOn(
  column: string,
  find: (limit: number) => Promise<{ id: string }[]>,
  many: RawBuilder<SqlBool>,
): Promise<RawBuilder<SqlBool>> {
  const named = await find(fewNames + 1)
  return named.length > fewNames ? many : sql<SqlBool>`${sql.ref(column)} = any(${named.map(({ id }) => id)}::uuid[])`
}

/** Ids found in any of several ways. Each way is a query of its own that reads one index and stops at its limit. */
export function idsOf(ways: readonly Expression<unknown>[]): RawBuilder<string> {
  const each = ways.map((way) => sql`(${way})`)
  return sql<string>`(select found.id from (${sql.join(each, sql` union `)}) found)`
}
