import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { companyZone } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { dateOf, seriesDetail } from '../queries/series.ts'
import { fitDates, fitZone, readRule, replan } from '../rules/dates.ts'
import { fitReason } from '../rules/reason.ts'
import { addMeetings, cancelMeetings, datesAhead, reviveMeetings, saveLength, wasHeld } from '../store/meetings.ts'
import { addSeries, membersOf, replaceMembers, saveSeries, takeSeries } from '../store/series.ts'
import type { SeriesTable } from '../tables.ts'
import { openly, readerOf, runsAll, seriesLabel } from '../queries/book.ts'
import { fitColleagues, membersFrom, participantsOf } from './people.ts'
import { quarterOf } from '../queries/quarter.ts'
import { meetingsFrom, planAhead, shortenNext, wantedDates } from './plan.ts'
import { cancelAhead } from './dates.ts'

type Detail = OutputOf<typeof promise.seriesGet>

export async function createSeries(ctx: Context, input: InputOf<typeof promise.seriesCreate>): Promise<Detail> {
  const { members: wanted, chair = readerOf(ctx).person, zone = await companyZone(ctx.tx), ...about } = input
  const id = newId()
  const row: SeriesTable = {
    ...about,
    id,
    chair,
    zone,
    reason_over_30: about.reason_over_30 || null,
    reason_quarter: null,
    reason_asked: null,
    participants: [],
    planned_until: null,
    created_at: ctx.now,
    created_day: ctx.today,
    created_by: personBehind(ctx.actor),
    created_by_name: ctx.actor.name,
    ended_on: null,
    ended_reason: null,
    version: 1,
  }
  await fitSeries(ctx, row)
  const members = await membersFrom(ctx, id, wanted)
  row.participants = await participantsOf(ctx, row, members, ctx.today)
  row.reason_quarter = row.reason_over_30 === null ? null : (await quarterOf(ctx, ctx.today)).from
  await addSeries(ctx.tx, row)
  await replaceMembers(ctx.tx, id, members)
  const dates = await planAhead(ctx, row)
  await record(ctx, { action: 'cadence.series.created', subject: seriesLabel(row), after: { ...facts(row), dates } })
  await ctx.announce('cadence.series.created', { series_id: id, leadership: row.leadership }, { key: id })
  return seriesDetail(ctx, row)
}

export async function changeSeries(
  ctx: Context,
  input: InputOf<typeof promise.seriesChange>,
): Promise<OutputOf<typeof promise.seriesChange>> {
  const { id, if_match, members: wanted, ...change } = input
  const series = await takeRun(ctx, id)
  fitVersion(if_match, series.version)
  const now: SeriesTable = { ...series, ...given(change), version: series.version + 1 }
  fitKind(ctx, series, now)
  if (series.audience === 'restricted' && now.audience !== 'restricted' && (await wasHeld(ctx.tx, id)))
    throw new Refusal(
      'conflict',
      'series.stays_restricted',
      'It was held for the few: what was said there stays theirs. End it, and begin another for all colleagues.',
    )
  await fitSeries(ctx, now)
  if (now.reason_over_30 !== series.reason_over_30 && now.reason_over_30 !== null)
    now.reason_quarter = (await quarterOf(ctx, ctx.today)).from
  const members = wanted ? await membersFrom(ctx, id, wanted) : await membersOf(ctx.tx, id)
  now.participants = await participantsOf(ctx, now, members, ctx.today)
  if (wanted) await replaceMembers(ctx.tx, id, members)
  await saveSeries(ctx.tx, id, now)
  const kept = movesDates(series, now) ? await planAnew(ctx, now) : []
  await planAhead(ctx, now)
  if (now.minutes !== series.minutes) await saveLength(ctx.tx, id, ctx.today, now.minutes)
  await shortenNext(ctx, now)
  await record(ctx, {
    action: 'cadence.series.changed',
    subject: seriesLabel(now),
    before: facts(series),
    after: { ...facts(now), kept: kept.length },
  })
  await ctx.announce('cadence.series.changed', { series_id: id, leadership: now.leadership }, { key: id })
  return { ...(await seriesDetail(ctx, now)), kept }
}

/** Another rule touches only dates without anything on their agenda; the others stay and are named. */
async function planAnew(ctx: Context, series: SeriesTable): Promise<OutputOf<typeof promise.seriesChange>['kept']> {
  const ahead = await datesAhead(ctx.tx, series.id, ctx.today)
  const wanted = await wantedDates(ctx, series)
  const { gone, kept, added } = replan(
    ahead.map((one) => ({ ...one, moved: one.moved_reason !== null })),
    wanted,
  )
  await cancelMeetings(ctx.tx, gone, 'The series meets at other times now.', true)
  await reviveMeetings(
    ctx.tx,
    series.id,
    added.map(({ planned_start }) => planned_start),
  )
  await addMeetings(ctx.tx, meetingsFrom(series, added))
  const byId = new Map(ahead.map((one) => [one.id, one]))
  return kept.flatMap(({ id, why }) => {
    const one = byId.get(id)
    return one ? [{ ...dateOf(one), why }] : []
  })
}

