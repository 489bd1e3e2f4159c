import type { Day } from '../../../../kernel/period.ts'
import { fiscalQuarter, fiscalYearOf } from '../fiscal.ts'
import { displayText, readInline } from './inline.ts'
import type { Item, MeasureHint, Span } from './model.ts'

/** What a measure's hint needs to know: when the plan starts, and the company's year. */
export type PlanTime = { from: Day | null; fiscalYearEnd: string }

/** An item before its text is understood. */
export type RawItem = { depth: number; parent: number; rank: number; span: Span; marker: string; raw: string }

/** Understands one item's text: label and gloss, struck, placeholder, audience. */
export function readItem(item: RawItem): Item {
  const inline = readInline(item.raw)
  const lock = /^(?:🔒|:lock:)[ \t]*/u.exec(inline.text)
  const text = inline.text.slice(lock?.[0].length ?? 0).trim()
  const looked = inline.runs.filter((run) => run.text.trim() !== '')
  const cut = separator(item.raw, inline)
  const label = cut
    ? displayText(item.raw.slice(0, cut.from))
        .replace(/^(?:🔒|:lock:)[ \t]*/u, '')
        .replace(/:\s*$/, '')
        .trim()
    : null
  return {
    ...item,
    text,
    label: label === '' ? null : label,
    sep: cut && label ? cut.sep : '',
    gloss: cut && label ? displayText(item.raw.slice(cut.from + cut.sep.length)).trim() : text,
    struck: looked.length > 0 && looked.every((run) => run.struck),
    placeholder: text === '' || inline.bracketed || /(^|[^\p{L}\p{N}])(TBA|TBD|TBC|WIP|\$x)(?![\p{L}\p{N}])/u.test(inline.text),
    audience: lock ? 'internal' : null,
    hint: null,
  }
}

/** Where the label ends: behind a bold opening span, else at the first `: `, ` - `, ` – `, ` — ` outside links, code and brackets within 80 characters. */
function separator(raw: string, inline: ReturnType<typeof readInline>): { from: number; sep: string } | undefined {
  if (inline.boldEnd > 0) {
    const sep = /^\s*(?::|[-–—](?=\s))?\s*/.exec(raw.slice(inline.boldEnd, inline.boldEnd + 40))?.[0] ?? ''
    return { from: inline.boldEnd, sep }
  }
  let seen = 0
  for (let i = 0; i < raw.length && seen < 80; i += 1) {
    if (!inline.hidden[i]) seen += 1
    if (!inline.open[i] || i === 0) continue
    const sep = /^(?::[ \t]+|[ \t]+[-–—][ \t]+)/.exec(raw.slice(i, i + 40))?.[0]
    if (sep && i + sep.length < raw.length) return { from: i, sep }
  }
  return undefined
}

/** `TBD within Q4` is a measure still to be named; comparators and numbers suggest a target and a direction. */
export function hintOf(text: string, time: PlanTime): MeasureHint | null {
  const head = text.slice(0, 400)
  if (/^(TBD|TBA|TBC)\b/.test(head)) return { kind: 'tbd', resolveBy: resolveBy(head, time) }
  const compared = /(<=|>=|<|>|≤|≥)\s*[$€£]?(\d[\d,]{0,15}(?:\.\d{1,6})?)\s*([KM])?\b\s*(%)?/i.exec(head)
  if (compared) return target(/^[<≤]/.test(compared[1] as string) ? 'at_most' : 'at_least', compared[2] as string, compared[3], compared[4])
  const plus = /(?:^|[\s(])[$€£]?(\d[\d,]{0,15}(?:\.\d{1,6})?)\s*([KM])?\s*(%)?\+/i.exec(head)
  if (plus) return target('at_least', plus[1] as string, plus[2], plus[3])
  return /^(?:0|zero|no)\s+\p{L}/iu.test(head) ? target('at_most', '0', undefined, undefined) : null
}

function target(direction: 'at_least' | 'at_most', digits: string, scale: string | undefined, percent: string | undefined): MeasureHint {
  const bare = digits.replaceAll(',', '')
  const zeros = scale ? (scale.toUpperCase() === 'K' ? 3 : 6) : 0
  const [whole, fraction = ''] = bare.split('.') as [string, string?]
  const shifted =
    zeros === 0
      ? bare
      : `${whole}${fraction.padEnd(zeros, '0').slice(0, zeros)}${fraction.length > zeros ? `.${fraction.slice(zeros)}` : ''}`
  return { kind: 'target', direction, target: shifted, unit: percent ? '%' : null }
}

function resolveBy(text: string, time: PlanTime): Day | null {
  const within = /\bwithin\s+Q([1-4])(?:\s+FY\s?'?(\d{4}|\d{2}))?/i.exec(text)
  if (!within) return null
  const year = within[2] ? Number(within[2]) : time.from ? fiscalYearOf(time.from, time.fiscalYearEnd) : null
  return year === null ? null : fiscalQuarter(Number(within[1]), year, time.fiscalYearEnd).to
}
