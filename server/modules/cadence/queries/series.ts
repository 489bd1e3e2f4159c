import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addMonths } from '../../../kernel/period.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { SearchHit } from '../../../kernel/room.ts'
import { askingOf, calendarOf, companyOf, companyZone, groupsBehind, personsOf } from '../../people/index.ts'
import { fiscalYear, fiscalYearOf } from '../../strategy/index.ts'
import { readerOf } from './book.ts'
import { quarterOf } from './quarter.ts'
import type * as promise from '../contract.ts'
import { countdownOn, countdownWords } from '../rules/countdown.ts'
import { fitDates, fitZone, horizon, planDates, readRule } from '../rules/dates.ts'
import { numbersOf, suggestionOf } from '../rules/numbers.ts'
import { standsFor } from '../rules/reason.ts'
import { rhythmOf } from '../rules/rhythm.ts'
import { templatesFor } from '../rules/templates.ts'
import { type ListedSeries, listSeries } from '../store/lists.ts'
import { datesAhead, lastHeld, underWay } from '../store/meetings.ts'
import { getSeries, membersOf, rowsOf } from '../store/series.ts'
import type { MeetingTable, MemberTable, SeriesTable } from '../tables.ts'
import { heldOf } from './numbers.ts'

type Line = OutputOf<typeof promise.seriesList>['items'][number]
type Detail = OutputOf<typeof promise.seriesGet>

export async function findSeriesList(
  ctx: Context,
  input: InputOf<typeof promise.seriesList>,
): Promise<OutputOf<typeof promise.seriesList>> {
  const page = await listSeries(ctx.tx, { asking: await askingOf(ctx), reader: readerOf(ctx) }, input)
  return { ...page, items: page.items.map(lineOf) }
}

/** For the palette and the search page. */
export async function hitsOfSeries(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const { items } = await listSeries(ctx.tx, { asking: await askingOf(ctx), reader: readerOf(ctx) }, { search: words, limit })
  return items.map((row) => ({ kind: 'series', title: row.title, note: rhythmIn(row), href: `/cadence/series/${row.id}` }))
}

function lineOf(row: ListedSeries): Line {
  const { id, title, purpose, leadership, rule, start_time, zone, minutes, audience, version, next_at, next_id, next_state } = row
  return {
    id,
    title,
    purpose,
    leadership,
    chair: { id: row.chair, name: row.chair_name ?? 'Somebody who left' },
    rule,
    rhythm: rhythmIn(row),
    start_time,
    zone,
    minutes,
    people: row.participants.length,
    audience,
    state: row.ended_on === null ? 'running' : 'ended',
    next_at,
    next_id,
    next_state,
    version,
  }
}

export function rhythmIn({ rule }: Pick<SeriesTable, 'rule'>): string {
  return rhythmOf(readRule(rule))
}

export async function readSeries(ctx: Context, { id }: InputOf<typeof promise.seriesGet>): Promise<Detail> {
  return seriesDetail(ctx, await getSeries(ctx.tx, id, readerOf(ctx)))
}

export async function seriesDetail(ctx: Context, series: SeriesTable): Promise<Detail> {
  const [members, rows, ahead, now] = [
    await membersOf(ctx.tx, series.id),
    await rowsOf(ctx.tx, series.id),
    await datesAhead(ctx.tx, series.id, ctx.today),
    await underWay(ctx.tx, series.id),
  ]
  const recent = await lastHeld(ctx.tx, series.id, ctx.now, 260)
  const year = recent.filter(({ day }) => day > addMonths(ctx.today, -12))
  const held = await heldOf(ctx, year)
  const ids = [
    ...series.participants,
    series.chair,
    series.vice_chair,
    series.scribe,
    ...members.map((one) => one.person_id),
    ...rows.map((one) => one.owner),
  ]
  const names = await personsOf(ctx, [...new Set(ids.flatMap((one) => one ?? []))])
  const someone = (one: string) => ({ id: one, name: names.get(one) ?? 'Somebody who left' })
  // one that should have begun and has not is still to be held, until its time is over
  const upcoming = [...now, ...ahead.filter(({ starts_at, minutes }) => starts_at.getTime() + minutes * 60_000 > ctx.now.getTime())]
  const { chair_name: _name, ...listed } = {
    ...series,
    chair_name: names.get(series.chair) ?? null,
    next_at: upcoming[0]?.starts_at ?? null,
    next_id: upcoming[0]?.id ?? null,
    next_state: upcoming[0]?.state ?? null,
  }
  const { vice_chair, scribe, start_day, closed_day, prework_days, weeks, reason_over_30, template, ended_on, ended_reason } = series
  return {
    ...lineOf({ ...listed, chair_name: _name }),
    vice_chair: vice_chair === null ? null : someone(vice_chair),
    scribe: scribe === null ? null : someone(scribe),
    members: await named(ctx, members, names),
    participants: series.participants.map(someone).sort((a, b) => (a.name < b.name ? -1 : 1)),
    start_day,
    closed_day,
    prework_days,
    weeks,
    reason_over_30,
    reason_asked: await askedFor(ctx, series),
    template,
    countdown: series.countdown ? await countdownNow(ctx) : null,
    scorecard: rows.map(({ series_id: _series, position: _position, removed_at: _removed, time_window, owner, ...row }) => ({
      ...row,
      window: time_window,
      owner: someone(owner),
    })),
    ahead: upcoming.slice(0, 10).map(dateOf),
    numbers: numbersOf(held),
    suggestion: series.ended_on === null ? suggestionOf(held, series.minutes) : null,
    ended_on,
    ended_reason,
    may: mayOf(ctx, series),
  }
}

