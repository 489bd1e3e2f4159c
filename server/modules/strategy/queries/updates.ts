import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { decimal } from '../../../kernel/money.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { agesNow, contributorsOf, movementsOf, wordsOf } from '../../data/index.ts'
import { actionsOf, inForce } from '../../decisions/index.ts'
import { calendarOf, companyOf } from '../../people/index.ts'
import type { MeasureShape, updatesDraft, updatesList } from '../contract.ts'
import { filterOf, windowOn } from '../rules/measure-status.ts'
import { isLive } from '../rules/kinds.ts'
import { dueFor, quartersLeft, statedBy } from '../rules/updates.ts'
import { getEdition, listItems, planOf } from '../store/editions.ts'
import { goalpostsOf } from '../store/goalposts.ts'
import { listMeasures, recentReadings } from '../store/measures.ts'
import { lastUpdate, listUpdates, readsOf } from '../store/updates.ts'
import type { EditionRow } from '../tables.ts'
import type { StatusUpdateRow } from '../tables/updates.ts'
import { measureOf } from './measures.ts'
import { begunOf } from './owed.ts'
import { mayBeSeen } from './seen.ts'
import { isAuthor, editionNow } from './edition-now.ts'

type Draft = OutputOf<typeof updatesDraft>
type Update = OutputOf<typeof updatesList>['items'][number]

/** What an update begins with: nothing in it needs to be typed where nothing needs words. */
export async function updateDraft(ctx: Context, { id, key }: InputOf<typeof updatesDraft>): Promise<Draft> {
  const edition = await getEdition(ctx.tx, id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const subject = await subjectOf(ctx, edition, key)
  const previous = await lastUpdate(ctx.tx, id, key ?? null)
  const { measure, text } = subject
  const computed = measure && isLive(measure.kind) ? measure.status : null
  const value = measure?.value ?? null
  const due = await dueOf(ctx, edition, previous)
  const before = previous ? await actionsOf(ctx, 'update', [previous.id]) : []
  const now = await editionNow(ctx, edition)
  return {
    text,
    ...due,
    computed,
    status: computed === null ? 'green' : statedBy(computed),
    promised: isPromised(measure),
    confidence: previous?.confidence ?? null,
    value,
    value_day: measure?.value_day ?? null,
    unit: measure?.unit ?? null,
    since: previous ? sinceOf(previous, value) : null,
    contributors: await movedBy(ctx, measure, previous, edition),
    forecasts: await forecastsOf(ctx, measure, previous, edition),
    last_forecasted: previous && previous.forecasts.length > 0 ? previous.posted_at.toISOString() : null,
    happened: await happenedSince(ctx, edition, key, previous),
    before: before.map(({ id: action_id, number, text: words, state, due: day }) => ({
      ...{ action_id, number, text: words },
      result: state === 'done' ? 'Done' : state === 'dropped' ? 'Dropped' : `Open, due ${day}`,
    })),
    may: edition.state === 'vetted' && mayDo(ctx.actor, 'strategy.take_part') !== undefined && isAuthor(ctx, now) ? ['post'] : [],
  }
}

/** For which day the next word is. */
export async function dueOf(
  ctx: Context,
  edition: EditionRow,
  previous: StatusUpdateRow | undefined,
): Promise<{ due_on: Day; late: boolean }> {
  return dueFor(ctx.today, previous?.due_on ?? null, begunOf(edition), await calendarOf(ctx))
}

/** A promise that is reached or not by a day; a bound that is to be kept is one too. */
export function isPromised(measure: MeasureShape | null): boolean {
  return measure !== null && isLive(measure.kind) && measure.target !== null
}

/** The measure that an update is about with its value of now, or the plan as a whole. */
export async function subjectOf(
  ctx: Context,
  edition: EditionRow,
  key: string | undefined,
): Promise<{ text: string; measure: MeasureShape | null }> {
  if (key === undefined) return { text: edition.title_core, measure: null }
  const item = (await listItems(ctx.tx, edition.id)).find(({ item_key }) => item_key === key)
  if (!item) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  const row = (await listMeasures(ctx.tx, edition.id)).find(({ item_key }) => item_key === key)
  if (!row) return { text: item.text, measure: null }
  const readings = (await recentReadings(ctx.tx, edition.id, 1)).filter(({ item_key }) => item_key === key)
  return { text: item.text, measure: measureOf(row, edition, readings, { today: ctx.today, ageNow: await agesNow(ctx) }) }
}

function sinceOf({ value, value_day, posted_at }: StatusUpdateRow, now: string | null): NonNullable<Draft['since']> {
  const day = value_day ?? posted_at.toISOString().slice(0, 10)
  return { day, value, delta: value === null || now === null ? null : minus(now, value) }
}

/** Exact, whatever the scales. */
function minus(one: string, other: string): string {
  const [a, b] = [decimal(one), decimal(other)]
  const scale = Math.max(a.scale, b.scale)
  const digits = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale)
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
  return `${digits < 0n ? '-' : ''}${whole}`
}

