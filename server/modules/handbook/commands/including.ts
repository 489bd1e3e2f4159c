import type { Context } from '../../../kernel/context.ts'
import { endNotices } from '../../../kernel/notices.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { filledFor, givenTo, isUpToDate } from '../queries/including.ts'
import { looksOf, opens } from '../queries/looking.ts'
import { includesOf, takenFrom, unfitWords } from '../rules/includes.ts'
import { holdGiven, includedBy, saveIncludes } from '../store/includes.ts'
import { textsOf } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'
import { because } from './keepers.ts'

/** A text with what it takes from other pages. Refuses `include.…`, all that is wrong at once. */
export async function filledOrRefused(ctx: Context, written: Parameters<typeof filledFor>[2]): Promise<string> {
  if (!written.source.includes('include')) return written.source
  // what is closed meanwhile is seen as closed, or waits and hears of this page
  await holdGiven(ctx.tx, [...new Set(includesOf(written.source).found.map(({ path }) => path))])
  const { source, wrong } = await filledFor(ctx, await looksOf(ctx), written)
  const [first] = wrong
  if (first)
    throw new Refusal('refused', first.code, first.text, { unmet: wrong.map(({ code, text }) => ({ code, text, path: 'source' })) })
  return source
}

/** What an included page has to go on being is refused here. Refuses `page.included`. */
export async function fitGiven(ctx: Context, before: PageTable, now: PageTable, source: string): Promise<void> {
  const including = await includedBy(ctx.tx, before.id)
  if (including.length === 0) return
  const taken = takenFrom({ ...now, source })
  const shown = now.audience === 'public' ? [] : including.filter(({ audience }) => audience === 'public')
  const closed = before.audience === 'public' && shown.length > 0
  const why =
    now.retired_on !== null
      ? 'It would be kept nowhere.'
      : 'unfit' in taken
        ? unfitWords[taken.unfit](now.title)
        : closed
          ? 'Everyone would go on reading it there.'
          : undefined
  if (why === undefined) return
  const looks = await looksOf(ctx)
  const told = closed && now.retired_on === null && !('unfit' in taken) ? shown : including
  const named = told.filter((page) => opens(page, looks)).map(({ title }) => `“${title}”`)
  const text = `${named.slice(0, 5).join(', ') || 'A page that is not yours'}${told.length > Math.min(5, named.length) ? ' and others' : ''} take this text from here. ${why} Have it taken out there first.`
  throw new Refusal('conflict', 'page.included', text, { facts: { pages: told.length } })
}

/** An address by which texts take passages stays. Refuses `redirect.included`. */
export async function fitUnnamed(ctx: Context, path: string, to: string): Promise<void> {
  const including = await includedBy(ctx.tx, to)
  const texts = await textsOf(ctx.tx, including)
  const by = including.filter(({ id }) => includesOf(texts.get(id) ?? '').found.some((one) => one.path === path))
  if (by.length === 0) return
  const looks = await looksOf(ctx)
  const named = by.filter((page) => opens(page, looks)).map(({ title }) => `“${title}”`)
  const text = `${named.slice(0, 5).join(', ') || 'A page that is not yours'}${by.length > Math.min(5, named.length) ? ' and others' : ''} take a passage by this address. Have it named by another there first.`
  throw new Refusal('conflict', 'redirect.included', text, { facts: { pages: by.length } })
}

/** From where the text of now of a page takes passages; what it was told to take is done where it has taken it. */
export async function followIncludes(ctx: Context, page: PageTable, source: string): Promise<void> {
  const given = await givenTo(ctx, source)
  const ids = new Set([...given.values()].map(({ id }) => id))
  ids.delete(page.id)
  await saveIncludes(ctx.tx, page.id, [...ids])
  if (ids.size > 0 && (await isUpToDate(ctx, source))) await endNotices(ctx, { reason: because.shared, kind: 'page', id: page.id })
}

/** Tells those who listen that what others take from a page is another text. */
export async function tellIncluding(ctx: Context, page: PageTable): Promise<void> {
  if ((await includedBy(ctx.tx, page.id)).length > 0) await ctx.announce('handbook.shared.changed', { page_id: page.id }, { key: page.id })
}
