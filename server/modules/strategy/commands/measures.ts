import { isMeasure } from '../rules/measurable.ts'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { agesNow } from '../../data/index.ts'
import type { measuresBind, measuresUnbind } from '../contract.ts'
import { assessorNames } from '../queries/assessors.ts'
import { measureOf } from '../queries/measures.ts'
import { getRevision, listItems, planOf, replaceItems, saveHead, saveRevision, takeEdition } from '../store/editions.ts'
import { dropMeasure, listMeasures, recentReadings, saveMeasure, type PlacedMeasure } from '../store/measures.ts'
import type { EditionRow, ItemRow, MeasureRow } from '../tables.ts'
import { sparkPoints } from '../rules/measure-status.ts'
import { isLive } from '../rules/kinds.ts'
import { boundTo, knownFor } from './binding.ts'
import { noteShifts } from './goalposts.ts'
import { checkPlans } from './alignment/check.ts'
import { readNow, readPast } from './readings.ts'
import { contentHash, itemRows } from './texts.ts'

/**
 * Binds a measure to what tells how it goes – a metric pinned to a version, milestones, somebody's judgement – and reads it at once. Allowed on drafts and on legacy editions, whose text came without
 * bindings; an edition that was vetted here is closed.
 */
export async function bindMeasure(ctx: Context, input: InputOf<typeof measuresBind>): Promise<OutputOf<typeof measuresBind>> {
  const edition = await takeEdition(ctx.tx, input.id)
  mayBeBound(edition)
  const item = await measureItem(ctx, edition, input.key)
  const before = (await listMeasures(ctx.tx, edition.id)).find((one) => one.item_key === input.key)
  const row = boundTo(ctx, edition, input, { known: await knownFor(ctx, [input]), ...(before ? { before } : {}) })
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
  const { period_start, period_end, state } = edition
  const placed: PlacedMeasure = { ...row, period_start, period_end, slug: plan.slug, text: item.text, state }
  if (isLive(row.kind)) {
    await readPast(ctx, placed)
    const [reading] = await readNow(ctx, [placed])
    if (reading) row.status = reading.status
  }
  const readings = (await recentReadings(ctx.tx, edition.id, sparkPoints)).filter((one) => one.item_key === input.key)
  return measureOf(row, edition, readings, { today: ctx.today, ageNow: await agesNow(ctx), names: await assessorNames(ctx, [row]) })
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
  const { kind, metric_id, metric_version, window, baseline, target, target_high, direction, due, resolve_by, curve, rule, assessor } = row
  return {
    ...{ item_key: row.item_key, kind, metric_id, metric_version, window, baseline, target, target_high, direction, due, resolve_by },
    ...(curve === 'linear' ? {} : { steps: curve }),
    ...(kind === 'milestones' ? { rule, milestones: row.milestones.map(({ id, title, due: by }) => ({ id, title, due: by })) } : {}),
    ...(kind === 'qualitative' ? { rubric: row.rubric, assessor } : {}),
  }
}
