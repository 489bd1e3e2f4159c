import type { Day } from '../../../../kernel/period.ts'
import { fiscalQuarter, fiscalYearOf } from '../fiscal.ts'
import { readDay } from './days.ts'
import { displayText, readInline } from './inline.ts'
import { lockAtStart } from './locks.ts'
import { plainOf, withoutWord } from './goals/marks.ts'
import type { Item, Meaning, MeasureHint, Note, Said, SectionName, Span, TableRow, Understood } from './model.ts'
import { promiseIn, promiseInNotes, type Promised } from './promised.ts'
import { saidIn, saidInNotes, saidInRow, silent } from './said.ts'
import { baseIn, targetIn, targetOf } from './targets.ts'
import { isSameUnit } from './windows.ts'

/** What a measure's hint needs to know: when the plan starts, and the company's year. */
export type PlanTime = { from: Day | null; fiscalYearEnd: string; understood?: Understood | undefined }

/** An item before its text is understood. */
export type RawItem = {
  depth: number
  parent: number
  rank: number
  span: Span
  marker: string
  raw: string
  notes: Note[]
  row: TableRow | null
}

/** Understands one item's text: label and gloss, struck, placeholder, audience; in a section of goals or measures also who, when and how far. */
export function readItem(item: RawItem, section: SectionName, time: PlanTime): Item {
  const { understood } = time
  if (!understood || item.notes.length > 0) return { ...item, ...meaningOf(item, section, time) }
  const key = `${section} ${item.depth === 0} ${item.marker.startsWith('#')} ${time.from} ${time.fiscalYearEnd} ${rowKey(item.row)} ${item.raw}`
  const known = understood.get(key)
  const meaning = known ?? meaningOf(item, section, time)
  if (!known) understood.set(key, meaning)
  return { ...item, ...meaning }
}

/** Bars within cells are escaped, so that two rows never share one. */
function rowKey(row: TableRow | null): string {
  return row ? `${row.columns.join('|')}\n${row.cells.join('|')}\n` : ''
}

function meaningOf(item: RawItem, section: SectionName, time: PlanTime): Meaning {
  const inline = readInline(item.raw)
  const lock = lockAtStart.exec(inline.text)
  const text = inline.text
    .slice(lock?.[0].length ?? 0)
    .replace(/<a\s+(?:name|id)=[^<>]{0,80}><\/a>\s*/gi, '')
    .trim()
  const looked = inline.runs.filter((run) => run.text.trim() !== '')
  const goal = section === 'objectives'
  const cut = goal ? undefined : separator(item.raw, inline)
  const label = cut ? displayText(item.raw.slice(0, cut.from)).replace(lockAtStart, '').replace(/:\s*$/, '').trim() : null
  const { said, words, promise } =
    goal || section === 'measures' ? saidBy(item, text, goal) : { said: silent(), words: text, promise: null }
  const measured = section === 'measures' || (goal && item.depth > 0)
  const shown = goal ? words : text
  return {
    text: shown,
    label: label === '' ? null : label,
    sep: cut && label ? cut.sep : '',
    gloss: cut && label ? displayText(item.raw.slice(cut.from + cut.sep.length)).trim() : shown,
    struck: looked.length > 0 && looked.every((run) => run.struck),
    placeholder: text === '' || inline.bracketed || /(^|[^\p{L}\p{N}])(TBA|TBD|TBC|WIP|\$x)(?![\p{L}\p{N}])/u.test(inline.text),
    audience: lock ? 'internal' : null,
    said,
    hint: measured ? (wholeOf(words, said.current) ?? hintOf(words, time, promise)) : null,
  }
}

/** `**A1** Fewer queues`: the letter of its objective, and its number. */
const boldCode = /^(?:\[.\]\s*)?(\*\*|__)[A-H]\d{1,2}[.:]?\1\s+\S/

/** What the item says about itself, in its words, its paragraphs and its row; and its words without that. */
function saidBy(item: RawItem, text: string, goal: boolean): { said: Said; words: string; promise: Promised } {
  const plain = goal ? withoutWord(plainOf(text, item.marker.startsWith('#') || item.depth === 0)) : text
  const {
    said,
    promise: own,
    text: bare,
  } = saidIn(boldCode.test(item.raw) ? plain.replace(/^(?:\[.\]\s*)?[A-H]\d{1,2}[.:]?\s+/, '') : plain)
  saidInNotes(said, item.notes)
  if (item.row) saidInRow(said, item.row)
  const words = goal ? withoutWord(bare) : bare
  const promise = item.row
    ? promiseIn(item.row)
    : own.target === null
      ? withStart(promiseInNotes(item.notes), own.baseline)
      : { ...own, baseline: own.baseline ?? said.current }
  return { said, words: words === '' ? plain : words, promise }
}