/** What moved the figure since: the kinds of movement of recurring revenue, where its months are whole; else the rows that make the difference. */
async function movedBy(
  ctx: Context,
  measure: MeasureShape | null,
  previous: StatusUpdateRow | undefined,
  edition: EditionRow,
): Promise<Draft['contributors']> {
  const from = previous?.value_day ?? edition.period_start
  if (!measure?.metric_id || from === null || measure.value_day === null || from >= measure.value_day) return []
  // whose plan it is says nothing of which other figures and rows its reader may open
  if (mayDo(ctx.actor, 'data.read') === undefined) return []
  // kinds are counted in whole months; between two days within months the accounts say what moved it
  const kinds = measure.metric_id === 'arr' && measure.filter === null ? await kindsOf(ctx, from, measure) : []
  if (kinds.length > 0) return kinds
  const windows = { window: measure.window, period_start: edition.period_start, due: measure.due }
  return contributorsOf(ctx, {
    metric: measure.metric_id,
    ...(measure.metric_version === null ? {} : { version: measure.metric_version }),
    ...filterOf(measure),
    ...{ before: windowOn(windows, from), now: windowOn(windows, measure.value_day) },
  })
}

async function kindsOf(ctx: Context, from: Day, { value_day, unit }: MeasureShape): Promise<Draft['contributors']> {
  const moved = await movementsOf(ctx, { from: addDays(from, 1), to: addDays(value_day ?? from, 1) })
  return [...(moved ?? [])].flatMap(([metric, value]) =>
    value === null || Number(value) === 0
      ? []
      : [{ name: wordsOf(metric)?.label ?? metric, value, unit: unit ?? 'count', href: `/data/metrics/${metric}` }],
  )
}

/** What of its period is left to look ahead to, with what was thought the last time; of a number that is read or judged. */
export async function forecastsOf(
  ctx: Context,
  measure: MeasureShape | null,
  previous: StatusUpdateRow | undefined,
  { period_start: from, period_end: to }: EditionRow,
): Promise<Draft['forecasts']> {
  if (!isPromised(measure)) return []
  const { fiscal_year_end } = await companyOf(ctx)
  const before = new Map(previous?.forecasts.map(({ quarter, value }) => [quarter, value]))
  return quartersLeft(ctx.today, { from, to }, fiscal_year_end).map((one) => ({ ...one, value: before.get(one.quarter) ?? null }))
}