export async function endSeries(ctx: Context, { id, reason }: InputOf<typeof promise.seriesEnd>): Promise<Detail> {
  const series = await takeRun(ctx, id)
  const change = { ended_on: ctx.today, ended_reason: reason, version: series.version + 1 }
  const now = { ...series, ...change }
  await saveSeries(ctx.tx, id, change)
  const cancelled = await cancelAhead(ctx, now, 'The series has ended.')
  await endNotices(ctx, { reason: 'cadence.series.reason_asked', kind: 'series', id })
  await record(ctx, { action: 'cadence.series.ended', subject: seriesLabel(now), after: { cancelled }, ...openReason(now, reason) })
  await ctx.announce('cadence.series.ended', { series_id: id }, { key: id })
  return seriesDetail(ctx, now)
}

/** For the quarter that it was asked for, or the running one. */
export async function giveReason(ctx: Context, { id, reason }: InputOf<typeof promise.seriesGiveReason>): Promise<Detail> {
  const series = await takeRun(ctx, id)
  fitReason(Number.MAX_SAFE_INTEGER, reason)
  const quarter = (await quarterOf(ctx, ctx.today)).from
  const reason_quarter = series.reason_asked !== null && series.reason_asked > quarter ? series.reason_asked : quarter
  const change = { reason_over_30: reason, reason_quarter, version: series.version + 1 }
  const now = { ...series, ...change }
  await saveSeries(ctx.tx, id, change)
  await endNotices(ctx, { reason: 'cadence.series.reason_asked', kind: 'series', id })
  await planAhead(ctx, now)
  await record(ctx, {
    action: 'cadence.series.reason_given',
    subject: seriesLabel(now),
    after: { quarter: reason_quarter, minutes: now.minutes },
    ...openReason(now, reason),
  })
  return seriesDetail(ctx, now)
}

/** Locked, running, and the actor's to change: its chair, its vice chair, or whoever runs the series of the house. */
export async function takeRun(ctx: Context, id: string): Promise<SeriesTable> {
  const series = await takeSeries(ctx.tx, id, readerOf(ctx))
  const { person } = readerOf(ctx)
  if (!runsAll(ctx) && person !== series.chair && person !== series.vice_chair)
    throw new Refusal('forbidden', 'series.not_yours', 'A series is changed by its chair, its vice chair, and those who run the series.')
  if (series.ended_on !== null)
    throw new Refusal('conflict', 'series.wrong_state', `This series ended on ${series.ended_on}. Begin another one.`, {
      facts: { state: 'ended', legal: ['running'] },
    })
  return series
}

/** Whoever leads one series says neither that leadership decides in it, nor who may read it: plans are amended by what leadership decides. */
function fitKind(ctx: Context, before: SeriesTable, now: SeriesTable): void {
  if (runsAll(ctx) || (now.leadership === before.leadership && now.audience === before.audience)) return
  throw new Refusal(
    'forbidden',
    'series.kind_not_yours',
    'Whether a series is leadership’s, and who may read it, is said by those who run the series.',
  )
}

/** Everything that must hold of a series, whoever changed what of it. */
async function fitSeries(ctx: Context, row: SeriesTable): Promise<void> {
  const { start_day: day, start_time: time, zone, chair, vice_chair, scribe } = row
  fitZone(zone)
  fitDates(readRule(row.rule), { day, time, zone })
  fitReason(row.minutes, row.reason_over_30)
  if (vice_chair === chair)
    throw new Refusal('refused', 'series.vice_is_chair', 'Whoever leads cannot stand in for themselves.', {
      unmet: [{ code: 'series.vice_is_chair', text: 'Choose somebody else.', path: 'vice_chair' }],
    })
  await fitColleagues(ctx, [
    { id: chair, path: 'chair' },
    ...(vice_chair ? [{ id: vice_chair, path: 'vice_chair' }] : []),
    ...(scribe ? [{ id: scribe, path: 'scribe' }] : []),
  ])
}

function movesDates(before: SeriesTable, now: SeriesTable): boolean {
  return (['rule', 'start_day', 'start_time', 'zone', 'closed_day'] as const).some((key) => before[key] !== now[key])
}

/** Only what was given: a field that is left out stays. */
function given<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
}

function facts(row: SeriesTable) {
  const { rule, start_time, zone, minutes, leadership, audience, closed_day, chair, vice_chair, scribe } = row
  return { title: openly(row, row.title), rule, start_time, zone, minutes, leadership, audience, closed_day, chair, vice_chair, scribe }
}

function openReason(series: SeriesTable, reason: string): { reason?: string } {
  return series.audience === 'restricted' ? {} : { reason }
}
