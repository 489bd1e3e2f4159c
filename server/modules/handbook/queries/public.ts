import type { Context } from '../../../kernel/context.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { Kept } from '../rules/kept.ts'
import { project } from '../rules/projection.ts'
import { readingOf, saysOf } from '../rules/reading.ts'
import { type Heading, rendered } from '../rules/render.ts'
import { stepsOf } from '../rules/steps.ts'
import { type Outward, publicPageAt } from '../store/texts.ts'
import { type Drawing, filesInPublic, noFiles } from './attachments.ts'
import { inPublic, type Linked, linkedTo } from './looking.ts'

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
  /** it is followed step by step: what is to be done, and how long each takes where its text says so */
  procedure: boolean
  steps: { title: string; minutes: number | null }[]
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
  const [shown] = await shownEach(ctx, [page])
  if (!shown) throw new Error('a page that is not drawn')
  return shown
}

/** What is drawn of a page: where its address leads is known before. */
type Sendable = Pick<Outward, 'id' | 'path' | 'source' | 'public_since' | 'created_at' | 'retired_on' | 'number'>
type Drawn = Pick<OutwardPage, 'title' | 'description' | 'markdown' | 'html' | 'headings' | 'steps'>

/** A text is read and drawn once, however often it is asked for, until it or a page to which it links is another. */
const linksIn = new Kept<string[]>(2_000_000, (links) => links.join('').length + 100)
const drawn = new Kept<Drawn>(20_000_000, ({ markdown, html }) => markdown.length + html.length)

/** Pages as everyone sees them, in the order in which they were asked. */
export async function shownEach(ctx: Pick<Context, 'tx'>, pages: readonly Sendable[]): Promise<OutwardPage[]> {
  const read = pages.map(({ path, source }) => {
    const text = sha256(`${path}\n${source}`)
    return { path, text, links: linksIn.of(text, () => readingOf(project(source, 'everyone'), path).links) }
  })
  const [each, files] = await Promise.all([linkedTo(ctx, read), filesInPublic(ctx, pages)])
  return pages.map((page, at) => shownOf(page, read[at]?.text ?? '', each[at] ?? nowhere, files[at] ?? noFiles))
}

const nowhere = { leadsTo: () => undefined, found: [] }

function shownOf(page: Sendable, text: string, linked: Pick<Linked, 'leadsTo' | 'found'>, files: Drawing): OutwardPage {
  const { path, source, public_since, created_at, retired_on, number } = page
  const { leads, known } = inPublic(linked)
  const shown = drawn.of(`${text} ${sha256(JSON.stringify([linked.found, files.key]))}`, () => {
    const markdown = project(source, 'everyone', known)
    const { title, summary } = saysOf(markdown, path)
    const steps = number === null ? [] : stepsOf(markdown).map((step) => ({ title: step.title, minutes: step.minutes }))
    return { title, description: summary, markdown, steps, ...rendered(markdown, title, files.leads(leads), files.shows) }
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
