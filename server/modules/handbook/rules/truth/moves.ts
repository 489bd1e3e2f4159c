import { termsOf } from '../../../../kernel/search/terms.ts'

/** A page as it is looked for where it went: its address, title, headings and words. */
type Placed = { id: string; path: string; title: string; headings: readonly string[]; words: string }

/** What is known of where a page went: surely, perhaps, or nothing. */
type Move = { from: string; to: string; score: number; is: 'redirect' | 'suggestion' }

const [sure, ahead, perhaps] = [0.45, 0.03, 0.35]

/** How alike two pages are, each part from 0 to 1. */
type Likeness = { j: number; c: number; t: number; n: number; p: number; h: number }

/** Content counts half, title and name a fifth each, folders and headings a twentieth. */
export function scoreOf({ j, c, t, n, p, h }: Likeness): number {
  return 0.5 * Math.max(j, 0.8 * c) + 0.2 * t + 0.2 * n + 0.05 * p + 0.05 * h
}

/**
 * For each page that is gone the one that it became, among those that there are now. Texts that are equal decide; a page that was there before is
 * less likely; two that are as near leave the question open.
 */
export function movesOf(gone: readonly Placed[], now: readonly Placed[], before: ReadonlySet<string> = new Set()): Move[] {
  const there = now.map(lookedAt)
  return gone.flatMap((page) => {
    const was = lookedAt(page)
    const scored = there
      .filter(({ page: one }) => one.id !== page.id)
      .map((one) => ({ to: one.page.id, score: likely(was, one) - (before.has(one.page.id) ? 0.2 : 0) }))
      .sort((a, b) => b.score - a.score || (a.to < b.to ? -1 : 1))
    const [best, second] = scored
    if (!best || best.score < perhaps) return []
    const certain = best.score >= sure && best.score - (second?.score ?? 0) >= ahead
    return [{ from: page.id, to: best.to, score: best.score, is: certain ? ('redirect' as const) : ('suggestion' as const) }]
  })
}

type LookedAt = ReturnType<typeof lookedAt>

function lookedAt(page: Placed) {
  const terms = termsOf(page.words)
  const steps = page.path.split('/')
  return {
    page,
    text: terms.join(' '),
    shingles: new Set(terms.slice(3).map((last, at) => `${terms[at]} ${terms[at + 1]} ${terms[at + 2]} ${last}`)),
    title: new Set(termsOf(page.title)),
    name: nameOf(steps),
    folders: new Set(steps.slice(0, -1)),
    headings: new Set(page.headings.map((one) => termsOf(one).join(' '))),
  }
}

/** Without a number before it; the first page of a folder is called as the folder. */
function nameOf(steps: readonly string[]): string {
  const last = steps.at(-1) ?? ''
  const own = /^(?:readme|index|_index)$/.test(last) ? (steps.at(-2) ?? '') : last
  return own
    .toLowerCase()
    .replace(/^\d+[-_.]+/, '')
    .replaceAll(/[_ -]+/g, '-')
}

function likely(was: LookedAt, now: LookedAt): number {
  const both = [...was.shingles].filter((one) => now.shingles.has(one)).length
  const same = was.text !== '' && was.text === now.text ? 2 : 0
  const named = was.name === now.name ? 1 : shareOf(new Set(was.name.split('-')), new Set(now.name.split('-')))
  return (
    same +
    scoreOf({
      j: both === 0 ? 0 : both / (was.shingles.size + now.shingles.size - both),
      c: was.shingles.size === 0 ? 0 : both / was.shingles.size,
      t: shareOf(was.title, now.title),
      n: named,
      p: shareOf(was.folders, now.folders),
      h: shareOf(was.headings, now.headings),
    })
  )
}

/** Jaccard; of nothing and nothing there is none. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length
  return both === 0 ? 0 : both / (one.size + other.size - both)
}

/** So often a link is laid beside a page in one check; what comes later is told without pages that may have been meant. */
const mostLooks = 300_000

/** Pages that a link may have meant, the nearest first: by the words of the address, by its last step, and by the words that carry the link. */
export function nearAmong(pages: readonly { id: string; path: string; title: string }[]) {
  const there = pages.map(({ id, path, title }) => ({
    ...{ id, path, letters: lettersOf(path), name: lettersOf(nameOf(path.split('/'))), title: new Set(termsOf(title)) },
  }))
  const known = new Map<string, string[]>()
  return (link: { path: string; words: string }, most = 3): string[] => {
    const key = `${link.path} ${link.words}`
    const told = known.get(key)
    if (told) return told
    if (known.size * there.length > mostLooks) return []
    const [asked, said] = [lettersOf(link.path), new Set(termsOf(link.words))]
    const name = lettersOf(nameOf(link.path.split('/')))
    const near = there
      .map((page) => ({
        ...{ id: page.id, path: page.path },
        score: Math.max(shareOf(asked, page.letters), 0.9 * shareOf(name, page.name), shareOf(said, page.title)),
      }))
      .filter(({ score }) => score >= 0.3)
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      .slice(0, most)
      .map(({ id }) => id)
    known.set(key, near)
    return near
  }
}

/** Three letters in a row of each word, its ends too. */
function lettersOf(path: string): Set<string> {
  return new Set(
    path
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .flatMap((word) => {
        const letters = `  ${word} `
        return Array.from({ length: letters.length - 2 }, (_none, at) => letters.slice(at, at + 3))
      }),
  )
}