/** Where it starts may stand in the line while its target stands below, or in its words. */
function withStart(promise: Promised, baseline: string | null): Promised {
  return { ...promise, baseline: promise.baseline ?? baseline }
}

/** Where the label ends: behind a bold opening span, else at the first `: `, ` - `, ` – `, ` — ` outside links, code and brackets within 80 characters. */
function separator(raw: string, inline: ReturnType<typeof readInline>): { from: number; sep: string } | undefined {
  if (inline.boldEnd > 0) {
    const sep = /^\s*(?::|[-–—](?=\s))?\s*/.exec(raw.slice(inline.boldEnd, inline.boldEnd + 40))?.[0] ?? ''
    return { from: inline.boldEnd, sep }
  }
  let seen = 0
  // nothing is split off that only our own comment follows
  const end = inline.comment !== null && raw.endsWith('-->') ? shownEnd(raw, inline.hidden) : raw.length
  for (let i = 0; i < raw.length && seen < 80; i += 1) {
    if (!inline.hidden[i]) seen += 1
    if (!inline.open[i] || i === 0) continue
    const sep = /^(?::[ \t]+|[ \t]+[-–—][ \t]+)/.exec(raw.slice(i, i + 40))?.[0]
    if (sep && i + sep.length < end) return { from: i, sep }
  }
  return undefined
}

function shownEnd(raw: string, hidden: Uint8Array): number {
  let end = raw.length
  while (end > 0 && (hidden[end - 1] || raw[end - 1] === ' ')) end -= 1
  return end
}

/** `140 of 200` of which 70 % are done: 200 are promised. */
function wholeOf(text: string, current: string | null): MeasureHint | null {
  const [, done, whole] =
    /(?<![\d.,])(\d{1,3}(?:,\d{3})*|\d{1,7}) of (\d{1,3}(?:,\d{3})*|\d{1,7})(?![\d.,]*\d)/.exec(text.slice(0, 300)) ?? []
  const share = /^(\d{1,3})\s?%$/.exec(current ?? '')?.[1]
  if (!done || !whole || !share) return null
  const [part, all] = [Number(done.replaceAll(',', '')), Number(whole.replaceAll(',', ''))]
  if (all === 0 || part >= all || Math.abs((part / all) * 100 - Number(share)) > 1) return null
  return { kind: 'target', direction: 'at_least', target: String(all), unit: null, baseline: null }
}

/** `TBD within Q4` is a measure still to be named; comparators and numbers suggest a target and a direction. */
function hintOf(text: string, time: PlanTime, promise: Promised | null): MeasureHint | null {
  const head = text.slice(0, 400)
  if (/^(TBD|TBA|TBC)\b/.test(head)) return { kind: 'tbd', resolveBy: resolveBy(head, time) }
  // a day where the target stands is all that is promised
  if (promise?.target && isDayOnly(promise.target)) return null
  return (promise && targetOf({ ...promise, name: head })) ?? startingAt(targetIn(head), promise?.baseline ?? null)
}

function isDayOnly(text: string): boolean {
  const bare = text.trim().replace(/^(?:by|before|until|on)\s+/i, '')
  return typeof readDay(bare) === 'object' || typeof readDay(`${bare} 2000`) === 'object'
}

/** Where it starts may be said beside the words that hold the target. */
function startingAt(target: MeasureHint | null, baseline: string | null): MeasureHint | null {
  if (target?.kind !== 'target' || target.baseline !== null || baseline === null) return target
  const base = baseIn(baseline)
  return base && (base.unit === null || isSameUnit(base.unit, target.unit)) ? { ...target, baseline: base.value } : target
}

function resolveBy(text: string, time: PlanTime): Day | null {
  const within = /\bwithin\s+Q([1-4])(?:\s+FY\s?'?(\d{4}|\d{2}))?/i.exec(text)
  if (!within) return null
  const year = within[2] ? Number(within[2]) : time.from ? fiscalYearOf(time.from, time.fiscalYearEnd) : null
  return year === null ? null : fiscalQuarter(Number(within[1]), year, time.fiscalYearEnd).to
}
