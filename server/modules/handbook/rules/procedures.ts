import { headOf } from './front-matter.ts'
import { isIncludeMark } from './include-marks.ts'
import { type ChangeClass, type Judged, judgedOf } from './differences.ts'
import { nodesIn, treeOf } from './markdown.ts'
import { keysAfter } from './step-keys.ts'
import { triggersIn } from './triggers.ts'
import { type Step, stepsOf } from './steps.ts'
import type { Audience } from './audience.ts'

export type Letter = 'R' | 'A' | 'P' | 'I' | 'D'
export type Tier = 1 | 2 | 3

/** What a procedure says of itself above its text. */
type ProcedureHead = {
  /** 1: money, licences, personal data, law */
  tier: Tier
  purpose: string | null
  scope: string | null
  trigger: string | null
  promise: string | null
  exceptions: string | null
  /** who does a step that names nobody */
  role: string | null
  /** months from one review to the next */
  months: number
  /** `MO(D), LT(A, I)` */
  rapid: { letter: Letter; sign: string }[]
  /** events because of which it is to be followed, each as it was written */
  triggers: string[]
}

/** Whether a text says that it is a procedure. */
export function isProcedure(source: string): boolean {
  return /^(?:procedure|sop)$/i.test(keysOf(source).get('kind') ?? '')
}

export function procedureOf(source: string): ProcedureHead {
  const said = keysOf(source)
  const tier = (['1', '2', '3'].includes(said.get('tier') ?? '') ? Number(said.get('tier')) : 3) as Tier
  const word = (key: string) => said.get(key) || null
  return {
    tier,
    purpose: word('purpose'),
    scope: word('scope'),
    trigger: word('trigger'),
    promise: word('promise'),
    exceptions: word('exceptions'),
    role: word('role'),
    months: monthsOf(said) ?? (tier === 1 ? 6 : 12),
    rapid: rapidOf(said.get('rapid') ?? ''),
    triggers: triggersIn(source),
  }
}

function keysOf(source: string): Map<string, string> {
  return new Map(headOf(source).front.other.map(([key, value]) => [key.toLowerCase(), value]))
}

/** `6`, `6 months`, `P6M`, `1 year`; at most three years. */
function monthsOf(said: ReadonlyMap<string, string>): number | undefined {
  const text = said.get('review_months') ?? said.get('review_every') ?? said.get('review_in') ?? ''
  const [, count = '', unit = ''] = /^P?(\d{1,2})\s*(M|Y|months?|years?)?$/i.exec(text.trim()) ?? []
  const months = Number(count) * (/^y/i.test(unit) ? 12 : 1)
  return months >= 1 && months <= 36 ? months : undefined
}

function rapidOf(text: string): ProcedureHead['rapid'] {
  return [...text.matchAll(/([^(),;][^(),;]{0,80})\(([^)]{1,40})\)/g)].flatMap(([, sign = '', letters = '']) =>
    [...new Set(letters.toUpperCase().match(/\b[RAPID]\b/g) ?? [])].map((letter) => ({ letter: letter as Letter, sign: sign.trim() })),
  )
}

type Texted = { source: string; audience: Audience }

/** The class of a change; of a procedure it is material too when a step comes, goes or moves, or who does it, with what, and how it is checked. */
export function changeOf(before: Texted, after: Texted): ChangeClass {
  return whyChanged(before, after).class
}

/** The same, with the reason. */
export function whyChanged(before: Texted, after: Texted): Judged {
  const judged = judgedOf(before, after)
  if (!isProcedure(after.source) || judged.class === 'material') return judged
  const moved = movedIn(before.source, after.source)
  return moved === undefined ? judged : { class: 'material', why: moved }
}

function movedIn(before: string, after: string): string | undefined {
  if (stepsMoved(stepsOf(before), stepsOf(after)))
    return 'A step came, went or moved, or who does it, with what, how it is checked or what is done where it fails.'
  if (headMoved(before, after))
    return 'What stands above the text changed: who decides, the risk, the promise, the trigger or when it is read again.'
  if (unseenOf(before) !== unseenOf(after)) return 'What no word shows changed: a mark, or where a link or a picture leads.'
  return undefined
}

/** What no word of the text shows: lines that begin with a mark or a tag, and where links and pictures lead. Where a passage is kept says nothing of it. */
function unseenOf(source: string): string {
  const root = treeOf(source.slice(headOf(source).end))
  return JSON.stringify(
    [...nodesIn(root)].flatMap(({ node }) => {
      if (node.type === 'html') return isIncludeMark(node.value) ? [] : [node.value]
      return 'url' in node ? [node.url] : []
    }),
  )
}

function stepsMoved(before: readonly Step[], after: readonly Step[]): boolean {
  const known = before.map((step, at) => ({ ...step, key: String(at) }))
  const keys = keysAfter(known, after, () => 'new')
  if (keys.length !== known.length || keys.some((key, at) => key !== String(at))) return true
  return before.some((step, at) => watched.some((field) => String(step[field]) !== String(after[at]?.[field])))
}

const watched = ['role', 'system', 'check', 'fails', 'approve', 'asks', 'only', 'who', 'due'] as const

function headMoved(before: string, after: string): boolean {
  const [was, now] = [procedureOf(before), procedureOf(after)]
  return JSON.stringify({ ...was, purpose: null, scope: null }) !== JSON.stringify({ ...now, purpose: null, scope: null })
}
