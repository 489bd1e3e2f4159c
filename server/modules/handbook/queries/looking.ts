import type { Context } from '../../../kernel/context.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { groupsBehind, groupsOf } from '../../people/index.ts'
import type { Audience, Reader } from '../rules/audience.ts'
import { targetOf } from '../rules/links.ts'
import type { Known } from '../rules/projection.ts'
import { readingOf } from '../rules/reading.ts'
import type { Leads } from '../rules/render.ts'
import type { Looks } from '../store/pages.ts'
import { type Addressed, pagesAt } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Who looks. */
export async function looksOf(ctx: Context): Promise<Looks> {
  const person = personBehind(ctx.actor)
  const all = mayDo(ctx.actor, 'handbook.restricted') !== undefined
  const isPerson = /^[0-9a-f-]{36}$/i.test(person)
  return { person: isPerson ? person : nobody, groups: all || !isPerson ? [] : await groupsOf(ctx), all }
}

/** The house itself sees everything. */
export const house: Looks = { person: nobody, groups: [], all: true }

/** Whether somebody may write a page: its owner, its backup, and whoever keeps any page. */
export function keeps(ctx: Context, page: Pick<PageTable, 'owner' | 'backup'>): boolean {
  const person = personBehind(ctx.actor)
  return (
    mayDo(ctx.actor, 'handbook.maintain') !== undefined ||
    (mayDo(ctx.actor, 'handbook.write') !== undefined && (page.owner === person || page.backup === person))
  )
}

/** As whom somebody reads the parts of a page: who keeps it reads all of them. Names of groups are looked up where the text names some. */
export async function readerOf(ctx: Context, page: Pick<PageTable, 'owner' | 'backup'>, source: string, looks: Looks): Promise<Reader> {
  if (looks.all || keeps(ctx, page)) return { groups: [], all: true }
  if (!/<!--\s*restricted/.test(source)) return { groups: [], all: false }
  const groups = await groupsBehind(ctx, looks.groups, ctx.today)
  return { groups: [...groups.values()].flatMap((group) => group.short_name ?? []), all: false }
}

/** As whom a page says its title and is found: everybody who may open it reads this much. */
export function leastReader(audience: Audience): Reader {
  return audience === 'public' ? 'everyone' : { groups: [], all: false }
}

/** Whether somebody may open a page. */
export function opens(page: Pick<PageTable, 'audience' | 'owner' | 'backup' | 'groups'>, { all, person, groups }: Looks): boolean {
  return (
    all ||
    page.audience !== 'restricted' ||
    page.owner === person ||
    page.backup === person ||
    page.groups.some((group) => groups.includes(group))
  )
}

/** Where the links of a text lead. */
export type Linked = {
  leadsTo: (url: string) => Addressed | undefined
  /** every address of a page to which it links */
  urls: string[]
  broken: string[]
  pages: Addressed[]
  found: readonly Addressed[]
}

type Written = { source: string; path: string }

/** Looks up the pages to which a text of a page links, in one query; `broken` are addresses at which there is none. */
export async function linkedFrom(ctx: Pick<Context, 'tx'>, source: string, path: string): Promise<Linked> {
  const [linkedOf] = await linkedFromEach(ctx, [{ source, path }])
  return linkedOf ?? nowhere
}

const nowhere: Linked = { leadsTo: () => undefined, urls: [], broken: [], pages: [], found: [] }

/** The same for several texts, in the order in which they were asked. */
export async function linkedFromEach(ctx: Pick<Context, 'tx'>, texts: readonly Written[]): Promise<Linked[]> {
  return linkedTo(
    ctx,
    texts.map(({ source, path }) => ({ path, links: readingOf(source, path).links })),
  )
}

/** The same for texts whose links are known; `found` are the addresses of each that there are. */
export async function linkedTo(ctx: Pick<Context, 'tx'>, texts: readonly { path: string; links: readonly string[] }[]): Promise<Linked[]> {
  const each = texts.map(({ path, links }) => {
    const urls = links.map((url) => ({ url, target: targetOf(url, path) }))
    return { path, targets: urls.flatMap(({ url, target }) => (target.kind === 'page' ? [{ url, to: target.path }] : [])) }
  })
  const rows = await pagesAt(ctx.tx, [...new Set(each.flatMap(({ targets }) => targets.map(({ to }) => to)))])
  const byPath = new Map(rows.map((row) => [row.asked, row]))
  return each.map(({ path, targets }) => {
    const leadsTo = (url: string) => {
      const target = targetOf(url, path)
      return target.kind === 'page' ? byPath.get(target.path) : undefined
    }
    const pages = targets.flatMap(({ to }) => byPath.get(to) ?? [])
    const broken = targets.filter(({ to }) => !byPath.has(to)).map(({ url }) => url)
    const urls = targets.map(({ url }) => url)
    const found = [...new Map(pages.map((row) => [row.asked, row])).values()]
    return { leadsTo, urls, broken, pages: [...new Map(pages.map((row) => [row.id, row])).values()], found }
  })
}

/**
 * The same as far as whoever writes may know it: at the address of a page that they may not open there is none, so that nobody finds out
 * which there are by linking to them. One to which the text led before they came is left alone.
 */
export function knownTo(looks: Looks, linked: Linked, before: Linked | undefined): Linked {
  const led = new Set(before?.pages.map(({ id }) => id))
  const known = (page: Addressed) => opens(page, looks) || led.has(page.id)
  const leadsTo = (url: string) => {
    const page = linked.leadsTo(url)
    return page && known(page) ? page : undefined
  }
  return { ...linked, leadsTo, pages: linked.pages.filter(known), broken: linked.urls.filter((url) => !leadsTo(url)) }
}

function withHash(url: string, address: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? address : address + url.slice(hash)
}

/** For colleagues: pages are in the app. One that the reader may not open leads nowhere, and not by its id. */
export function inApp({ leadsTo }: Linked, looks: Looks): Leads {
  return (url) => {
    const page = leadsTo(url)
    return page && opens(page, looks) ? withHash(url, `/app/handbook/pages/${page.id}`) : undefined
  }
}

/** For everyone: pages are at their public address; there are no others. */
export function inPublic({ leadsTo }: Pick<Linked, 'leadsTo'>): { leads: Leads; known: Known } {
  return {
    leads: (url) => {
      const page = leadsTo(url)
      return page && isPublic(page) ? withHash(url, `/handbook/${page.path}`) : undefined
    },
    known: (url) => {
      const page = leadsTo(url)
      return page && { public: isPublic(page), title: page.audience === 'restricted' ? null : page.title }
    },
  }
}

function isPublic({ audience, draft, retired_on }: Addressed): boolean {
  return audience === 'public' && !draft && retired_on === null
}
