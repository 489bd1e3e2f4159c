import { stopped } from '../../../kernel/stopped.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { agesNow } from '../../data/index.ts'
import type { measuresAssess, measuresReportMilestone } from '../contract.ts'
import { assessorNames } from '../queries/assessors.ts'
import { measureOf } from '../queries/measures.ts'
import type { EditionNow } from '../queries/edition-now.ts'
import { sparkPoints } from '../rules/measure-status.ts'
import { addAssessment, saveReported } from '../store/assessments.ts'
import { listMeasures, recentReadings } from '../store/measures.ts'
import type { MeasureRow } from '../tables.ts'
import { readNow } from './readings.ts'
import { fitAuthor, labelOf, takeFor } from './steps.ts'

/** Says for when a milestone is thought of, or when it was done. What was promised of it stays; a step back is said as openly. */
export async function reportMilestone(
  ctx: Context,
  { id, key, milestone, forecast, done }: InputOf<typeof measuresReportMilestone>,
): Promise<OutputOf<typeof measuresReportMilestone>> {
  const now = await takeFor(ctx, id, 'report')
  fitAuthor(ctx, now)
  const row = await measureAt(ctx, id, key, 'milestones')
  const before = row.milestones.find((one) => one.id === milestone)
  if (!before) throw new Refusal('missing', 'milestone.unknown', 'This measure has no such milestone.')
  if (done && done > ctx.today)
    throw new Refusal('refused', 'milestone.done_ahead', 'That day is yet to come. Say for when it is thought of.')
  const after = {
    ...before,
    ...(forecast === undefined ? {} : { forecast }),
    ...(done === undefined ? {} : { done }),
  }
  const milestones = row.milestones.map((one) => (one.id === milestone ? after : one))
  await saveReported(ctx.tx, { edition_id: id, item_key: key, milestones, scores: row.scores })
  await record(ctx, {
    action: 'strategy.milestone.reported',
    subject: labelOf(now.edition),
    before: { item_key: key, title: before.title, forecast: before.forecast, done: before.done },
    after: { item_key: key, title: after.title, forecast: after.forecast, done: after.done },
  })
  return readAgain(ctx, now, { ...row, milestones })
}

/** Judges what no number tells. Whoever the binding names does so, and nobody in their place. */
export async function assess(
  ctx: Context,
  { id, key, score, words }: InputOf<typeof measuresAssess>,
): Promise<OutputOf<typeof measuresAssess>> {
  const now = await takeFor(ctx, id, 'report')
  const row = await measureAt(ctx, id, key, 'qualitative')
  const person = personBehind(ctx.actor)
  if (row.assessor !== person) {
    const name = (await assessorNames(ctx, [row])).get(row.assessor ?? '')
    throw new Refusal('forbidden', 'measure.not_assessor', `This is judged by ${stopped(name ?? 'somebody who is gone')}`)
  }
  const scores = [...row.scores, { day: ctx.today, score }]
  await addAssessment(ctx.tx, {
    ...{ id: newId(), edition_id: id, item_key: key, day: ctx.today, score, words },
    ...{ by_id: person, by_name: ctx.actor.name, at: ctx.now },
  })
  await saveReported(ctx.tx, { edition_id: id, item_key: key, milestones: row.milestones, scores })
  await record(ctx, {
    action: 'strategy.measure.assessed',
    subject: labelOf(now.edition),
    before: { item_key: key, score: row.scores.at(-1)?.score ?? null },
    after: { item_key: key, score },
  })
  return readAgain(ctx, now, { ...row, scores })
}

async function measureAt(ctx: Context, id: string, key: string, kind: MeasureRow['kind']): Promise<MeasureRow> {
  const row = (await listMeasures(ctx.tx, id)).find((one) => one.item_key === key)
  if (!row) throw new Refusal('missing', 'measure.unknown', 'This plan has no such measure.')
  if (row.kind === kind) return row
  const text = kind === 'milestones' ? 'This measure has no milestones.' : 'This measure is read by itself and is judged by nobody.'
  throw new Refusal('conflict', 'measure.other_kind', text, { facts: { kind: row.kind } })
}

/** What was said counts at once: today's reading is written, and the house hears of another colour. */
async function readAgain(ctx: Context, { edition, plan, rows }: EditionNow, row: MeasureRow) {
  const { period_start, period_end, state } = edition
  const text = rows.find(({ item_key }) => item_key === row.item_key)?.text ?? ''
  const [reading] = await readNow(ctx, [{ ...row, period_start, period_end, slug: plan.slug, text, state }])
  const readings = (await recentReadings(ctx.tx, edition.id, sparkPoints)).filter((one) => one.item_key === row.item_key)
  return measureOf({ ...row, status: reading?.status ?? row.status }, edition, readings, {
    ...{ today: ctx.today, ageNow: await agesNow(ctx), names: await assessorNames(ctx, [row]) },
  })
}
