import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { definitionsOf } from '../../data/index.ts'
import { colleaguesOf } from '../../people/index.ts'
import type { measuresBind } from '../contract.ts'
import { stepsFault } from '../rules/steps.ts'
import type { EditionRow, MeasureRow } from '../tables.ts'

type Bind = InputOf<typeof measuresBind>

/** The metrics and the judges that bindings name. */
export type Known = {
  definitionOf: Awaited<ReturnType<typeof definitionsOf>>
  colleagues: Awaited<ReturnType<typeof colleaguesOf>>
}

/** What bindings are told of, however many they are: metrics in as many reads as one, and who judges. */
export async function knownFor(ctx: Context, wishes: readonly Bind[]): Promise<Known> {
  const metrics = wishes.flatMap(({ kind, metric_id }) => (kind === 'metric' && metric_id ? [metric_id] : []))
  const judges = wishes.flatMap(({ kind, assessor }) => (kind === 'qualitative' && assessor ? [assessor] : []))
  const [named, colleagues] = await Promise.all([definitionsOf(ctx, metrics), colleaguesOf(ctx, [...new Set(judges)])])
  return { definitionOf: named, colleagues }
}

/** The row of a binding; what was reported of milestones and judged before stays with those that go on. */
export function boundTo(
  ctx: Context,
  edition: EditionRow,
  input: Bind,
  { known, before }: { known: Known; before?: MeasureRow },
): MeasureRow {
  if (input.kind === 'metric') return metric(ctx, edition, input, known)
  if (input.kind === 'milestones') return milestones(ctx, edition, input, before)
  if (input.kind === 'qualitative') return qualitative(ctx, edition, input, { known, before })
  // still to be named, with the day by which it will be
  return { ...empty(ctx, edition.id, input.key), kind: 'tbd', resolve_by: input.resolve_by ?? null }
}

function metric(ctx: Context, edition: EditionRow, input: Bind, { definitionOf }: Known): MeasureRow {
  const { unmet, need } = missing()
  need(input.metric_id, 'metric_id', 'Choose the metric.')
  need(input.direction, 'direction', 'Say which way the number should go.')
  need(input.target, 'target', 'Give the target.')
  const due = input.due ?? edition.period_end ?? undefined
  need(due, 'due', 'Say by which day, as the plan has no period.')
  const moves = input.direction === 'increase' || input.direction === 'decrease'
  if (moves) need(input.baseline, 'baseline', 'Give the value at the start, so that progress can be told.')
  if (input.direction === 'between') need(input.target_high, 'target_high', 'Give the upper bound.')
  refuseMissing(unmet)
  if (moves && Number(input.baseline) === Number(input.target)) {
    throw new Refusal('refused', 'measure.target_is_baseline', 'Target and start value are the same, so no progress could be told.')
  }
  const curve = input.steps.length > 0 ? input.steps : 'linear'
  const { direction, baseline = null, target = '' } = input
  const fault = stepsFault({ direction, baseline, target, curve, from: edition.period_start, due: due ?? '' })
  if (fault) throw new Refusal('refused', 'measure.steps_unfit', fault, { facts: { path: 'steps' } })
  const definition = definitionOf(input.metric_id as string)
  if (input.metric_version !== undefined && !definition.versions.includes(input.metric_version)) {
    throw new Refusal('refused', 'measure.version_unknown', `${definition.label} has no version ${input.metric_version}.`)
  }
  return {
    ...empty(ctx, edition.id, input.key),
    ...{ kind: 'metric', metric_id: definition.id, metric_version: input.metric_version ?? definition.version },
    ...{ filter: input.filter ?? null, window: input.window, baseline, target },
    target_high: input.direction === 'between' ? (input.target_high ?? null) : null,
    unit: definition.unit,
    currency: /^[A-Z]{3}$/.test(definition.unit) ? definition.unit : null,
    direction: input.direction ?? null,
    tolerance: input.tolerance ?? null,
    curve,
    due: due ?? null,
  }
}

