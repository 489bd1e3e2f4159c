import { isMeasure } from '../rules/measurable.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { agesNow, definitionOf } from '../../data/index.ts'
import type { measuresBind, measuresUnbind } from '../contract.ts'
import { measureOf } from '../queries/measures.ts'
import { getRevision, listItems, planOf, replaceItems, saveHead, saveRevision, takeEdition } from '../store/editions.ts'
import { dropMeasure, listMeasures, recentReadings, saveMeasure, type PlacedMeasure } from '../store/measures.ts'
import type { EditionRow, ItemRow, MeasureRow } from '../tables.ts'
import { sparkPoints } from '../rules/measure-status.ts'
import { noteShifts } from './goalposts.ts'
import { checkPlans } from './alignment/check.ts'
import { readNow, readPast } from './readings.ts'
import { contentHash, itemRows } from './texts.ts'

/**
 * Binds a measure to a metric, pinned to a version, and reads it at once. Allowed on drafts and on legacy editions, whose text came without
 * bindings; an edition that was vetted here is closed.
 */
export async function bindMeasure(ctx: Context, input: InputOf<typeof measuresBind>): Promise<OutputOf<typeof measuresBind>> {
  const edition = await takeEdition(ctx.tx, input.id)
  mayBeBound(edition)
  const item = await measureItem(ctx, edition, input.key)
  const before = (await listMeasures(ctx.tx, edition.id)).find((one) => one.item_key === input.key)
  const row = input.kind === 'tbd' ? tbd(ctx, edition, input) : await metric(ctx, edition, input)
  await saveMeasure(ctx.tx, row)
  await rehash(ctx, edition)
  await record(ctx, {
    action: 'strategy.measure.bound',
    subject: { kind: 'edition', id: edition.id, label: item.text },
    ...(before ? { before: facts(before) } : {}),
    after: facts(row),
  })
  const plan = await planOf(ctx.tx, edition)
  if (before && edition.state === 'vetted') await noteMoved(ctx, edition, item.text, before, row)
  const placed: PlacedMeasure = {
    ...row,
    period_start: edition.period_start,
    period_end: edition.period_end,
    slug: plan.slug,
    text: item.text,
    state: edition.state,
  }
  if (row.kind === 'metric') {
    await readPast(ctx, placed)
    const [reading] = await readNow(ctx, [placed])
    if (reading) row.status = reading.status
  }
  const readings = (await recentReadings(ctx.tx, edition.id, sparkPoints)).filter((one) => one.item_key === input.key)
  return measureOf(row, edition, readings, ctx.today, await agesNow(ctx))
}

/** A plan that came vetted is bound after that day: whatever is bound otherwise later has moved. */
function noteMoved(
  ctx: Context,
  { id, plan_id }: EditionRow,
  text: string,
  before: MeasureRow,
  after: MeasureRow | undefined,
): Promise<void> {
  const texts = new Map([[before.item_key, text]])
  return noteShifts(ctx, { plan_id, edition_id: id, texts, before: [before], after: after ? [after] : [], decision: null })
}

function mayBeBound(edition: EditionRow): void {
  if (edition.state === 'draft' || (edition.state === 'vetted' && edition.legacy)) return
  throw new Refusal('conflict', 'edition.wrong_state', `This edition is ${edition.state}; its measures can no longer be bound.`, {
    facts: { state: edition.state, legal: ['draft', 'vetted (legacy)'] },
  })
}

async function measureItem(ctx: Context, edition: EditionRow, key: string): Promise<ItemRow> {
  const item = (await listItems(ctx.tx, edition.id)).find((one) => one.item_key === key)
  if (!item) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  if (!isMeasure(item))
    throw new Refusal('refused', 'measure.not_a_measure', `"${item.text}" stands under ${item.section}; only a measure can be bound.`)
  return item
}

