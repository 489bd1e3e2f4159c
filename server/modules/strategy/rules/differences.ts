import type { Pledged } from './editorial.ts'
import { shiftsOf } from './goalposts.ts'
import { placeWord } from './life-text.ts'
import type { PlanReading } from './reading/model.ts'

type Row = Parameters<typeof placeWord>[0] & { item_key: string; parent_key: string | null; raw: string; struck: boolean }
/** A text of a plan with its lines by key, and what is promised of its measures. */
export type Side = { reading: PlanReading; rows: readonly Row[]; measures: readonly Pledged[] }

type Run = { mark: 'same' | 'removed' | 'added'; text: string }
type Difference = {
  kind: 'title' | 'header' | 'relabelled' | 'added' | 'removed' | 'reworded' | 'moved' | 'struck' | 'unstruck' | 'promised'
  key: string | null
  /** "Method 3", a row of the header, a section */
  place: string
  was: string | null
  now: string | null
  /** word by word, where words differ */
  words: Run[]
}

/** What differs between two texts of one plan, in the order of the later one; lines are the same where their keys are. */
export function differencesOf(before: Side, after: Side): Difference[] {
  return [
    ...headOf(before.reading, after.reading),
    ...labelsOf(before.reading, after.reading),
    ...linesOf(before, after),
    ...promisesOf(before, after),
  ]
}

const blank = { key: null, was: null, now: null, words: [] }

function headOf(before: PlanReading, after: PlanReading): Difference[] {
  const title = before.title.core === after.title.core ? [] : [wordsDiffer('title', 'Title', before.title.core, after.title.core)]
  const rows = (reading: PlanReading) => new Map(reading.header.rows.map(({ key, raw }) => [key, raw]))
  const [was, now] = [rows(before), rows(after)]
  const keys = [...new Set([...now.keys(), ...was.keys()])]
  const header = keys.flatMap((key) => (was.get(key) === now.get(key) ? [] : [wordsDiffer('header', key, was.get(key), now.get(key))]))
  return [...title, ...header]
}

function labelsOf(before: PlanReading, after: PlanReading): Difference[] {
  return after.sections.flatMap(({ name, label }) => {
    const was = before.sections.find((section) => section.name === name)?.label
    return was === undefined || was === label ? [] : [{ ...blank, kind: 'relabelled' as const, place: label, was, now: label }]
  })
}

function linesOf(before: Side, after: Side): Difference[] {
  const was = new Map(before.rows.map((row) => [row.item_key, row]))
  const now = new Set(after.rows.map(({ item_key }) => item_key))
  const moved = movedIn(before.rows, after.rows)
  const here = after.rows.flatMap((row): Difference[] => {
    const old = was.get(row.item_key)
    const at = { ...blank, key: row.item_key, place: placeWord(row) }
    if (!old) return [{ ...at, kind: 'added', now: row.raw }]
    const words =
      unstruck(old) === unstruck(row) ? [] : [{ ...wordsDiffer('reworded', at.place, unstruck(old), unstruck(row)), key: at.key }]
    const struck =
      old.struck === row.struck
        ? []
        : [{ ...at, kind: row.struck ? ('struck' as const) : ('unstruck' as const), was: old.raw, now: row.raw }]
    const place = moved.has(row.item_key) ? [{ ...at, kind: 'moved' as const, was: placeWord(old), now: at.place }] : []
    return [...words, ...struck, ...place]
  })
  const gone = before.rows
    .filter(({ item_key }) => !now.has(item_key))
    .map((row): Difference => ({ ...blank, kind: 'removed', key: row.item_key, place: placeWord(row), was: row.raw }))
  return [...here, ...gone]
}

/** Without the marks of what is struck: striking a line changes none of its words. */
function unstruck({ raw, struck }: Row): string {
  return struck ? raw.replaceAll('~~', '') : raw
}

