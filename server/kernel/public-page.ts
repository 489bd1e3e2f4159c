import type { Actor, Context } from './context.ts'
import type { Operation, OutputOf } from './operation.ts'
import type { Unmet } from './refusal.ts'
import type { z } from 'zod'

/** A page for anyone, rendered on the server: the handbook, prices, public plans must be found by web search. */
export type PublicPage = {
  path: string
  title: string
  /** addresses that it had before: they lead here for good */
  formerly?: readonly string[]
  /** what the sitemap lists of it; without it, its path, unless that has parameters */
  listed?: (ctx: Context) => Promise<readonly { path: string; updated?: Date | undefined }[]>
  /** where every page of the site links it, as long as `listed` lists something; `note` is its sentence on the front page */
  link?: { in: 'head' | 'foot'; title?: string; note?: string }
  /**
   * `site` is what the rooms' pages link to each other; `form` for pages with a form: what it holds, and the token that it must send back in
   * a field of that name.
   */
  render: (ctx: Context, params: Record<string, string>, site: readonly SiteLink[], form?: FormState) => Promise<Html>
  form?: PublicForm
  /** the same in other types, by what follows its address: who asks for one of them and not for a page is led there */
  twins?: Readonly<Record<string, string>>
  /** so many times a minute it is shown to one caller */
  perMinute?: number
}

/** A page of any room that there is something on, as the others link it. */
export type SiteLink = { path: string; title: string; in: 'head' | 'foot'; note?: string }

export type Html = {
  title: string
  description: string
  body: string
  jsonLd?: unknown
  /** the page's own path, where several addresses show it */
  canonical?: string
  /** a picture for who shares a link to it: a path of ours */
  image?: string
  /** not to be found by web search: answers to a form, thanks */
  unlisted?: true
  /** it has another address now, and leads there for good */
  moved?: string
  /** that is a guess until somebody confirms it: 302 */
  unsure?: true
  /** the same for everybody: it is kept for a minute, and not sent again while it stays the same */
  kept?: true
}

/**
 * A form that works without a script: a POST to the page's own path, from our own pages only, with the token that the page gave out. What it
 * does is asked of the operations, as from any other screen.
 */
type PublicForm = {
  /** so many a minute for one caller */
  perMinute: number
  /** leads on to another page, or shows the page again with other fields */
  submit: (door: FormDoor, fields: Record<string, string>) => Promise<{ to: string } | { again: Record<string, string> }>
}
export type FormState = { token: string; fields: Record<string, string>; problem?: { code: string; text: string; unmet: readonly Unmet[] } }

/** The operations as whoever sent the form may ask them; signing in through one changes who that is. */
export type FormDoor = {
  actor: () => Actor
  call: <T extends Operation>(operation: T, input: z.input<T['input']>) => Promise<OutputOf<T>>
}
