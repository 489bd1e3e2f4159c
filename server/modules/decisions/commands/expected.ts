import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import type { Day } from '../../../kernel/period.ts'
import { aimOf, type Direction, isDue, isHit } from '../rules/expected.ts'
import { takeDecision } from '../store/decisions.ts'
import { addReading, readingOf, unreadOn } from '../store/expected.ts'
import { partiesOf } from '../store/parts.ts'
import { calledIn, labelOf, refOf } from '../queries/book.ts'

const house = { person: '00000000-0000-0000-0000-000000000000', all: true }

/** An effect that is to be read: which figure, and for which day it was stated. */
type Expectation = { id: string; metric: string; on: Day }

/** What is to be read today, in pages behind an id: whoever keeps figures asks for it and answers with `noteReading`. */
export async function awaitedExpectations(
  ctx: Pick<Context, 'tx' | 'today'>,
  after?: string,
): Promise<{ items: Expectation[]; next: string | null }> {
  const limit = 200
  const rows = await unreadOn(ctx.tx, ctx.today, after, limit)
  const items = rows.map(({ id, expected_metric, expected_on }) => ({ id, metric: expected_metric ?? '', on: expected_on ?? '' }))
  return { items, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}

/** A figure as whoever keeps it read it: one that is not known is not told. */
type Read = {
  metric: string
  version: number
  definition_hash: string
  label: string
  unit: string
  direction: Direction
  value: string
  from: Day
  to: Day
  as_of: Date
  rows_href: string
}

/** Freezes what was read beside what was expected, once and not before its day; answers whether it was taken. */
export async function noteReading(ctx: Context, id: string, read: Read): Promise<boolean> {
  const decision = await takeDecision(ctx.tx, id, house)
  if (!isDue(decision, ctx.today) || (await readingOf(ctx.tx, id))) return false
  const expected = decision.expected_value ?? ''
  const aim = aimOf(read.direction)
  const hit = isHit(expected, read.value, aim)
  const { direction: _, from, to, ...rest } = read
  await addReading(ctx.tx, { decision_id: id, ...rest, expected, aim, hit, from_day: from, to_day: to, read_day: ctx.today })
  await record(ctx, {
    action: 'decisions.expectation.read',
    subject: labelOf(decision),
    after: { metric: `${read.metric}@${read.version}`, expected, value: read.value, hit, definition_hash: read.definition_hash },
  })
  const parties = await partiesOf(ctx.tx, [id])
  const to_tell = parties.filter(({ letter }) => letter === 'D' || letter === 'R').flatMap(({ members }) => members)
  await notify(ctx, {
    to: [...to_tell, decision.decider],
    reason: 'decisions.expectation.read',
    subject: refOf(decision),
    text: calledIn(`${decision.number}: what it brought ${hit ? 'is what was expected' : 'is not what was expected'}`, decision),
  })
  return true
}
