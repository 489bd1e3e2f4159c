import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { editionsAmend, plansNext } from '../contract.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { type EditionNow, editionNow } from '../queries/edition-now.ts'
import { isLive } from '../rules/kinds.ts'
import { planRead } from '../reading-apart.ts'
import { amendedSource, nextSource } from '../rules/renewal.ts'
import { openAmendment } from '../store/life.ts'
import { copyReadings, lastValues, listMeasures } from '../store/measures.ts'
import { findClosing } from '../store/updates.ts'
import { listEditions } from '../store/editions.ts'
import { getPlan, takePlan } from '../store/plans.ts'
import type { MeasureRow } from '../tables.ts'
import { checkPlans } from './alignment/check.ts'
import { newEdition } from './plans.ts'
import { fitAuthor, takeFor } from './steps.ts'

/**
 * Begins a draft that is to take the place of a vetted edition, with its text, its items and what hangs on them. The edition stays in force
 * until the draft is vetted; whether that needs a decision of leadership is told by what the draft alters.
 */
export async function amend(ctx: Context, { id, reason }: InputOf<typeof editionsAmend>): Promise<OutputOf<typeof editionsAmend>> {
  const now = await takeFor(ctx, id, 'amend')
  fitAuthor(ctx, now)
  const open = await openAmendment(ctx.tx, id)
  if (open)
    throw new Refusal(
      'conflict',
      'plan.amendment_open',
      `It is being amended already, by "${open.title}". Go on there, or withdraw that one.`,
      {
        facts: { edition_id: open.id },
      },
    )
  const { plan, reading, revision, edition } = now
  const source = amendedSource(revision.source, reading)
  const measures = await listMeasures(ctx.tx, id)
  const begun = await newEdition(ctx, plan, {
    source,
    reading: await readNow(ctx, now, source),
    inherited: edition.completeness_inherited,
    change: 'new',
    from: { known: knownOf(now), measures, amends: id },
    reason,
  })
  await copyReadings(ctx.tx, id, begun.id)
  await checkPlans(ctx, [plan.id])
  return { slug: plan.slug, edition_id: begun.id }
}

/**
 * Begins the edition of another period with the items of the last one, which keep their keys. What a measure began with is what it has
 * come to; its target is the former one until somebody writes the next.
 */
export async function nextEdition(ctx: Context, input: InputOf<typeof plansNext>): Promise<OutputOf<typeof plansNext>> {
  const found = await getPlan(ctx.tx, input.slug)
  mayBeSeen(ctx, found)
  const plan = await takePlan(ctx.tx, found.id)
  const editions = await listEditions(ctx.tx, plan.id)
  const last = editions.find(({ state }) => state === 'vetted' || state === 'expired' || state === 'superseded')
  if (!last)
    throw new Refusal('conflict', 'plan.no_edition_before', 'No edition of this plan was ever vetted. Go on with the draft that there is.')
  const { period_from: from, period_to: to } = input
  if (to < from) throw new Refusal('invalid', 'plan.period_reversed', 'The period ends before it begins.')
  if (last.period_end !== null && from <= last.period_end)
    throw new Refusal(
      'refused',
      'plan.period_overlap',
      `It begins before the last one ends, on ${last.period_end}. Amend that one, or begin later.`,
    )
  const now = await editionNow(ctx, last)
  fitAuthor(ctx, now)
  const { fiscal_year_end } = await companyOf(ctx)
  const { reading, revision } = now
  const source = nextSource(revision.source, reading, {
    period: { from, to },
    fiscalYearEnd: fiscal_year_end,
    dropped: await droppedOf(ctx, last.id, now),
  })
  const again = await readNow(ctx, now, source)
  const { period } = again.header
  if (period?.from !== from || period.to !== to)
    throw new Refusal(
      'refused',
      'plan.period_unclear',
      'The period cannot be written into this text by itself. Begin a new plan from the text.',
    )
  const values = await lastValues(ctx.tx, last.id)
  const measures = (await listMeasures(ctx.tx, last.id)).map((one) => pledgedAnew(one, values.get(one.item_key), to))
  const begun = await newEdition(ctx, plan, {
    source,
    reading: again,
    inherited: null,
    change: 'new',
    from: { known: knownOf(now), measures, amends: null },
  })
  await checkPlans(ctx, [plan.id])
  return { slug: plan.slug, edition_id: begun.id }
}

/** What it has come to is where it begins; a target that is reached leaves no way to go, and the former beginning stands until it is written. */
function pledgedAnew(row: MeasureRow, value: string | undefined, due: string): MeasureRow {
  const moves = row.direction === 'increase' || row.direction === 'decrease'
  const baseline = moves && value !== undefined && Number(value) !== Number(row.target) ? value : row.baseline
  return {
    ...row,
    baseline,
    due: isLive(row.kind) ? due : row.due,
    curve: 'linear',
    milestones: row.milestones.filter(({ done }) => done === null).map((one) => ({ ...one, due, forecast: null })),
    resolve_by: row.kind === 'tbd' ? null : row.resolve_by,
    status: 'data_needed',
  }
}

/** The methods that were dropped when the period was closed. */
async function droppedOf(ctx: Context, id: string, { items, reading }: EditionNow) {
  const closing = await findClosing(ctx.tx, id)
  const dropped = new Set(closing?.methods.filter(({ verdict }) => verdict === 'drop').map(({ item_key }) => item_key))
  const whole = reading.sections.flatMap((section) => section.items)
  return whole.filter((_item, at) => dropped.has(items[at]?.key ?? ''))
}

function knownOf({ rows }: EditionNow) {
  return rows.map(({ item_key, section, raw }) => ({ key: item_key, section, raw }))
}

async function readNow(ctx: Context, { edition, plan }: EditionNow, source: string) {
  const { fiscal_year_end } = await companyOf(ctx)
  return planRead(
    ctx,
    source,
    { name: edition.title_core, title: edition.title_core, fiscalYearEnd: fiscal_year_end, goals: plan.framework === 'okr' },
    edition.completeness_inherited,
  )
}
