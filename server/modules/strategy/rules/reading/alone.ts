import { divide } from './document.ts'
import type { DocumentReading, PlanReading, ReadingFacts } from './model.ts'

/** The plan that a text by itself is. Goals that nothing but their file's name called so still are some when they stand alone. */
export function planAlone(source: string, facts: ReadingFacts): PlanReading | undefined {
  const first = firstPlan(source, facts)
  if (!facts.goals || first?.framework === 'okr') return first
  return firstPlan(source, { ...facts, name: 'OKRs' }) ?? first
}

function firstPlan(source: string, facts: ReadingFacts): PlanReading | undefined {
  const { plans } = divide(source, facts)
  return plans.find((one) => one.kind === 'plan') ?? plans[0]
}

/** What is known of a plan when its stretch is cut out of the document in which it was found. */
export function factsAlone(plan: PlanReading, title: string, fiscalYearEnd: string): ReadingFacts {
  return { name: title, title, fiscalYearEnd, period: plan.header.period, dri: plan.header.dri, goals: plan.framework === 'okr' }
}

/**
 * An imported plan lives on as its own stretch of the text, so that is how it is shown beforehand: where its neighbours in the document
 * lent a line another meaning, the plan says what it will say alone.
 */
export function asAlone(source: string, reading: DocumentReading, facts: ReadingFacts): DocumentReading {
  const plans = reading.plans.map((plan) => {
    if (plan.kind !== 'plan') return plan
    const alone = settled(source.slice(plan.span.from, plan.span.to), plan, facts)
    if (alone === plan) return plan
    const { span, ticked, parent } = plan
    return { ...shifted(alone, span.from), span, ticked, parent, completeness: alone.completeness ?? plan.completeness }
  })
  return { ...reading, plans }
}

/** Read again with what the last reading knew, until nothing changes: what turns out to hold no goals, say, is read as such from then on. */
function settled(own: string, found: PlanReading, { fiscalYearEnd, understood }: ReadingFacts): PlanReading {
  let plan = found
  for (let turn = 0; turn < 4; turn += 1) {
    const next = planAlone(own, { ...factsAlone(plan, plan.title.core, fiscalYearEnd), understood })
    if (!next || saysTheSame(next, plan)) return plan
    plan = next
  }
  return plan
}

/** All words of two plans, without where they stand. */
function saysTheSame(one: PlanReading, other: PlanReading): boolean {
  return (['title', 'framework', 'preface', 'header', 'sections'] as const).every((part) => isSame(one[part], other[part]))
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((value, at) => isSame(value, other[at]))
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  return names.every((name) => name === 'span' || isSame(Reflect.get(one, name), Reflect.get(other, name)))
}

/** The same reading of a text that stands `by` characters later. */
function shifted<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((one) => shifted(one, by)) as T
  if (typeof value !== 'object' || value === null) return value
  const isSpan = 'from' in value && 'to' in value && typeof value.from === 'number'
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isSpan && (key === 'from' || key === 'to') ? (one as number) + by : shifted(one, by)]),
  ) as T
}
