import type { Open } from '../../../kernel/context.ts'
import { addFinals, endedMeasures } from '../store/finals.ts'
import type { ReadingRow } from '../tables.ts'
import { readAsOf } from './readings.ts'

const batch = 100
/** Days after its end in which a period is looked at again: what feeds a figure is put right late. */
const lookBack = 400

/** Writes what a measure had come to on the last day of its period, once; and beside it, when the same day is said to be another value later. */
export async function readFinals(open: Open): Promise<{ finals: number; restated: number }> {
  const count = { finals: 0, restated: 0 }
  for (let after: string | undefined; ; ) {
    const page = await open(async (ctx) => {
      const measures = await endedMeasures(ctx.tx, ctx.today, lookBack, after, batch)
      const readings = await readAsOf(ctx, measures, ({ period_end }) => period_end ?? ctx.today)
      const rows = measures.flatMap((measure, at): ReadingRow[] => {
        const reading = readings[at]
        // a figure that cannot be read today says nothing about its end
        if (!reading || reading.value === null) return []
        if (measure.last_kind === null) return [{ ...reading, kind: 'final' }]
        return Number(measure.last_value) === Number(reading.value) ? [] : [{ ...reading, kind: 'restated', day: ctx.today }]
      })
      await addFinals(ctx.tx, rows)
      count.finals += rows.filter(({ kind }) => kind === 'final').length
      count.restated += rows.filter(({ kind }) => kind === 'restated').length
      return measures
    })
    const last = page.at(-1)
    if (!last || page.length < batch) return count
    after = last.edition_id + last.item_key
  }
}