/** All of some milestones, or a share of them, by the last of their days unless another one is said. */
function milestones(ctx: Context, edition: EditionRow, input: Bind, before: MeasureRow | undefined): MeasureRow {
  const { unmet, need } = missing()
  const share = input.rule === 'share'
  need(input.milestones[0], 'milestones', 'Name at least one milestone with its day.')
  if (share) need(input.target, 'target', 'Say which share of them is promised, such as 0.8.')
  refuseMissing(unmet)
  const target = share ? (input.target ?? '1') : '1'
  if (!(Number(target) > 0 && Number(target) <= 1))
    throw new Refusal('refused', 'measure.share_unfit', 'A share of milestones is above 0 and at most 1, which is all of them.', {
      facts: { path: 'target' },
    })
  const last =
    input.milestones
      .map(({ due }) => due)
      .toSorted()
      .at(-1) ?? null
  const known = new Map((before?.kind === 'milestones' ? before.milestones : []).map((one) => [one.id, one]))
  return {
    ...empty(ctx, edition.id, input.key),
    ...{ kind: 'milestones', direction: 'increase', baseline: '0', target, unit: 'ratio', rule: input.rule, due: input.due ?? last },
    milestones: input.milestones.map(({ id, title, due }) => {
      const old = id === undefined ? undefined : known.get(id)
      return { id: old?.id ?? newId(), title, due, forecast: old?.forecast ?? null, done: old?.done ?? null }
    }),
  }
}

/** What no number tells: one colleague judges it by a rubric, 0 to 5. */
function qualitative(
  ctx: Context,
  edition: EditionRow,
  input: Bind,
  { known, before }: { known: Known; before: MeasureRow | undefined },
): MeasureRow {
  const { unmet, need } = missing()
  need(input.rubric, 'rubric', 'Say what 0 and what 5 would look like.')
  need(input.assessor, 'assessor', 'Say who judges it.')
  need(input.target, 'target', 'Say which score is promised, 1 to 5.')
  const due = input.due ?? edition.period_end ?? undefined
  need(due, 'due', 'Say by which day, as the plan has no period.')
  refuseMissing(unmet)
  if (!/^[1-5]$/.test(input.target ?? ''))
    throw new Refusal('refused', 'measure.score_unfit', 'What is promised is a whole score from 1 to 5.', { facts: { path: 'target' } })
  const assessor = known.colleagues.get(input.assessor ?? '')
  if (!assessor || assessor.left)
    throw new Refusal('refused', 'measure.assessor_unknown', 'Whoever judges it is a colleague of today.', { facts: { path: 'assessor' } })
  return {
    ...empty(ctx, edition.id, input.key),
    ...{ kind: 'qualitative', direction: 'at_least', target: input.target ?? null, unit: 'score', due: due ?? null },
    ...{ rubric: input.rubric ?? null, assessor: assessor.id, scores: before?.kind === 'qualitative' ? before.scores : [] },
  }
}

function missing() {
  const unmet: Unmet[] = []
  const need = (present: unknown, path: string, text: string) => {
    if (present === undefined || present === null || present === '') unmet.push({ code: 'measure.incomplete', text, path })
  }
  return { unmet, need }
}

function refuseMissing(unmet: Unmet[]): void {
  if (unmet.length > 0) throw new Refusal('refused', 'measure.incomplete', unmet.map(({ text }) => text).join(' '), { unmet })
}

function empty(ctx: Context, editionId: string, key: string): MeasureRow {
  return {
    ...{ edition_id: editionId, item_key: key, kind: 'tbd', metric_id: null, metric_version: null, filter: null, window: 'at' },
    ...{ baseline: null, target: null, target_high: null, unit: null, currency: null, direction: null, tolerance: null, curve: 'linear' },
    ...{ due: null, milestones: [], rule: null, rubric: null, assessor: null, scores: [], resolve_by: null, status: 'data_needed' },
    ...{ created_at: ctx.now, created_by: ctx.actor.id },
  }
}
