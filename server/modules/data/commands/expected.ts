import type { Context, Open } from '../../../kernel/context.ts'
import { startOfDay } from '../../../kernel/period.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { awaitedExpectations, noteReading } from '../../decisions/index.ts'
import { companyOf } from '../../people/index.ts'
import { isKnown, spanOn } from '../rules/metrics/expected.ts'
import { metricValue } from '../value.ts'
import { definitionOf } from '../values.ts'

/**
 * Decisions say what they expect of a figure on a day; on that day it is read for them. What is not known yet (no value, a source that is
 * not in up to that day, a metric that is gone) is asked for again an hour later, and never told as a nought. Each is a transaction of
 * its own, so that one that cannot be read keeps no other from its turn.
 */
export async function readExpectations(open: Open): Promise<{ read: number; unknown: number }> {
  let [after, read, unknown]: [string | undefined, number, number] = [undefined, 0, 0]
  for (;;) {
    const start: string | undefined = after
    const { items, next }: Expectations = await open((ctx) => awaitedExpectations(ctx, start))
    for (const one of items) {
      if (await open((ctx) => readExpectation(ctx, one))) read += 1
      else unknown += 1
    }
    if (next === null) return { read, unknown }
    after = next
  }
}

type Expectations = Awaited<ReturnType<typeof awaitedExpectations>>
type Expectation = Expectations['items'][number]

async function readExpectation(ctx: Context, { id, metric, on }: Expectation): Promise<boolean> {
  const facts = await definitionOf(ctx, metric).catch((error: unknown) => {
    if (isRefusal(error)) return undefined
    throw error
  })
  if (!facts) return false
  const { from, to } = spanOn(facts.additivity, on)
  const figure = await metricValue(ctx, { metric, window: `period:${from}..${to}` })
  const { zone } = await companyOf(ctx)
  if (!isKnown(figure, startOfDay(on, zone))) return false
  return noteReading(ctx, id, {
    metric: facts.id,
    version: facts.version,
    definition_hash: figure.definitionHash,
    label: facts.label,
    unit: figure.unit,
    direction: facts.direction,
    value: figure.value,
    from: figure.from,
    to: figure.to,
    as_of: new Date(figure.asOf),
    rows_href: figure.rowsHref,
  })
}
