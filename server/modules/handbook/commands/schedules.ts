import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { record } from '../../../kernel/audit.ts'
import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { calendarOf, type Colleague, colleaguesOf, companyZone, membersBehind } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { ExpectedTable, ScheduleTable } from '../expected-tables.ts'
import { scheduleLine } from '../queries/expected.ts'
import { house, looksOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { runRef, runText } from '../queries/runs.ts'
import { fitKept } from '../queries/texts.ts'
import { daysOf, fitRhythm } from '../rules/schedules.ts'
import { usualWithin } from '../rules/triggers.ts'
import { addExpected, beginExpected, settleExpected } from '../store/expected.ts'
import { findPage, getPage } from '../store/pages.ts'
import { getProcedure } from '../store/procedures.ts'
import { addRun } from '../store/runs.ts'
import * as store from '../store/schedules.ts'
import type { PageTable, RunTable } from '../tables.ts'
import { takeOwn } from './pages.ts'
import { runDue } from './due.ts'
import { labelOf, openRun } from './runs.ts'
import { pageLabel } from './saying.ts'
import { followTurns } from './turns.ts'

type Line = OutputOf<typeof promise.schedulesCreate>

/** Rhythms of one procedure that run at a time. */
const most = 10

/** Has a procedure followed on the days of a rhythm. */
export async function createSchedule(
  ctx: Context,
  { id, rule, start, closed_day, runner, about }: InputOf<typeof promise.schedulesCreate>,
): Promise<Line> {
  const page = await takeOwn(ctx, id)
  await getProcedure(ctx.tx, id)
  if (start < ctx.today) throw refused('schedule.past', 'A rhythm begins today or later: what is past is not followed any more.', 'start')
  fitRhythm({ rule, start, closedDay: closed_day }, await calendarOf(ctx))
  const person = await fitFollower(ctx, page, runner)
  if ((await store.schedulesOf(ctx.tx, id)).length >= most)
    throw new Refusal('conflict', 'schedule.too_many', `A procedure has at most ${most} rhythms. End one that is not needed.`)
  const row: ScheduleTable = {
    ...{ id: newId(), page_id: id, rule, start_day: start, closed_day, about: about ?? null, runner, runner_name: person.name },
    ...{
      by_id: personBehind(ctx.actor),
      by_name: ctx.actor.name,
      at: ctx.now,
      done_to: addDays(ctx.today, -1),
      paused_at: null,
      ended_at: null,
    },
  }
  await store.addSchedule(ctx.tx, row)
  await record(ctx, { action: 'handbook.schedule.created', subject: pageLabel(page), after: { rule, start, runner: person.name } })
  await ctx.announce('handbook.schedule.changed', { page_id: id, schedule_id: row.id, as: 'running' }, { key: id })
  return scheduleLine(ctx, row)
}

/** Refuses `schedule.runner_unfit`: somebody who is not with us, or may not open the page. */
async function fitFollower(ctx: Context, page: PageTable, runner: string): Promise<Colleague> {
  const person = (await colleaguesOf(ctx, [runner])).get(runner)
  const reads =
    page.audience !== 'restricted' || [page.owner, page.backup, ...(await membersBehind(ctx, page.groups, ctx.today))].includes(runner)
  if (person && !person.left && reads) return person
  throw refused('schedule.runner_unfit', 'Whoever follows it is with us and may read it. Choose another colleague.', 'runner')
}

function refused(code: string, text: string, path: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path }] })
}

export async function setSchedule(ctx: Context, { id, as }: InputOf<typeof promise.schedulesSet>): Promise<Line> {
  const row = await store.takeSchedule(ctx.tx, id)
  const page = await pageOf(ctx, row)
  fitKept(ctx, page)
  const before = stateOf(row)
  if (before === 'ended') throw new Refusal('conflict', 'schedule.ended', 'This rhythm has ended. Begin another one.')
  const change =
    as === 'ended'
      ? { ended_at: ctx.now }
      : as === 'paused'
        ? { paused_at: row.paused_at ?? ctx.now }
        : { paused_at: null, ...(before === 'paused' ? { done_to: later(row.done_to, addDays(ctx.today, -1)) } : {}) }
  await store.saveSchedule(ctx.tx, id, change)
  await record(ctx, {
    action: 'handbook.schedule.set',
    subject: pageLabel(page),
    before: { state: before },
    after: { state: as, rule: row.rule },
  })
  await ctx.announce('handbook.schedule.changed', { page_id: page.id, schedule_id: id, as }, { key: page.id })
  return scheduleLine(ctx, { ...row, ...change })
}

/** A day that was opened before a pause is not opened again after it. */
function later(one: Day, other: Day): Day {
  return one > other ? one : other
}

/** Refuses `schedule.unknown`, also for what the asker may not open. */
async function pageOf(ctx: Context, row: ScheduleTable): Promise<PageTable> {
  const page = await findPage(ctx.tx, row.page_id, await looksOf(ctx))
  if (!page) throw store.noSchedule()
  return page
}

