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

/** Where the links of a text lead. */
type Linked = { leadsTo: (url: string) => Addressed | undefined; broken: string[]; pages: Addressed[] }

/** Looks up the pages to which a text of a page links, in one query; `broken` are addresses at which there is none. */
export async function linkedFrom(ctx: Pick<Context, 'tx'>, source: string, path: string): Promise<Linked> {
  const targets = new Map(
    readingOf(source, path).links.flatMap((url) => {
      const target = targetOf(url, path)
      return target.kind === 'page' ? [[url, target.path] as const] : []
    }),
  )
  const rows = await pagesAt(ctx.tx, [...new Set(targets.values())])
  const byPath = new Map(rows.map((row) => [row.asked, row]))
  const leadsTo = (url: string) => {
    const target = targetOf(url, path)
    return target.kind === 'page' ? byPath.get(target.path) : undefined
  }
  const broken = [...targets].filter(([, target]) => !byPath.has(target)).map(([url]) => url)
  return { leadsTo, broken, pages: [...new Map(rows.map((row) => [row.id, row])).values()] }
}

function withHash(url: string, address: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? address : address + url.slice(hash)
}

/** For colleagues: pages are in the app. */
export function inApp({ leadsTo }: Linked): Leads {
  return (url) => {
    const page = leadsTo(url)
    return page && withHash(url, `/app/handbook/pages/${page.id}`)
  }
}

/** For everyone: pages are at their public address; there are no others. */
export function inPublic({ leadsTo }: Linked): { leads: Leads; known: Known } {
  return {
    leads: (url) => {
      const page = leadsTo(url)
      return page && withHash(url, `/handbook/${page.path}`)
    },
    known: (url) => {
      const page = leadsTo(url)
      return page && { public: page.audience === 'public' && page.retired_on === null, title: page.title }
    },
  }
}
