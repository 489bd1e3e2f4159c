import { stem } from '../../../../kernel/stem.ts'
import { headOf } from '../front-matter.ts'
import { isIndexFile, stemOf } from './files.ts'

/** A text by its file, before or after it was moved. */
type Placed = { file: string; title: string; source: string }

/** From how much likeness on a page is taken for another one's, and how far ahead of the next it has to be. */
const [likeEnough, ahead] = [0.45, 0.03]

/**
 * Which of the texts that are gone is which of the new ones: the best where it is like enough and ahead of every other (score of decision
 * 212). Each new text is one old one's at most.
 */
export function movesAmong(gone: readonly Placed[], fresh: readonly Placed[]): { from: string; to: string; score: number }[] {
  const olds = gone.map(drawn)
  const news = fresh.map(drawn)
  const byShingle = new Map<string, Set<number>>()
  const know = (key: string, n: number) => byShingle.set(key, (byShingle.get(key) ?? new Set()).add(n))
  for (const [n, one] of news.entries()) {
    for (const shingle of one.shingles) know(shingle, n)
    know(`name ${one.name}`, n)
  }
  const pairs = olds.flatMap((old) => {
    const near = new Set<number>()
    for (const key of [...old.shingles, `name ${old.name}`]) {
      const found = byShingle.get(key)
      // what stands in every text tells none apart
      if (found && found.size <= 50) for (const n of found) near.add(n)
    }
    const [best, next] = [...near].map((n) => ({ n, score: likeness(old, news[n] ?? old) })).toSorted((a, b) => b.score - a.score)
    if (!best || best.score < likeEnough || best.score - (next?.score ?? 0) < ahead) return []
    return [{ from: old.file, to: news[best.n]?.file ?? '', score: best.score }]
  })
  const taken = Map.groupBy(pairs, ({ to }) => to)
  return [...taken.values()].flatMap((same) => same.toSorted((a, b) => b.score - a.score).slice(0, 1))
}

type Drawn = {
  file: string
  name: string
  text: string
  shingles: Set<string>
  title: Set<string>
  words: Set<string>
  folders: Set<string>
  headings: Set<string>
}

function drawn({ file, title, source }: Placed): Drawn {
  const body = source.slice(headOf(source).end).replaceAll(/\]\([^)]*\)/g, ']')
  const tokens = wordsIn(body)
  const name = nameOf(file)
  return {
    ...{ file, name, text: tokens.join(' ') },
    shingles: new Set(tokens.slice(0, -3).map((_word, at) => tokens.slice(at, at + 4).join(' '))),
    title: new Set(wordsIn(title).map(stem)),
    words: new Set(wordsIn(name)),
    folders: new Set(file.toLowerCase().split('/').slice(0, -1)),
    headings: new Set((body.match(/^#{1,6} .*$/gm) ?? []).map((line) => wordsIn(line).join(' '))),
  }
}

/** 0.5·max(J, 0.8·C) + 0.2·T + 0.2·N + 0.05·P + 0.05·H, and 2 more where the words are equal. */
function likeness(old: Drawn, one: Drawn): number {
  const common = shared(old.shingles, one.shingles)
  const contained = old.shingles.size === 0 ? 0 : common / old.shingles.size
  const names = old.name === one.name ? 1 : alike(old.words, one.words)
  const parts = {
    J: alike(old.shingles, one.shingles),
    C: contained,
    T: alike(old.title, one.title),
    N: names,
    P: alike(old.folders, one.folders),
    H: alike(old.headings, one.headings),
  }
  return scoreOf(parts) + (old.text === one.text && old.text !== '' ? 2 : 0)
}

export function scoreOf({ J, C, T, N, P, H }: Record<'J' | 'C' | 'T' | 'N' | 'P' | 'H', number>): number {
  return 0.5 * Math.max(J, 0.8 * C) + 0.2 * T + 0.2 * N + 0.05 * P + 0.05 * H
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = shared(a, b)
  return a.size + b.size === 0 ? 0 : common / (a.size + b.size - common)
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const one of a) if (b.has(one)) common += 1
  return common
}

function nameOf(file: string): string {
  const names = stemOf(file).toLowerCase().split('/')
  const own = isIndexFile(file) ? (names.at(-2) ?? names.at(-1)) : names.at(-1)
  return (own ?? '').replace(/^\d+[-_.\s]+/, '').replaceAll(/[\s_-]+/g, ' ')
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
