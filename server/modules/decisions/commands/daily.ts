import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { record, recordAll } from '../../../kernel/audit.ts'
import { previousWorkingDay } from '../../../kernel/calendar/calendar.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notifyAll, endNotices } from '../../../kernel/notices.ts'
import { addDays } from '../../../kernel/period.ts'
import { calendarOf, managerOf, personsOf, noticesInPlace } from '../../people/index.ts'
import { partakers, spentOn } from '../rules/seats.ts'
import { isWaitedFor } from '../rules/answers.ts'
import { isNewer, type Reminder, reminderOn } from '../rules/reminders.ts'
import { saveToldLate, takeLateActions } from '../store/actions.ts'
import { openDecisions, saveDecision, takeDecision } from '../store/decisions.ts'
import { addAnswers } from '../store/parts.ts'
import type { DecisionTable } from '../tables.ts'
import { actionLabel, actionRef, type Book, bookOf, calledIn, labelOf, refOf } from '../queries/book.ts'
import { moveOn } from './move-on.ts'

const batch = 200
const house = { person: '00000000-0000-0000-0000-000000000000', all: true }

/**
 * What a day brings: reminders at half time, on the day before and when the last day is over; silence, which is written down as silence;
 * decisions that are ready since nobody is waited for any longer; late actions. Each decision is a transaction of its own, so that one that
 * fails keeps no other from its turn.
 */
export async function lookAround(open: Open): Promise<{ decisions: number; actions: number } & Left> {
  let [after, decisions]: [string | undefined, number] = [undefined, 0]
  const apart = noneFailed()
  for (;;) {
    const page: DecisionTable[] = await open((ctx) => openDecisions(ctx.tx, after, batch))
    for (const { id } of page) if (await tried(apart, id, () => open((ctx) => lookAt(ctx, id)))) decisions += 1
    after = page.at(-1)?.id
    if (page.length < batch) break
  }
  let actions = 0
  for (;;) {
    const now = await open(remindOfActions)
    actions += now
    if (now < told) break
  }
  return { decisions, actions, ...apart }
}

async function lookAt(ctx: Context, id: string): Promise<void> {
  const decision = await takeDecision(ctx.tx, id, house)
  if (decision.state !== 'collecting' && decision.state !== 'ready') return
  const book = await bookOf(ctx, decision)
  if (ctx.today > decision.need_by) await noteSilence(ctx, book)
  await moveOn(ctx, decision)
  const calendar = await calendarOf(ctx)
  const due = reminderOn(decision.opened_day, decision.need_by, previousWorkingDay(addDays(decision.need_by, -1), calendar), ctx.today)
  if (!due || !isNewer(due, decision.reminded)) return
  await remind(ctx, await bookOf(ctx, await takeDecision(ctx.tx, id, house)), due)
  await saveDecision(ctx.tx, id, { reminded: due })
}

/** Who was heard or carries it out and said nothing in time: their silence is an entry, once a round. */
async function noteSilence(ctx: Context, { decision, partyAnswers, answers }: Book): Promise<void> {
  const silent = partyAnswers.filter(({ party, state }) => (party.letter === 'I' || party.letter === 'P') && state !== 'answered')
  const rows = silent
    .filter(({ party }) => !answers.some((one) => one.party_id === party.id && one.round === decision.round && one.source === 'silence'))
    .map(({ party }) => ({
      id: newId(),
      decision_id: decision.id,
      party_id: party.id,
      person_id: null,
      person_name: party.name,
      for_person: null,
      stance: 'silence' as const,
      text: null,
      text_no: decision.text_no,
      round: decision.round,
      at: ctx.now,
      source: 'silence' as const,
    }))
  if (rows.length === 0) return
  await addAnswers(ctx.tx, rows)
  await record(ctx, {
    action: 'decisions.answer.silence_noted',
    subject: labelOf(decision),
    after: { parties: rows.map(({ person_name }) => person_name), need_by: decision.need_by },
  })
}

const said: Record<Reminder, string> = {
  half_time: 'half of the time is over',
  day_before: 'tomorrow is the last working day',
  overdue: 'its last day is over',
}

/**
 * Whoever has not answered, and whoever decides when it is ready or late; when it is late the decider's lead too. A later reminder takes the
 * place of the one before it.
 */
async function remind(ctx: Context, { decision, parties, partyAnswers, answers }: Book, due: Reminder): Promise<void> {
  const asking = partyAnswers.filter(isWaitedFor).map(({ party }) => party)
  const waiting = asking.flatMap(({ members }) => members)
  const late = due === 'overdue'
  const lead = late ? await managerOf(ctx, decision.decider) : undefined
  await endNotices(ctx, { reason: 'decisions.decision.reminded', kind: 'decision', id: decision.id })
  const notice = {
    to: [...waiting, ...(decision.state === 'ready' || late ? [decision.decider] : []), ...(lead ? [lead.id] : [])],
    reason: late ? 'decisions.decision.overdue' : 'decisions.decision.reminded',
    rule: late ? ('overdue' as const) : ('assigned' as const),
    key: due,
    subject: refOf(decision),
    text: calledIn(`${decision.number}: ${said[due]}`, decision),
    due: decision.need_by,
  }
  // what is hard to undo nobody decides in the place of another
  const decides = decision.type === 2 ? [decision.decider] : []
  const asked = { ...notice, to: notice.to.filter((one) => waiting.includes(one) || decides.includes(one)) }
  // whoever has a part of their own, or was heard for another party, is asked in nobody's place
  const never = [...partakers({ ...decision, parties }), ...spentOn({ answers }, asking)]
  await notifyAll(ctx, [notice, ...(await noticesInPlace(ctx, [asked], 'decisions', never))])
}

/** So many late actions are told of in one transaction. */
const told = 500

/** Late actions reach the one who does them once for each day that was promised; all of them in a few statements. */
async function remindOfActions(ctx: Context): Promise<number> {
  const rows = await takeLateActions(ctx.tx, ctx.today, told)
  if (rows.length === 0) return 0
  const names = await personsOf(
    ctx,
    rows.map(({ dri }) => dri),
  )
  const notices = rows.map((row) => ({
    to: [row.dri],
    reason: 'decisions.action.overdue',
    rule: 'overdue' as const,
    subject: actionRef(row),
    text: calledIn(`${row.number} was due on ${row.due}`, { issue: row.text, audience: row.audience }),
    due: row.due,
  }))
  await notifyAll(ctx, [...notices, ...(await noticesInPlace(ctx, notices, 'actions'))])
  await saveToldLate(
    ctx.tx,
    rows.map(({ id }) => id),
    ctx.today,
  )
  await recordAll(
    ctx,
    rows.map((row) => ({
      action: 'decisions.action.overdue',
      subject: actionLabel(row),
      after: { due: row.due, dri: names.get(row.dri) ?? null },
    })),
  )
  for (const { id, number, dri, due } of rows)
    await ctx.announce('decisions.action.overdue', { action_id: id, number, dri, due }, { key: id })
  return rows.length
}