async function metric(ctx: Context, edition: EditionRow, input: InputOf<typeof measuresBind>): Promise<MeasureRow> {
  const unmet: Unmet[] = []
  const need = (present: unknown, path: string, text: string) => {
    if (present === undefined || present === null) unmet.push({ code: 'measure.incomplete', text, path })
  }
  need(input.metric_id, 'metric_id', 'Choose the metric.')
  need(input.direction, 'direction', 'Say which way the number should go.')
  need(input.target, 'target', 'Give the target.')
  const due = input.due ?? edition.period_end ?? undefined
  need(due, 'due', 'Say by which day, as the plan has no period.')
  const moves = input.direction === 'increase' || input.direction === 'decrease'
  if (moves) need(input.baseline, 'baseline', 'Give the value at the start, so that progress can be told.')
  if (input.direction === 'between') need(input.target_high, 'target_high', 'Give the upper bound.')
  if (unmet.length > 0) throw new Refusal('refused', 'measure.incomplete', unmet.map(({ text }) => text).join(' '), { unmet })
  if (moves && Number(input.baseline) === Number(input.target)) {
    throw new Refusal('refused', 'measure.target_is_baseline', 'Target and start value are the same, so no progress could be told.')
  }
  const definition = await definitionOf(ctx, input.metric_id as string)
  if (input.metric_version !== undefined && !definition.versions.includes(input.metric_version)) {
    throw new Refusal('refused', 'measure.version_unknown', `${definition.label} has no version ${input.metric_version}.`)
  }
  return {
    ...empty(ctx, edition.id, input.key),
    kind: 'metric',
    metric_id: definition.id,
    metric_version: input.metric_version ?? definition.version,
    filter: input.filter ?? null,
    window: input.window,
    baseline: input.baseline ?? null,
    target: input.target ?? null,
    target_high: input.direction === 'between' ? (input.target_high ?? null) : null,
    unit: definition.unit,
    currency: /^[A-Z]{3}$/.test(definition.unit) ? definition.unit : null,
    direction: input.direction ?? null,
    tolerance: input.tolerance ?? null,
    due: due ?? null,
  }
}

/** A measure that is still to be named, with the day by which it will be. */
function tbd(ctx: Context, edition: EditionRow, input: InputOf<typeof measuresBind>): MeasureRow {
  return { ...empty(ctx, edition.id, input.key), kind: 'tbd', resolve_by: input.resolve_by ?? null }
}

function empty(ctx: Context, editionId: string, key: string): MeasureRow {
  return {
    edition_id: editionId,
    item_key: key,
    kind: 'tbd',
    metric_id: null,
    metric_version: null,
    filter: null,
    window: 'at',
    baseline: null,
    target: null,
    target_high: null,
    unit: null,
    currency: null,
    direction: null,
    tolerance: null,
    curve: 'linear',
    due: null,
    milestone_ids: [],
    rule: null,
    rubric: null,
    assessor: null,
    score: null,
    resolve_by: null,
    status: 'data_needed',
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}

/** Takes a binding away. What was read stays in the history of the measure. */
export async function unbindMeasure(ctx: Context, input: InputOf<typeof measuresUnbind>): Promise<OutputOf<typeof measuresUnbind>> {
  const edition = await takeEdition(ctx.tx, input.id)
  mayBeBound(edition)
  const before = (await listMeasures(ctx.tx, edition.id)).find((one) => one.item_key === input.key)
  const unbound = await dropMeasure(ctx.tx, edition.id, input.key)
  if (before) {
    if (edition.state === 'vetted') await noteMoved(ctx, edition, (await measureItem(ctx, edition, input.key)).text, before, undefined)
    await rehash(ctx, edition)
    await record(ctx, {
      action: 'strategy.measure.unbound',
      subject: { kind: 'edition', id: edition.id, label: edition.title_core },
      before: facts(before),
    })
  }
  return { unbound }
}

/** A binding is part of what people agree to: it makes a new revision of the same text with another hash. */
async function rehash(ctx: Context, edition: EditionRow): Promise<void> {
  const head = await getRevision(ctx.tx, edition.id, edition.head_rev)
  const known = (await listItems(ctx.tx, edition.id)).map(({ item_key, section, raw }) => ({ key: item_key, section, raw }))
  const bindings = await listMeasures(ctx.tx, edition.id)
  const items = itemRows(edition.id, head.source, head.reading, known, bindings)
  const rev = edition.head_rev + 1
  await saveRevision(ctx.tx, {
    ...head,
    rev,
    content_hash: contentHash(head.source, head.reading, items, bindings),
    change_class: 'binding',
    reason: null,
    actor: ctx.actor.id,
    actor_name: ctx.actor.name,
    at: ctx.now,
  })
  await replaceItems(ctx.tx, edition.id, items)
  await saveHead(ctx.tx, edition.id, { head_rev: rev })
  await checkPlans(ctx, [edition.plan_id])
}

function facts(row: MeasureRow): Record<string, unknown> {
  const { kind, metric_id, metric_version, window, baseline, target, target_high, direction, due, resolve_by } = row
  return { item_key: row.item_key, kind, metric_id, metric_version, window, baseline, target, target_high, direction, due, resolve_by }
}
