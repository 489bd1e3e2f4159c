import { headOf } from '../front-matter.ts'

/** What a page says above its text that is about its place in a tree. */
export type TreeFront = {
  title: string | null
  label: string | null
  /** addresses that the old site had for it; they lead to it from now on */
  redirects: string[]
  /** it is no page, and leads elsewhere */
  leadsTo: string | null
  id: string | null
  order: number | null
  parent: string | null
  draft: boolean
  /** a page for the few */
  few: boolean
  owner: string | null
  unreadable: boolean
}

const keys = {
  redirects: ['permalink', 'slug', 'url', 'redirect_from', 'aliases', 'redirects', 'old_url', 'old_urls'],
  order: ['weight', 'nav_order', 'sidebar_position', 'order', 'position'],
  label: ['sidebar_label', 'linkTitle', 'nav_title', 'sidebarTitle'],
  owner: ['owner', 'owners', 'maintainer', 'maintainers', 'dri'],
} as const

export function treeFrontOf(source: string): TreeFront {
  const { front, unreadable } = headOf(source)
  const said = new Map(front.other)
  const first = (names: readonly string[]) => names.map((name) => said.get(name)).find((value) => value !== undefined && value !== '')
  const number = Number.parseFloat(first(keys.order) ?? '')
  return {
    title: front.title,
    label: first(keys.label) ?? null,
    redirects: keys.redirects.flatMap((key) => listIn(said.get(key))),
    leadsTo: listIn(first(['redirect_to', 'redirect']))[0] ?? null,
    id: said.get('id') ?? null,
    order: Number.isFinite(number) ? number : null,
    parent: said.get('parent') ?? null,
    draft: said.get('draft') === 'true' || said.get('published') === 'false',
    few: front.audience === 'restricted',
    owner: listIn(first(keys.owner))[0] ?? null,
    unreadable,
  }
}

/** A list as the front matter gives it on: JSON, or one word. */
function listIn(value: string | undefined): string[] {
  if (value === undefined || value === '') return []
  if (!value.startsWith('[')) return [value]
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string' && one !== '' && one.isWellFormed()) : [value]
  } catch {
    return [value]
  }
}
