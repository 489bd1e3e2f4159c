import type { Context } from '../kernel/context.ts'
import { html, siteFrame } from '../kernel/html.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import type { SiteLink } from '../kernel/room.ts'
import { companyOf } from '../modules/people/index.ts'

/** What pages of the site link to each other: those of any room, as long as there is something on them. */
export async function siteOf(ctx: Context, house: OpenHouse): Promise<SiteLink[]> {
  const linked = house.rooms.flatMap((room) => room.publicPages.flatMap((page) => (page.link ? [{ ...page, link: page.link }] : [])))
  const there = await Promise.all(linked.map(async ({ listed }) => !listed || (await listed(ctx)).length > 0))
  return linked.filter((_, at) => there[at]).map(({ path, title, link }) => ({ path, title, ...link }))
}

type Around = { company: string; website: string | null; links: readonly SiteLink[] }
/** Anybody may ask for nothing as often as they like: what stands around it is worked out once a minute. */
const kept = new WeakMap<OpenHouse, { until: number; around: Promise<Around> }>()
const keptFor = 60_000

/** A page that says why there is nothing to see, in the frame of the site. `doors` is markup: further ways on. */
export async function nothingToSee(
  house: OpenHouse,
  says: { title: string; text: string; back?: SiteBack; doors?: string },
): Promise<string> {
  const { company, website, links } = await aroundOf(house)
  const { title, text, back, doors = '' } = says
  const way = back ? html`<p><a class="button" href="${back.href}">${back.title}</a></p>` : ''
  const main = html`<main id="main" class="page"><h1>${title}</h1><p>${text}</p>${[way]}${[doors]}</main>`
  return siteFrame({ company, website, links, here: '' }, main)
}

type SiteBack = { title: string; href: string }

async function aroundOf(house: OpenHouse): Promise<Around> {
  const now = Date.now()
  const held = kept.get(house)
  if (held && held.until > now) return held.around
  const around = house.openAs(visitor, async (ctx): Promise<Around> => {
    const known = house.rooms.some(({ name }) => name === 'people')
    const { name, website } = known ? await companyOf(ctx) : { name: 'Quarterdeck', website: null }
    return { company: name, website, links: await siteOf(ctx, house) }
  })
  kept.set(house, { until: now + keptFor, around })
  around.catch(() => kept.delete(house))
  return around
}
