import { setImmediate as pause } from 'node:timers/promises'
import type { Context, Open } from '../../../kernel/context.ts'
import type { Report } from '../../../kernel/job-runs.ts'
import { placesOf } from '../../../kernel/search/documents.ts'
import { closedToRobots, shell } from '../../../kernel/shell.ts'
import { companyOf } from '../../people/index.ts'
import { bookHtml, inSitemap, mostAtHome, mostListed, taken } from '../pages/book.ts'
import { outwardContents } from '../queries/contents.ts'
import { shownEach } from '../queries/public.ts'
import { clicksTo, wantingOf } from '../rules/findability.ts'
import { sectionsOf } from '../rules/sections.ts'
import * as store from '../store/findable.ts'
import { publicPages } from '../store/pages.ts'

/** Pages that are looked at in one transaction. */
const together = 50
/** So much of what is found is looked at for a place. */
const looked = 20

/** Draws every page for everyone as it is sent, and asks whether people and web search find it, fifty pages in a transaction. */
export async function auditAll(open: Open, report?: Report): Promise<{ pages: number; moved: boolean }> {
  let [pages, moved, after] = [0, false, '']
  for (;;) {
    const behind = after
    const done = await open((ctx) => auditBehind(ctx, behind))
    pages += done.pages
    moved ||= done.moved
    if (done.last === undefined || (await report?.({ done: pages, of: null, note: 'pages looked at' })) === 'stop') break
    after = done.last
  }
  const closed = await open(async (ctx) => forget(ctx))
  return { pages, moved: moved || closed }
}

async function auditBehind(ctx: Context, after: string): Promise<{ pages: number; moved: boolean; last: string | undefined }> {
  const texts = await store.sendable(ctx.tx, { after, limit: together })
  const moved = await audit(ctx, texts, [])
  return { pages: texts.length, moved, last: texts.length < together ? undefined : texts.at(-1)?.path }
}

/** A page that changed, and those to which it links. */
export async function auditAround(ctx: Context, page: string): Promise<void> {
  const ids = await store.movedBy(ctx.tx, page, together)
  if (ids.length === 0) return
  await audit(ctx, await store.sendable(ctx.tx, { among: ids, limit: together }), ids)
}

/** Nothing is kept of what everyone sees no more. */
async function forget(ctx: Context): Promise<boolean> {
  const ids = await store.noLongerPublic(ctx.tx, ctx.today, 5000)
  return ids.length > 0 && keep(ctx, ids, [])
}

/** So many statements for all of them, however many they are. */
async function audit(ctx: Context, texts: readonly store.Sendable[], more: readonly string[]): Promise<boolean> {
  const ids = texts.map(({ id }) => id)
  if (texts.length === 0) return more.length > 0 && keep(ctx, more, [])
  const { publicUrl } = ctx.settings
  const [all, shown, { name: company, website }, contents, inbound, found] = await Promise.all([
    publicPages(ctx.tx, mostListed),
    shownEach(ctx, texts),
    companyOf(ctx),
    outwardContents(ctx),
    store.linkedBy(ctx.tx, ids),
    placesOf(
      ctx,
      'page',
      texts.map(({ title }) => title),
      { limit: looked, tier: 'public' },
    ),
  ])
  const home = all.slice(0, mostAtHome)
  const around = { sections: sectionsOf(home), links: [], company, website, publicUrl }
  const listed = new Set(contents.flatMap(({ lines }) => lines.flatMap(({ path }) => path ?? [])))
  const clicks = clicksTo(
    home.map(({ path }) => path),
    [...listed],
    all.length > mostAtHome ? await store.linksForAll(ctx.tx) : [],
  )
  const [titles, ways] = [countBy(all.map(({ title }) => titleKey(title))), countBy([...taken, ...all.map((one) => inSitemap(one).path)])]
  const titleOf = new Map(all.map(({ id, title }) => [id, title]))
  const audited: store.Audited[] = []
  for (const [at, page] of shown.entries()) {
    const text = texts[at] as store.Sendable
    const way = `/handbook/${page.path}`
    const place = (found[at] ?? []).indexOf(text.id)
    const wanting = wantingOf(
      { ...page, html: shell(bookHtml(page, around), publicUrl, way), address: publicUrl + way, way },
      {
        ...{ taken, closed: closedToRobots, timesListed: ways.get(way) ?? 0, alike: (titles.get(titleKey(text.title)) ?? 1) - 1 },
        ...{ clicks: clicks.get(page.path) ?? null, linkedBy: inbound.get(text.id) ?? 0, listed: listed.has(page.path) },
        ...{ place: place < 0 ? null : place + 1, first: place === 0 ? null : (titleOf.get(found[at]?.[0] ?? '') ?? null) },
      },
    )
    audited.push({ page: text, wanting })
    // reading a page takes a while: others have their turn
    await pause()
  }
  return keep(ctx, [...new Set([...more, ...ids])], audited)
}

async function keep(ctx: Context, pages: readonly string[], audited: readonly store.Audited[]): Promise<boolean> {
  const moved = await store.saveAudit(ctx.tx, { day: ctx.today, at: ctx.now }, pages, audited)
  if (moved) await ctx.announce('handbook.findability.checked', { day: ctx.today }, { key: ctx.today })
  return moved
}

const titleKey = (title: string) => title.normalize('NFKC').toLowerCase().trim()

function countBy(all: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(all, (one) => one)].map(([one, same]) => [one, same.length]))
}