function mayOf(ctx: Context, series: SeriesTable): string[] {
  const { person } = readerOf(ctx)
  const own = mayDo(ctx.actor, 'cadence.write') !== undefined && (person === series.chair || person === series.vice_chair)
  if (series.ended_on !== null || !(own || mayDo(ctx.actor, 'cadence.plan'))) return []
  return ['cadence.series.change', 'cadence.series.end', 'cadence.series.give_reason', 'cadence.series.keep_scorecard']
}

/** The quarter for which the reason is asked and has not been given. */
async function askedFor(ctx: Context, series: SeriesTable): Promise<Detail['reason_asked']> {
  const { reason_asked } = series
  if (reason_asked === null || series.ended_on !== null || series.minutes <= 30 || standsFor(series, reason_asked)) return null
  return { quarter: (await quarterOf(ctx, reason_asked)).label, from: reason_asked }
}

/** Where the planning of the next fiscal year stands today. */
export async function countdownNow(ctx: Context): Promise<NonNullable<Detail['countdown']>> {
  const { fiscal_year_end } = await companyOf(ctx)
  const now = countdownOn(ctx.today, fiscalYear(fiscalYearOf(ctx.today, fiscal_year_end), fiscal_year_end))
  return { ...now, says: countdownWords(ctx.today, now) }
}

/** Nobody names a group that is hidden from them. */
async function named(ctx: Context, members: readonly MemberTable[], names: ReadonlyMap<string, string>): Promise<Detail['members']> {
  const ids = members.flatMap(({ group_id }) => group_id ?? [])
  const groups = await groupsBehind(ctx, ids, ctx.today)
  return members.map(({ person_id, group_id }) =>
    person_id === null
      ? { kind: 'group', id: group_id ?? '', name: groups.get(group_id ?? '')?.name ?? 'A group for the few' }
      : { kind: 'person', id: person_id, name: names.get(person_id) ?? 'Somebody who left' },
  )
}

export function dateOf(row: MeetingTable & { items: number }): Detail['ahead'][number] {
  const { id, starts_at, day, minutes, state, moved_reason, items } = row
  return { id, starts_at, day, minutes, state, moved: moved_reason !== null, items }
}

export async function listTemplates(ctx: Context): Promise<OutputOf<typeof promise.templatesList>> {
  const { fiscal_year_end } = await companyOf(ctx)
  return { items: templatesFor(fiscal_year_end).map((one) => ({ ...one, template: [...one.template], rhythm: rhythmIn(one) })) }
}

export async function previewDates(
  ctx: Context,
  input: InputOf<typeof promise.datesPreview>,
): Promise<OutputOf<typeof promise.datesPreview>> {
  const { rule, start_day: day, start_time: time, closed_day: closedDay } = input
  const zone = input.zone ?? (await companyZone(ctx.tx))
  fitZone(zone)
  const read = readRule(rule)
  const start = { day, time, zone }
  const a_year = fitDates(read, start)
  // where every day is kept nobody asks when it is open, and a house without a calendar has an answer
  const calendar = closedDay === 'keep' ? { zone, weekly: [], holidays: [], closures: [] } : await calendarOf(ctx)
  const { dates, skipped } = planDates(read, start, { from: day, before: horizon(day), closedDay, calendar })
  const items = dates.slice(0, 12).map((one) => ({ day: one.day, starts_at: one.starts_at, planned_day: one.planned_start.slice(0, 10) }))
  return { rhythm: rhythmOf(read), a_year, items, skipped }
}
