import { expect } from 'vitest'
import { type PlanReading, readDocument } from '../../server/modules/strategy/rules/reading.ts'

/** The file that a text of a plan came in. */
const facts = { name: 'harbour-crew.txt', fiscalYearEnd: '01-31' }
export const read = (text: string) => readDocument(text, facts)
/** The one plan that is in a text. */
export const only = (text: string): PlanReading => {
  const { plans } = read(text)
  expect(plans).toHaveLength(1)
  return plans[0] as PlanReading
}
/** What the items of a section say. */
export const texts = (plan: PlanReading, name: string) =>
  plan.sections.find((section) => section.name === name)?.items.map((item) => item.text)
export const items = (plan: PlanReading, name: string) => plan.sections.find((section) => section.name === name)?.items ?? []
