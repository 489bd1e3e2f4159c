import { Refusal } from '../../kernel/refusal.ts'
import { columnsOfDocument, textOfDocument } from './documents.ts'
import type { CsvColumn } from './rules/goals-csv.ts'
import { layOut } from './rules/page.ts'
import { type DocumentReading, fitSize, type PlanReading, type ReadingFacts, readDocument, readPlan } from './rules/reading.ts'
import { shownPart } from './rules/shown-part.ts'

export type DocumentTask = {
  do: 'document'
  name: string
  bytes: Uint8Array
  columns: readonly CsvColumn[] | null
  fiscalYearEnd: string
}
export type PlanTask = { do: 'plan'; source: string; facts: Omit<ReadingFacts, 'understood'>; inherited: number | null }

/** A document as it is shown and confirmed: its text, what was read in it, how high each plan is. `part`: not all that was read is in it. */
export type WholeDocument = {
  text: string
  reading: DocumentReading
  part: boolean
  heights: { lines_used: number; lines_over: number }[]
  columns: ReturnType<typeof columnsOfDocument>
}

/** So many plans a document may hold: as many as one page of the tree shows. */
const mostPlans = 500

/** All that is worked out of a whole document before anything is asked of the database. */
export async function readWhole({ name, bytes, columns, fiscalYearEnd }: Omit<DocumentTask, 'do'>): Promise<WholeDocument> {
  const text = await textOfDocument(name, bytes, columns)
  const whole = readDocument(text, { name, fiscalYearEnd })
  if (whole.plans.length > mostPlans)
    throw new Refusal(
      'invalid',
      'import.too_large',
      `A document may hold ${mostPlans} plans; this one has ${whole.plans.length}. Divide it.`,
    )
  const { reading, part } = shownPart(whole)
  const heights = reading.plans.map((plan) => {
    const { linesUsed, linesOver } = layOut(plan)
    return { lines_used: linesUsed, lines_over: linesOver }
  })
  return { text, reading, part, heights, columns: columnsOfDocument(name, bytes, columns) }
}

/** A plan that is no larger than one may be. */
export function readLong({ source, facts, inherited }: Omit<PlanTask, 'do'>): PlanReading {
  const plan = readPlan(source, facts, inherited)
  fitSize(plan)
  return plan
}
