import { Refusal } from '../../../kernel/refusal.ts'
import type { Audience } from './audience.ts'
import { headOf } from './front-matter.ts'
import { isIncludeMark } from './include-marks.ts'
import { nodesIn, treeOf, wordsOf } from './markdown.ts'

type Run = { mark: 'same' | 'removed' | 'added'; text: string }
export type ChangeClass = 'editorial' | 'minor' | 'material'

/** Longer stretches are told as all old and all new. */
const most = 600

/** A text beside another: line by line, and word by word where lines changed. Joined, what is not added is the old text and what is not removed the new one. */
export function runsOf(was: string, now: string): Run[] {
  const runs: Run[] = []
  for (const hunk of hunksOf(linesOf(was), linesOf(now))) {
    if (hunk.same !== undefined) runs.push({ mark: 'same', text: hunk.same.join('') })
    else
      for (const inner of hunksOf(piecesOf(hunk.removed.join('')), piecesOf(hunk.added.join('')))) {
        if (inner.same !== undefined) runs.push({ mark: 'same', text: inner.same.join('') })
        else runs.push({ mark: 'removed', text: inner.removed.join('') }, { mark: 'added', text: inner.added.join('') })
      }
  }
  return joined(runs)
}

export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function piecesOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
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

export type Hunk = { same: string[] } | { same?: never; removed: string[]; added: string[] }

/** By the longest common subsequence, between what begins and what ends alike. */
export function hunksOf(was: readonly string[], now: readonly string[]): Hunk[] {
  let head = 0
  while (head < was.length && head < now.length && was[head] === now[head]) head += 1
  let tail = 0
  while (tail < was.length - head && tail < now.length - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const hunks: Hunk[] = head > 0 ? [{ same: was.slice(0, head) }] : []
  hunks.push(...middleOf(was.slice(head, was.length - tail), now.slice(head, now.length - tail)))
  if (tail > 0) hunks.push({ same: was.slice(was.length - tail) })
  return hunks
}

function middleOf(a: readonly string[], b: readonly string[]): Hunk[] {
  if (a.length === 0 && b.length === 0) return []
  if (a.length > most || b.length > most || a.length === 0 || b.length === 0) return [{ removed: [...a], added: [...b] }]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let k = b.length - 1; k >= 0; k -= 1)
      common[i * width + k] =
        a[i] === b[k]
          ? (common[(i + 1) * width + k + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + k] ?? 0, common[i * width + k + 1] ?? 0)
  const hunks: Hunk[] = []
  const changed = () => {
    const last = hunks.at(-1)
    if (last && last.same === undefined) return last
    const next = { removed: [] as string[], added: [] as string[] }
    hunks.push(next)
    return next
  }
  let [i, k] = [0, 0]
  while (i < a.length || k < b.length) {
    const [left, right] = [a[i], b[k]]
    if (left !== undefined && left === right) {
      const last = hunks.at(-1)
      if (last?.same) last.same.push(left)
      else hunks.push({ same: [left] })
      i += 1
      k += 1
    } else if (right === undefined || (left !== undefined && (common[(i + 1) * width + k] ?? 0) >= (common[i * width + k + 1] ?? 0))) {
      changed().removed.push(left ?? '')
      i += 1
    } else {
      changed().added.push(right)
      k += 1
    }
  }
  return hunks
}

const strong = new Set('not no never must may only except unless before after always'.split(' '))
const numbers = 'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty sixty ninety'
const values = new RegExp(
  `(?<![\\w.+-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|[$€£¥]?\\d[\\d.,:/-]*\\d?\\s?(?:%|k\\b|m\\b)?|\\b(?:${numbers.replaceAll(' ', '|')})(?=\\s+(?:business |working )?(?:minute|hour|day|week|month|quarter|year)s?\\b)`,
  'gi',
)

/**
 * What a change does to a text: *material* if a value or a word such as "not" or "only" comes or goes, or more people read it; *editorial* if
 * only letters, marks and punctuation changed; else *minor*.
 */
export function classOf(before: Texted, after: Texted): ChangeClass {
  return judgedOf(before, after).class
}

/** A class, and why it is that: a sentence for whoever wrote the text, who reads both. */
export type Judged = { class: ChangeClass; why: string }

export function judgedOf(before: Texted, after: Texted): Judged {
  const judged = (kind: ChangeClass, why: string): Judged => ({ class: kind, why })
  if (wider(before.audience, after.audience)) return judged('material', 'More people read it.')
  const [was, now] = [saidIn(before.source), saidIn(after.source)]
  const [old, fresh] = [was.text.match(values) ?? [], now.text.match(values) ?? []]
  if (!sameSet(old, fresh)) return judged('material', `A value changed: ${cameAndWent(old, fresh)}.`)
  const hunks = hunksOf(was.words, now.words).flatMap((hunk) => (hunk.same === undefined ? [hunk] : []))
  const strongOf = (words: readonly string[]) => words.filter((word) => strong.has(word))
  const [gone, come] = [strongOf(hunks.flatMap((hunk) => hunk.removed)), strongOf(hunks.flatMap((hunk) => hunk.added))]
  if (!sameSet(gone, come)) return judged('material', `A word that turns a sentence came or went: ${cameAndWent(gone, come)}.`)
  const slips = hunks.every(
    ({ removed, added }) => removed.length === added.length && removed.every((word, at) => near(word, added[at] ?? '')),
  )
  if (!slips) return judged('minor', 'Words came, went or changed; no value and no word such as “not” did.')
  if (!sameSet(was.links, now.links)) return judged('minor', 'A link leads elsewhere.')
  return judged('editorial', 'Only letters, marks and form changed.')
}

