import type { ComponentType } from 'react'

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>

/** A page of an area, in its list. `right` hides it from those who may not. */
export type NavEntry = {
  title: string
  href: string
  icon: Icon
  right?: string
  /** further addresses that belong to it, such as its tabs and what one makes there */
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

/**
 * The area in which a room stands: its name, its place from the top, its sign, and the letter that goes there after `G`. Rooms of one
 * title share an area: the icon and letter of the first are taken.
 */
export type Heading = { title: string; place: number; icon: Icon; letter: string }

/** What stands under a notice about one of a room's things; `onDone` when nothing is asked any more. */
export type NoticePartProps = { id: string; href: string; onDone: () => void }

/** Told what somebody looked for and left without following anything; nobody waits for it. */
export type Unfound = { right: string; tell: (words: string, followed: boolean) => Promise<unknown> }

/** What each room's `index.ts` exports; `notices`: kind of thing → what can be done about it in the inbox itself. */
export type RoomScreens = {
  heading: Heading
  nav: NavEntry[]
  routes: RouteEntry[]
  commands?: Command[]
  unfound?: Unfound
  notices?: Record<string, () => Promise<{ default: ComponentType<NoticePartProps> }>>
}