/** What was done, moved and decided since the last word about it. */
async function happenedSince(
  ctx: Context,
  edition: EditionRow,
  key: string | undefined,
  previous: StatusUpdateRow | undefined,
): Promise<Draft['happened']> {
  const since = previous?.posted_at.toISOString().slice(0, 10) ?? begunOf(edition)
  const closed = previous ? await actionsOf(ctx, 'update', [previous.id]) : []
  const moved = key === undefined ? [] : await goalpostsOf(ctx.tx, [key])
  const decided = await inForce(ctx, { room: 'strategy', kind: 'edition', id: edition.id })
  return [
    ...closed.flatMap(({ number, text, closed_day }) =>
      closed_day !== null ? [{ kind: 'closed' as const, text: `${number}: ${text}`, href: '/decisions/actions', day: closed_day }] : [],
    ),
    ...moved
      .filter(({ day }) => day >= since)
      .map(({ field, from_value, to_value, day, edition_id }) => ({
        kind: 'moved' as const,
        text: `${field === 'due' ? 'The day' : field === 'scope' ? 'What is counted' : 'The target'}: ${from_value ?? 'none'} → ${to_value ?? 'none'}`,
        href: `/strategy/editions/${edition_id}?tab=measures`,
        day,
      })),
    ...decided
      .filter((one) => one.kind === 'decision' && one.decided_day >= since)
      .map(({ id, number, title, decided_day }) => ({
        ...{ kind: 'decided' as const, text: `${number}: ${title}`, href: `/decisions/decisions/${id}`, day: decided_day },
      })),
  ]
}

export async function updates(ctx: Context, input: InputOf<typeof updatesList>): Promise<OutputOf<typeof updatesList>> {
  const edition = await getEdition(ctx.tx, input.id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  const page = pageBy(await listUpdates(ctx.tx, edition.id, input), newest(), input.limit)
  return { next: page.next, items: await updateShapes(ctx, edition, page.items) }
}

export async function updateShapes(ctx: Context, edition: EditionRow, rows: readonly StatusUpdateRow[]): Promise<Update[]> {
  const ids = rows.map(({ id }) => id)
  const before = rows.flatMap(({ previous }) => previous ?? [])
  const actions = await actionsOf(ctx, 'update', [...new Set([...ids, ...before])])
  const by = Map.groupBy(actions, ({ origin_id }) => origin_id)
  const numbers = new Map(actions.map(({ id, number }) => [id, number]))
  const reads = Map.groupBy(await readsOf(ctx.tx, ids), ({ update_id }) => update_id)
  const texts = new Map((await listItems(ctx.tx, edition.id)).map(({ item_key, text }) => [item_key, text]))
  const units = new Map((await listMeasures(ctx.tx, edition.id)).map(({ item_key, unit }) => [item_key, unit]))
  const person = personBehind(ctx.actor)
  const takesPart = mayDo(ctx.actor, 'strategy.take_part') !== undefined
  return rows.map((row) => {
    const readers = reads.get(row.id) ?? []
    return {
      ...{ id: row.id, edition_id: row.edition_id, key: row.item_key },
      text: row.item_key === null ? edition.title_core : (texts.get(row.item_key) ?? 'A measure that is gone'),
      ...{ due_on: row.due_on, status: row.status, computed: row.computed === 'none' ? null : row.computed, confidence: row.confidence },
      ...{ value: row.value, value_day: row.value_day, unit: row.item_key === null ? null : (units.get(row.item_key) ?? null) },
      ...{ difference: row.difference, going_well: row.going_well, not_going_well: row.not_going_well },
      next_actions: (by.get(row.id) ?? []).map(({ id, number, text, dri, due, state }) => ({
        id,
        number,
        text,
        dri: dri.name,
        due,
        state,
      })),
      forecasts: row.forecasts,
      outcomes: row.outcomes.map(({ action_id, result }) => ({ action_id, number: numbers.get(action_id) ?? '', result })),
      ...{ by: row.by_name, posted_at: row.posted_at.toISOString() },
      read_by: readers.map(({ person_id: id, person_name: name }) => ({ id, name })),
      may: takesPart && person !== row.by_id && !readers.some(({ person_id }) => person_id === person) ? ['acknowledge'] : [],
    }
  })
}