function stateOf({ paused_at, ended_at }: ScheduleTable): Line['state'] {
  return ended_at !== null ? 'ended' : paused_at !== null ? 'paused' : 'running'
}

const batch = 100

/** Opens the runs of the days that have come; each rhythm is a transaction of its own, and no day is opened twice. */
async function openScheduled(open: Open): Promise<{ opened: number } & Left> {
  let opened = 0
  const apart = noneFailed()
  const ids = await open((ctx) => store.schedulesDue(ctx.tx, ctx.today, batch))
  for (const id of ids)
    await tried(apart, id, async () => {
      opened += await open((ctx) => openDays(ctx, id))
    })
  return { opened, ...apart }
}

async function openDays(ctx: Context, id: string): Promise<number> {
  const row = await store.takeSchedule(ctx.tx, id)
  if (row.done_to >= ctx.today || stateOf(row) !== 'running') return 0
  const page = await getPage(ctx.tx, row.page_id, house)
  const { in_force_no } = await getProcedure(ctx.tx, page.id)
  await store.saveSchedule(ctx.tx, id, { done_to: ctx.today })
  // of what nobody agreed to, or what is retired, nothing is expected
  if (in_force_no === null || page.retired_on !== null) return 0
  const calendar = await calendarOf(ctx)
  const days = daysOf({ rule: row.rule, start: row.start_day, closedDay: row.closed_day }, { after: row.done_to, to: ctx.today, calendar })
  const wanted = days.map((day) => expectedOn(ctx, row, { day, by: addBusinessDays(day, usualWithin, calendar) }))
  // of days that are long past nobody is told any more: they are missed
  await addExpected(
    ctx.tx,
    wanted.filter(({ by_day }) => by_day < ctx.today),
  )
  let opened = 0
  for (const one of wanted.filter(({ by_day }) => by_day >= ctx.today))
    if (await openOne(ctx, { row, page, no: in_force_no }, one)) opened += 1
  return opened
}

function expectedOn(ctx: Context, row: ScheduleTable, { day, by }: { day: Day; by: Day }): ExpectedTable {
  return {
    ...{ id: newId(), page_id: row.page_id, source: 'schedule', ref: `${row.id} ${day}`, event: null, thing_kind: null, thing: null },
    ...{ label: row.about, on_day: day, by_day: by, at: ctx.now, run_id: null, state: 'open', settled_day: null },
  }
}

type Rhythmic = { row: ScheduleTable; page: PageTable; no: number }

/** Opens the run of a day; where whoever follows it cannot begin, whoever keeps it is told. */
async function openOne(ctx: Context, { row, page, no }: Rhythmic, one: ExpectedTable): Promise<boolean> {
  // before anything is opened: of a day that stands there already there is a run
  const [added] = await addExpected(ctx.tx, [one])
  if (!added) return false
  const run = await runOf(ctx, { row, page, no })
  if (run) {
    await addRun(ctx.tx, run)
    await beginExpected(ctx.tx, one.id, run.id)
  }
  const ref = pageRef(page)
  const called = `${calledOf(ref)}${row.about === null ? '' : `: ${row.about}`}`
  if (!run) {
    const text = `Nobody could begin “${called}” on ${one.on_day}. Begin it, or say who follows it.`
    await notify(ctx, {
      to: [page.owner],
      reason: unopened,
      key: one.ref,
      rule: 'alert',
      subject: { ...ref, title: calledOf(ref) },
      text,
      due: one.by_day,
    })
    return false
  }
  await followTurns(ctx, { run, page, text: await runText(ctx, page, no), ticked: [] })
  await record(ctx, { action: 'handbook.run.started', subject: labelOf(run), after: { procedure: page.number, no, by: 'its rhythm' } })
  await ctx.announce('handbook.run.started', { page_id: page.id, run_id: run.id }, { key: run.id })
  const subject = runRef(page, run.id)
  await notify(ctx, { to: [row.runner], reason: runDue, subject, text: `Follow “${called}”`, due: one.by_day })
  return true
}

const unopened = 'handbook.run.unopened'

/** The run of somebody who may begin it; nothing where they have left, or have not proven yet that they know it. */
async function runOf(ctx: Context, { row, page, no }: Rhythmic): Promise<RunTable | undefined> {
  const person = (await colleaguesOf(ctx, [row.runner])).get(row.runner)
  if (!person || person.left) return undefined
  try {
    return await openRun(ctx, page, {
      no,
      about: row.about ?? undefined,
      supervisor: undefined,
      runner: row.runner,
      runner_name: person.name,
    })
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

/** Opens what is due by its rhythm, and says of what was expected what came of it. */
export async function lookAtExpected(open: Open): Promise<{ opened: number; settled: number } & Left> {
  const scheduled = await openScheduled(open)
  const settled = await open(async (ctx) => {
    const rows = await settleExpected(ctx.tx, ctx.today, await companyZone(ctx.tx))
    for (const { id, page_id, state } of rows)
      await ctx.announce('handbook.expected.settled', { page_id, expected_id: id, as: state }, { key: page_id })
    return rows.length
  })
  return { ...scheduled, settled }
}
