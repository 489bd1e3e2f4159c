import type { Context } from '../../../kernel/context.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { Kept } from '../rules/kept.ts'
import { project } from '../rules/projection.ts'
import { readingOf, saysOf } from '../rules/reading.ts'
import { type Heading, rendered } from '../rules/render.ts'
import { type Outward, publicPageAt } from '../store/texts.ts'
import { filesInPublic } from './attachments.ts'
import { inPublic, linkedTo } from './looking.ts'

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
  /** it is followed step by step */
  procedure: boolean
}

/** Where a page is now; `sure`: that is no guess, or somebody has confirmed it. */
type Moved = { moved: string; sure: boolean }

/**
 * The page at an address, or where it is now. One that is not for everyone answers like none. Nothing of it tells who wrote it, how often,
 * or what it has for others.
 */
export async function outwardPage(ctx: Pick<Context, 'tx'>, path: string): Promise<OutwardPage | Moved> {
  // no address holds such a letter, and no database takes it
  const page = path.includes('\0') ? undefined : await publicPageAt(ctx.tx, path)
  if (!page) throw new Refusal('missing', 'page.unknown', 'There is no such page.')
  if (page.instead) return { moved: page.instead, sure: !page.guessed }
  if (page.likely) return { moved: page.likely, sure: false }
  if (page.path !== path) return { moved: page.path, sure: !page.guessed }
  return shownOf(ctx, page)
}

type Drawn = Pick<OutwardPage, 'title' | 'description' | 'markdown' | 'html' | 'headings'>

/** A text is read and drawn once, however often it is asked for, until it or a page to which it links is another. */
const linksIn = new Kept<string[]>(2_000_000, (links) => links.join('').length + 100)
const drawn = new Kept<Drawn>(20_000_000, ({ markdown, html }) => markdown.length + html.length)

async function shownOf(ctx: Pick<Context, 'tx'>, page: Outward): Promise<OutwardPage> {
  const { path, source, public_since, created_at, retired_on, number } = page
  const text = sha256(`${path}\n${source}`)
  const links = linksIn.of(text, () => readingOf(project(source, 'everyone'), path).links)
  const [linked] = await linkedTo(ctx, [{ path, links }])
  const { leads, known } = inPublic(linked ?? { leadsTo: () => undefined })
  const files = await filesInPublic(ctx, page, page.no, source)
  const shown = drawn.of(`${text} ${sha256(JSON.stringify([linked?.found ?? [], files.key]))}`, () => {
    const markdown = project(source, 'everyone', known)
    const { title, summary } = saysOf(markdown, path)
    return { title, description: summary, markdown, ...rendered(markdown, title, files.leads(leads), files.shows) }
  })
  return {
    ...shown,
    path,
    created: created_at,
    updated: public_since ?? created_at,
    retired: retired_on !== null,
    procedure: number !== null,
  }
}
