import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { mayRunAgain } from '../../../kernel/fault.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { attempt } from '../../../kernel/outbox.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { anchorsFor } from '../queries/findings.ts'
import { house, keeps, looksOf } from '../queries/looking.ts'
import { redirectLine } from '../queries/redirects.ts'
import { fitKept } from '../queries/texts.ts'
import { fitPath } from '../rules/paths.ts'
import { fitRedirect, fitRemoval } from '../rules/redirects.ts'
import { findingsToApply, type Shown } from '../store/findings.ts'
import { findPage, getPage, type Looks, savePage, takePage } from '../store/pages.ts'
import * as store from '../store/redirects.ts'
import { takePath } from '../store/texts.ts'
import { followedLinks, oneAtATime } from '../store/truth.ts'
import type { PageTable } from '../tables.ts'
import { checkLinks } from './checking.ts'
import { fitUnnamed } from './including.ts'
import { mendFinding, replaceGone } from './mending.ts'
import { pageLabel, sayAgain } from './saying.ts'

type Line = OutputOf<typeof promise.redirectsCreate>
type As = 'made' | 'confirmed' | 'removed'

/** An address leads to a page from now on, and so do links that were waiting for it. */
export async function createRedirect(ctx: Context, { path, to, kind }: InputOf<typeof promise.redirectsCreate>): Promise<Line> {
  fitPath(path)
  const looks = await looksOf(ctx)
  await oneAtATime(ctx.tx)
  const target = await getPage(ctx.tx, to, looks)
  const at = await store.standingAt(ctx.tx, path)
  const how = fitRedirect(at, { id: target.id, retired: target.retired_on !== null })
  if (how === 'retired' && at) await replaceGone(ctx, at.page, target)
  else {
    await takePath(ctx.tx, path, target.id)
    await store.leadOn(ctx.tx, path, { kind, score: null, at: ctx.now })
    await store.linkThrough(ctx.tx, path, target.id)
  }
  await checkLinks(ctx, await store.pagesWithLinkAt(ctx.tx, path))
  const id = await store.redirectIdAt(ctx.tx, path)
  await tell(ctx, target, { id, as: 'made', path })
  return redirectLine(ctx, await store.getRedirect(ctx.tx, id, looks))
}

/** A guess is right, says whoever keeps the page that was there. */
export async function confirmRedirect(ctx: Context, { id }: InputOf<typeof promise.redirectsConfirm>): Promise<Line> {
  const looks = await looksOf(ctx)
  await oneAtATime(ctx.tx)
  const row = await store.takeRedirect(ctx.tx, id, looks)
  const page = await takePage(ctx.tx, row.page_id, looks)
  fitKept(ctx, page)
  if (row.sure) throw new Refusal('conflict', 'redirect.confirmed_already', 'It is no guess: the address leads on for good.')
  const target = await getPage(ctx.tx, row.to_id, looks)
  if (page.retired_on !== null) await replaceGone(ctx, page.id, target)
  else await store.confirmPath(ctx.tx, id, ctx.now)
  await tell(ctx, target, { id, as: 'confirmed', path: row.path })
  return redirectLine(ctx, await store.getRedirect(ctx.tx, id, looks))
}

export async function removeRedirect(
  ctx: Context,
  { id }: InputOf<typeof promise.redirectsRemove>,
): Promise<OutputOf<typeof promise.redirectsRemove>> {
  const looks = await looksOf(ctx)
  await oneAtATime(ctx.tx)
  const row = await store.takeRedirect(ctx.tx, id, looks)
  fitRemoval(row.kind)
  const page = await takePage(ctx.tx, row.page_id, looks)
  // of a page that is over the address stays, and leads nowhere
  if (row.path === page.path) {
    const now: PageTable = { ...page, replaced_by: null, heir: null, heir_score: null, version: page.version + 1 }
    await savePage(ctx.tx, page.id, { replaced_by: null, heir: null, heir_score: null, version: now.version })
    await sayAgain(ctx, page, now)
  } else {
    await fitUnnamed(ctx, row.path, row.to_id)
    await store.dropPath(ctx.tx, id)
  }
  await checkLinks(ctx, await store.pagesWithLinkAt(ctx.tx, row.path))
  await tell(ctx, await getPage(ctx.tx, row.to_id, looks), { id, as: 'removed', path: row.path })
  return { path: row.path }
}

async function tell(ctx: Context, target: PageTable, { id, as, path }: { id: string; as: As; path: string }): Promise<void> {
  // the address of a page for the few may say what it is about
  const said = { path: target.audience === 'restricted' ? null : path }
  await record(ctx, {
    action: `handbook.redirect.${as}`,
    subject: pageLabel(target),
    ...(as === 'removed' ? { before: said } : { after: said }),
  })
  await ctx.announce('handbook.redirect.changed', { page_id: target.id, redirect_id: id, as }, { key: target.id })
}

/** So many in one act: each is a text of its own. */
const mostAtOnce = 100

/**
 * All that leads by a former address, or to what something came in place of, leads where that is. Each is done for itself: what cannot be done
 * is told with the reason, and what was done stays done.
 */
export async function applyRedirects(
  ctx: Context,
  { findings }: InputOf<typeof promise.redirectsApply>,
): Promise<OutputOf<typeof promise.redirectsApply>> {
  const looks = await looksOf(ctx)
  const all = (await findingsToApply(ctx.tx, looks, findings)).filter((row) => keeps(ctx, row))
  const now = all.slice(0, mostAtOnce)
  const left: OutputOf<typeof promise.redirectsApply>['left'] = []
  for (const row of now) {
    try {
      await attempt(ctx.tx, () => applyOne(ctx, row, looks))
    } catch (error) {
      if (mayRunAgain(error)) throw error
      // what fails for a reason of ours keeps nobody from the next
      const [code, says] = isRefusal(error) ? [error.code, error.message] : ['redirect.failed', 'It failed, and not for a reason of yours.']
      left.push({ finding: row.id, page: { id: row.page_id, title: row.title }, code, says })
    }
  }
  return { done: now.length - left.length, left, rest: all.length - now.length }
}

async function applyOne(ctx: Context, row: Shown, looks: Looks): Promise<void> {
  const [to, ...more] = row.near
  const target = to === undefined ? undefined : await findPage(ctx.tx, to, looks)
  if (!target || more.length > 0 || target.retired_on !== null)
    throw new Refusal('refused', 'redirect.nowhere_to', 'It is not said where that is now. Choose a page.')
  if (row.rule === 'page_gone') {
    const page = await getPage(ctx.tx, row.page_id, house)
    if (page.heir !== target.id)
      throw new Refusal('refused', 'redirect.unsure', 'Both texts are not alike enough. Look at them and choose.')
  }
  await mendFinding(ctx, { id: row.id, to: target.id, anchor: await placeIn(ctx, row, target, looks) })
}

/** The place on the page to which the link leads, where the page has it still. */
async function placeIn(ctx: Context, row: Shown, target: PageTable, looks: Looks): Promise<string> {
  const link = (await followedLinks(ctx.tx, [row.page_id])).find(({ url }) => url === row.what)
  if (!link || link.anchor === '') return ''
  const found = (await anchorsFor(ctx, target, looks)).find((one) => one === link.anchor.toLowerCase())
  if (found !== undefined) return found
  throw new Refusal('refused', 'finding.no_such_place', 'The page has no such place. Choose one.')
}