/** `3 days → 5 days`; what is on both sides is left out. */
function cameAndWent(old: readonly string[], fresh: readonly string[]): string {
  const without = (all: readonly string[], others: readonly string[]) => {
    const left = [...others]
    return all.filter((one) => {
      const at = left.indexOf(one)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  const words = (all: readonly string[]) => [...new Set(all.map((one) => one.trim()))].slice(0, 5).join(', ')
  const [gone, come] = [words(without(old, fresh)), words(without(fresh, old))]
  if (gone === '') return `“${come}” came`
  return come === '' ? `“${gone}” went` : `“${gone}” became “${come}”`
}

type Texted = { source: string; audience: Audience }

/** Whether more people read what is for the second audience than what is for the first. */
export function wider(before: Audience, after: Audience): boolean {
  const order: Audience[] = ['restricted', 'internal', 'public']
  return order.indexOf(after) > order.indexOf(before)
}

function saidIn(source: string): { text: string; words: string[]; links: string[] } {
  const { end, front } = headOf(source)
  const root = treeOf(source.slice(end))
  const text = [front.title, front.description, wordsOf(root)].filter(Boolean).join('\n')
  // comments are marks of audience: one that comes or goes is a word that does; where a passage is kept is none
  const comments = [...nodesIn(root)].flatMap(({ node }) => (node.type === 'html' ? (node.value.match(/<!--[\s\S]*?-->/g) ?? []) : []))
  const marks = comments.filter((one) => !isIncludeMark(one))
  const links = [...nodesIn(root)].flatMap(({ node }) => (node.type === 'link' || node.type === 'definition' ? [node.url] : []))
  return { text, words: [...(text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []), ...marks], links }
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const plain = (all: readonly string[]) =>
    [...all]
      .map((value) => value.toLowerCase())
      .sort()
      .join('\n')
  return plain(one) === plain(other)
}

/** Letters of a word in which a slip is looked for. */
const longestWord = 64

/** Within two letters of each other (Damerau and Levenshtein), and no number. */
export function near(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.max(a.length, b.length) > longestWord) return false
  if (/\d|^<!--/.test(a + b) || Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 3) return false
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_none, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let k = 1; k <= b.length; k += 1) {
      const cost = a[i - 1] === b[k - 1] ? 0 : 1
      row[k] = Math.min((last[k] ?? 0) + 1, (row[k - 1] ?? 0) + 1, (last[k - 1] ?? 0) + cost)
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) row[k] = Math.min(row[k] ?? 0, (before[k - 2] ?? 0) + 1)
    }
    before = last
    last = row
  }
  return (last[b.length] ?? 0) <= 2
}

/** `2.1.0`: material, minor and editorial changes since the first text. */
export function labelAfter(label: string, change: ChangeClass): string {
  const [major = 1, minor = 0, edit = 0] = label.split('.').map(Number)
  if (change === 'material') return `${major + 1}.0.0`
  return change === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${edit + 1}`
}

/** The same of a page: what nobody has agreed to yet is a draft of one first text, however it changes. */
export function nextLabel({ label, draft }: { label: string; draft: boolean }, change: ChangeClass): string {
  return labelAfter(label, draft ? 'editorial' : change)
}

/**
 * Whether everyone would read a word that they do not read now, or one more often. What was kept from them may come back in other lines and
 * other words than it stood in: so any word counts, wherever it comes from.
 */
export function opensMore(before: { shown: string }, after: { shown: string }): boolean {
  const left = new Map<string, number>()
  for (const word of publicWords(before.shown)) left.set(word, (left.get(word) ?? 0) + 1)
  return publicWords(after.shown).some((word) => {
    const rest = left.get(word) ?? 0
    left.set(word, rest - 1)
    return rest === 0
  })
}

/** Words, numbers with their points, and pictures. */
function publicWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}\p{So}]+(?:[.,:/'’-][\p{L}\p{M}\p{N}\p{So}]+)*/gu) ?? []
}

const order: ChangeClass[] = ['editorial', 'minor', 'material']

/** An author may raise the class of a change. Refuses `change.class_lower`. */
export function raised(computed: ChangeClass, wanted: ChangeClass | undefined): ChangeClass {
  if (wanted === undefined || order.indexOf(wanted) >= order.indexOf(computed)) return wanted ?? computed
  throw new Refusal('refused', 'change.class_lower', `This change is ${computed}: it cannot be called ${wanted}.`, {
    unmet: [{ code: 'change.class_lower', text: `It is ${computed}.`, path: 'class' }],
  })
}