/** Lines under another parent or in another section, and the fewest that must have changed places among those that stayed. */
function movedIn(before: readonly Row[], after: readonly Row[]): Set<string> {
  const was = new Map(before.map((row, at) => [row.item_key, { row, at }]))
  const moved = new Set<string>()
  const stayed = after.filter((row) => {
    const old = was.get(row.item_key)
    if (!old) return false
    const same = old.row.parent_key === row.parent_key && old.row.section === row.section
    if (!same) moved.add(row.item_key)
    return same
  })
  for (const kin of Map.groupBy(stayed, ({ section, parent_key }) => `${section} ${parent_key}`).values()) {
    const kept = rising(kin.map(({ item_key }) => was.get(item_key)?.at ?? 0))
    for (const [at, { item_key }] of kin.entries()) if (!kept.has(at)) moved.add(item_key)
  }
  return moved
}

/** Places of a longest run that rises. */
function rising(numbers: readonly number[]): Set<number> {
  const best = numbers.map(() => ({ length: 1, from: -1 }))
  for (let n = 0; n < numbers.length; n += 1)
    for (let m = 0; m < n; m += 1) {
      const [one, other] = [best[n], best[m]]
      if (one && other && (numbers[m] ?? 0) < (numbers[n] ?? 0) && other.length >= one.length)
        best[n] = { length: other.length + 1, from: m }
    }
  const longest = best.reduce((top, { length }, at) => (length > (best[top]?.length ?? 0) ? at : top), 0)
  const kept = new Set<number>()
  for (let at = numbers.length === 0 ? -1 : longest; at >= 0; at = best[at]?.from ?? -1) kept.add(at)
  return kept
}

function promisesOf(before: Side, after: Side): Difference[] {
  const now = new Map(after.measures.map((one) => [one.item_key, one]))
  const places = new Map(after.rows.map((row) => [row.item_key, placeWord(row)]))
  return before.measures
    .filter(({ item_key }) => places.has(item_key))
    .flatMap((one) =>
      shiftsOf(one, now.get(one.item_key)).map(({ item_key, field, from, to }) => ({
        ...blank,
        ...{ kind: 'promised' as const, key: item_key, place: `${places.get(item_key)}, ${fieldWords[field]}`, was: from, now: to },
      })),
    )
}

const fieldWords = { target: 'target', target_high: 'upper bound', due: 'day', steps: 'steps', scope: 'what is counted' }

function wordsDiffer(kind: 'title' | 'header' | 'reworded', place: string, was: string | undefined, now: string | undefined): Difference {
  return {
    kind,
    key: null,
    place,
    was: was ?? null,
    now: now ?? null,
    words: was !== undefined && now !== undefined ? runsOf(was, now) : [],
  }
}

/** longer texts are told as all old and all new */
const mostWords = 600

/** Word by word by the longest common subsequence; joined, what is not added is the old text and what is not removed the new one. */
export function runsOf(was: string, now: string): Run[] {
  const [a, b] = [was.match(/\s+|[^\s]+/g) ?? [], now.match(/\s+|[^\s]+/g) ?? []]
  if (a.length > mostWords || b.length > mostWords) return joined([mark('removed', was), mark('added', now)])
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let k = b.length - 1; k >= 0; k -= 1)
      common[i * width + k] =
        a[i] === b[k]
          ? (common[(i + 1) * width + k + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + k] ?? 0, common[i * width + k + 1] ?? 0)
  const runs: Run[] = []
  let [i, k] = [0, 0]
  while (i < a.length || k < b.length) {
    if (i < a.length && k < b.length && a[i] === b[k]) {
      runs.push(mark('same', a[i] ?? ''))
      i += 1
      k += 1
    } else if (k >= b.length || (i < a.length && (common[(i + 1) * width + k] ?? 0) >= (common[i * width + k + 1] ?? 0))) {
      runs.push(mark('removed', a[i] ?? ''))
      i += 1
    } else {
      runs.push(mark('added', b[k] ?? ''))
      k += 1
    }
  }
  return joined(runs)
}

function mark(kind: Run['mark'], text: string): Run {
  return { mark: kind, text }
}

function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (run.text === '') continue
    if (last?.mark === run.mark) last.text += run.text
    else out.push({ ...run })
  }
  return out
}
