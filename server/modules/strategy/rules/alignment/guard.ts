import { addDays, type Day } from '../../../../kernel/period.ts'
import { Refusal, type Unmet } from '../../../../kernel/refusal.ts'
import type { DefectLevel } from './model.ts'

/** What does not fit with the other plans, or has no measure: it is in the way of vetting until it is mended, or waived. */
export function alignmentUnmet(defects: readonly { code: string; says: string; from_key: string | null }[]): Unmet[] {
  return defects.map(({ says, from_key }) => ({ code: 'plan.defects_open', text: says, ...(from_key ? { item: from_key } : {}) }))
}

/** Whether a defect can be accepted as it is: a plan that says not how it is measured is none. */
export function mayBeWaived({ code, level }: { code: string; level: DefectLevel }): boolean {
  return !(code === 'C5' && level === 'error')
}

/** How long a waiver may last: nobody looks a year ahead. */
const longest = 366

/** Refuses a waiver of what must be mended, one that is over before it begins, and one without end. */
export function fitWaiver({ code, level }: { code: string; level: DefectLevel }, until: Day, today: Day): void {
  if (!mayBeWaived({ code, level }))
    throw new Refusal('refused', 'defect.must_be_mended', 'A method without a measure is not waived. Join one, or strike the line.')
  if (until <= today) throw new Refusal('invalid', 'waiver.until_past', 'A waiver ends after today. Give a later day.')
  if (until > addDays(today, longest))
    throw new Refusal('invalid', 'waiver.too_long', 'A waiver lasts a year at most. Give an earlier day.')
}
