import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { project } from '../rules/projection.ts'
import { saysOf } from '../rules/reading.ts'
import { type Heading, rendered } from '../rules/render.ts'
import { type Outward, publicPageAt } from '../store/texts.ts'
import { inPublic, linkedFrom } from './looking.ts'

/** A page as everyone sees it: all of it is made of the one projection. */
export type OutwardPage = {
  path: string
  title: string
  description: string
  markdown: string
  html: string
  headings: Heading[]
  created: Date
  updated: Date
  retired: boolean
}

/**
 * The page at an address, or where it is now. One that is not for everyone answers like none. Nothing of it tells who wrote it, how often,
 * or what it has for others.
 */
export async function outwardPage(ctx: Pick<Context, 'tx'>, path: string): Promise<OutwardPage | { moved: string }> {
  // no address holds such a letter, and no database takes it
  const page = path.includes('\0') ? undefined : await publicPageAt(ctx.tx, path)
  if (!page) throw new Refusal('missing', 'page.unknown', 'There is no such page.')
  if (page.instead) return { moved: page.instead }
  if (page.path !== path) return { moved: page.path }
  return shownOf(ctx, page)
}

async function shownOf(ctx: Pick<Context, 'tx'>, page: Outward): Promise<OutwardPage> {
  const { path, source, public_since, created_at, retired_on } = page
  const { leads, known } = inPublic(await linkedFrom(ctx, project(source, 'everyone'), path))
  const markdown = project(source, 'everyone', known)
  const { title, summary } = saysOf(markdown, path)
  const { html, headings } = rendered(markdown, title, leads)
  const updated = public_since ?? created_at
  return { path, title, description: summary, markdown, html, headings, created: created_at, updated, retired: retired_on !== null }
}
