import type { Context } from '../../../kernel/context.ts'
import { filled, includesOf, takenFrom, type Wrong } from '../rules/includes.ts'
import { type Given, givenAt, includedBy } from '../store/includes.ts'
import type { Looks } from '../store/pages.ts'
import { house, opens } from './looking.ts'

/** From which pages a text takes passages, by the address at which each is named. */
export async function givenTo(ctx: Pick<Context, 'tx'>, source: string): Promise<Map<string, Given>> {
  const paths = [...new Set(includesOf(source).found.map(({ path }) => path))]
  return new Map((await givenAt(ctx.tx, paths)).map((row) => [row.asked, row]))
}

type Written = { source: string /** the text that the page had */; before?: string /** whose it is */; page?: string | undefined }

/** A text with what it takes from pages that whoever writes may open, and what stands in its way. */
export async function filledFor(
  ctx: Pick<Context, 'tx'>,
  looks: Looks,
  { source, before = '', page }: Written,
): Promise<ReturnType<typeof filled>> {
  const given = await givenTo(ctx, source)
  const full = filled(
    source,
    (path) => {
      const row = given.get(path)
      return row && row.id !== page && row.retired_on === null && opens(row, looks)
        ? { title: row.title, taken: takenFrom(row) }
        : undefined
    },
    before,
  )
  const [first] = includesOf(source).found
  if (!first || page === undefined || (await includedBy(ctx.tx, page)).length === 0) return full
  const nested: Wrong = {
    ...{ code: 'include.nested', from: first.from, to: first.to },
    text: 'Other pages include this one: what it holds is kept on it alone. Include the other page where it is read.',
  }
  return { ...full, wrong: [...full.wrong, nested] }
}

type Includes = { id: string; title: string; path: string; is: 'same' | 'behind' }[]

/** From which pages a text takes passages, as far as the reader may open these, and whether they have other words by now. */
export async function includesFor(ctx: Pick<Context, 'tx'>, looks: Looks, shown: string): Promise<Includes> {
  const given = await givenTo(ctx, shown)
  const told = new Map<string, Includes[number]>()
  for (const { path, words } of includesOf(shown).found) {
    const row = given.get(path)
    if (!row || !opens(row, looks)) continue
    const taken = takenFrom(row)
    const is = row.retired_on === null && 'words' in taken && taken.words === words ? 'same' : 'behind'
    const before = told.get(row.id)
    told.set(row.id, { id: row.id, title: row.title, path: row.path, is: before?.is === 'behind' ? 'behind' : is })
  }
  return [...told.values()]
}

/** Whether a text has the words of now of all pages from which it takes some. */
export async function isUpToDate(ctx: Pick<Context, 'tx'>, source: string): Promise<boolean> {
  return (await includesFor(ctx, house, source)).every(({ is }) => is === 'same')
}
