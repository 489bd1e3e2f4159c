import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { type Day, daysBetween } from '../../../kernel/period.ts'
import { actionsOf } from '../../decisions/index.ts'
import { groupsBehind } from '../../people/index.ts'
import { type Book, clockOf } from './book.ts'
import type * as promise from '../contract.ts'
import { ageOf } from '../rules/carry.ts'
import { readClock } from '../rules/clock.ts'
import { lineageWords } from '../rules/scorecard.ts'
import type { placesOf } from '../store/items.ts'
import type { AgendaItemTable, CaughtTable, MeetingTable, MessageTable } from '../tables.ts'

type Detail = OutputOf<typeof promise.meetingsGet>

type Someone = (id: string) => { id: string; name: string }
type Clocked = { shape: Detail['clock']; used: ReadonlyMap<string, number> }

export function clockShape(ctx: Context, book: Book): Clocked {
  const { meeting, items } = book
  const { used, total } = readClock(clockOf(book), ctx.now)
  const part = items.find(({ shows }) => shows === 'issues')
  // the part that shows issues has used what they have used
  if (part) {
    const issues = items.filter(({ part: of }) => of === 'issue').reduce((sum, one) => sum + (used.get(one.id) ?? 0), 0)
    used.set(part.id, (used.get(part.id) ?? 0) + issues)
  }
  const state =
    meeting.state === 'closed'
      ? 'stopped'
      : meeting.started_at === null
        ? 'not_started'
        : meeting.running_since === null
          ? 'paused'
          : 'running'
  return {
    used,
    shape: {
      now: ctx.now,
      state,
      current: meeting.current_item,
      started_at: meeting.started_at,
      paused_at: meeting.paused_at,
      used_seconds: total,
      left_seconds: meeting.minutes * 60 - total,
    },
  }
}

type Around = {
  ctx: Context
  clock: Clocked
  counted: ReadonlyMap<string, number>
  someone: Someone
  own: Detail['caught']
  places: Awaited<ReturnType<typeof placesOf>>
}

export function itemShape(item: AgendaItemTable, { ctx, clock, counted, someone, own, places }: Around): Detail['issues'][number] {
  const {
    id,
    part,
    title,
    kind,
    minutes,
    shows,
    note,
    source,
    link,
    state,
    outcome,
    outcome_text,
    concluded_at,
    first_day,
    times_carried,
  } = item
  const { red_weeks, times_before } = item
  return {
    id,
    part,
    title,
    kind,
    owner: item.owner === null ? null : someone(item.owner),
    minutes,
    used_seconds: clock.used.get(id) ?? 0,
    shows,
    note,
    source,
    link,
    state,
    outcome,
    outcome_text,
    concluded_at,
    votes: counted.get(id) ?? 0,
    first_day,
    age_days: ageOf(first_day, ctx.today),
    times_carried,
    carried_from: places.from.get(id) ?? null,
    carried_to: places.to.get(id) ?? null,
    lineage: red_weeks === null ? null : { red_weeks, times_before: times_before ?? 0, says: lineageWords(red_weeks, times_before ?? 0) },
    caught: own,
  }
}

export function caughtShape(
  { kind, subject_id: id, number, text, person_id, due, at }: CaughtTable,
  someone: Someone,
): Detail['caught'][number] {
  const href = kind === 'decision' ? `/decisions/decisions/${id}` : `/decisions/actions?q=${number}`
  return { kind, id, number, text, person: someone(person_id), due, at, href }
}

/** The groups that messages go to and that are not hidden from whoever looks. */
export function groupsNamed(ctx: Context, messages: readonly MessageTable[]): ReturnType<typeof groupsBehind> {
  return groupsBehind(ctx, [...new Set(messages.flatMap(({ groups }) => groups))], ctx.today)
}

/** Nobody names a group that is hidden from them. */
export function messageShapes(
  messages: readonly MessageTable[],
  known: Awaited<ReturnType<typeof groupsNamed>>,
  someone: Someone,
): Detail['messages'] {
  return messages.map(({ id, text, everyone, persons, groups, sent_at, delivered_to, by_id, by_name }) => {
    const named = [...groups.map((group) => known.get(group)?.name ?? 'A group for the few'), ...persons.map((one) => someone(one).name)]
    const to = everyone ? ['All colleagues'] : named
    return { id, text, to, sent_at, delivered: delivered_to.length, by: { id: by_id, name: by_name } }
  })
}

/** What became of the actions of the last meeting of the series that was held. */
export async function fromLast(ctx: Context, last: MeetingTable | undefined): Promise<Detail['from_last']> {
  if (!last) return null
  const actions = await actionsOf(ctx, 'meeting', [last.id])
  const inTime = actions.filter((one) => one.state === 'done' && (one.closed_day ?? ctx.today) <= one.first_due)
  return {
    meeting_id: last.id,
    day: last.day,
    actions: actions.length,
    in_time: inTime.length,
    open: actions.filter(({ state }) => state === 'open').map((one) => actionShape(one, ctx.today)),
  }
}

function actionShape(one: Awaited<ReturnType<typeof actionsOf>>[number], today: Day) {
  const { id, number, text, dri, due, first_due, state } = one
  return {
    id,
    number,
    text,
    dri,
    due,
    first_due,
    state,
    late_days: Math.max(0, daysBetween(due, today)),
    href: `/decisions/actions?q=${number}`,
  }
}
