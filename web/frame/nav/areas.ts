import type { Heading, NavEntry, RoomScreens } from '../rooms.ts'

/** A part of the house as its navigation shows it: pages that belong together. */
export type Area = Heading & { pages: NavEntry[] }

/** The areas in their order, each with the pages that the reader may enter; an area without any is absent. */
export function areasOf(rooms: readonly Pick<RoomScreens, 'heading' | 'nav'>[], may: (right: string | undefined) => boolean): Area[] {
  const areas = new Map<string, Area>()
  for (const { heading, nav } of rooms.toSorted((a, b) => a.heading.place - b.heading.place)) {
    const area = areas.get(heading.title) ?? { ...heading, pages: [] }
    area.pages.push(...nav.filter((page) => may(page.right)))
    areas.set(heading.title, area)
  }
  return [...areas.values()].filter((area) => area.pages.length > 0)
}

/** Where an address belongs: the page whose address is its longest beginning, and the page's area. */
export function placeIn(areas: readonly Area[], path: string): { area: Area; page: NavEntry } | undefined {
  return areas
    .flatMap((area) => area.pages.flatMap((page) => [page.href, ...(page.also ?? [])].map((href) => ({ area, page, href }))))
    .filter(({ href }) => path === href || path.startsWith(href === '/' ? '//' : `${href}/`))
    .sort((left, right) => right.href.length - left.href.length)[0]
}

/** Where an area begins. */
export function doorOf(area: Area): string {
  return area.pages[0]?.href ?? '/'
}
