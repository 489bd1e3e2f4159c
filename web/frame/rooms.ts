import type { ComponentType } from 'react'

/** A line of the side navigation. `right` hides it from those who may not. */
export type NavEntry = {
  title: string
  href: string
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  right?: string
  /** further addresses that belong to it, such as its tabs */
  also?: string[]
}

/** An address and the screen behind it: `path` as '/customers/accounts/$id', read with `useParam('id')`. */
export type RouteEntry = {
  path: string
  title: string
  right?: string
  component: () => Promise<{ default: ComponentType }>
}

/** A line of the command palette: something one can do, beside the pages, which are there by themselves. */
export type Command = { title: string; href: string; right?: string; words?: string }

/** What each room's `index.ts` exports. `heading`: what the room is called in the navigation, and its place there, counted from the top. */
export type RoomScreens = { heading: { title: string; place: number }; nav: NavEntry[]; routes: RouteEntry[]; commands?: Command[] }
