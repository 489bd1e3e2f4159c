import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, dayWords } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { actionsOf, fitType, openActions, record as recordDecision } from '../../decisions/index.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { decisionTitle } from '../rules/decision-title.ts'
import { fitItem, fitQuorum, isHere } from '../rules/life.ts'
import { shownSince } from '../rules/presence.ts'
import { saveItem } from '../store/items.ts'
import { presenceOf } from '../store/live.ts'
import { touchMeeting } from '../store/meetings.ts'
import { addCaught } from '../store/parts.ts'
import type { AgendaItemTable, Link } from '../tables.ts'
import { type Book, mayLead, meetingLabel, meetingRef, meetingTitle, openly, readerOf } from '../queries/book.ts'
import { fitMember, fitWriter, takeBook } from './book.ts'
import { linkTo } from './agenda.ts'
import { itemIn } from './run.ts'

type Detail = OutputOf<typeof promise.meetingsGet>

/** Solved without more, or with something to know. What came of it as decisions and actions stays its outcome. */
export async function conclude(ctx: Context, input: InputOf<typeof promise.agendaItemsConclude>): Promise<Detail> {
  const { book, item } = await taken(ctx, input)
  fitWriter(ctx, book)
  if (input.outcome === 'information' && !input.text)
    throw new Refusal('refused', 'agenda_item.information_missing', 'Say what there is to know.', {
      unmet: [{ code: 'agenda_item.information_missing', text: 'Say what there is to know.', path: 'text' }],
    })
  const outcome = input.outcome === 'none' ? (item.outcome ?? 'none') : input.outcome
  await saveItem(ctx.tx, item.id, {
    state: 'done',
    outcome,
    outcome_text: input.text || item.outcome_text,
    concluded_at: ctx.now,
  })
  await touchMeeting(ctx.tx, book.meeting.id)
  await record(ctx, {
    action: 'cadence.agenda_item.concluded',
    subject: meetingLabel(book),
    after: { title: openly(book.series, item.title), outcome },
  })
  return meetingDetail(ctx, book.meeting.id)
}

/** Not now: it goes on to the next meeting, unless it is taken up again by turning to it. */
export async function park(ctx: Context, input: InputOf<typeof promise.agendaItemsPark>): Promise<Detail> {
  const { book, item } = await taken(ctx, input)
  fitWriter(ctx, book)
  await saveItem(ctx.tx, item.id, { state: 'parked' })
  await touchMeeting(ctx.tx, book.meeting.id)
  await record(ctx, {
    action: 'cadence.agenda_item.parked',
    subject: meetingLabel(book),
    after: { title: openly(book.series, item.title) },
  })
  return meetingDetail(ctx, book.meeting.id)
}

/** In the ledger as decided, in the name of whoever leads or of somebody who is here; where the series is leadership's, it says so. */
export async function decideHere(ctx: Context, input: InputOf<typeof promise.agendaItemsDecide>): Promise<Detail> {
  const { book, item } = await taken(ctx, input)
  fitWriter(ctx, book)
  const { meeting, series } = book
  const decider = input.decider ?? meeting.lead ?? series.chair
  if (!isHere(decider, book.here))
    throw new Refusal('refused', 'meeting.decider_away', 'A decision of the meeting is taken by somebody who is here.', {
      unmet: [{ code: 'meeting.decider_away', text: 'Choose somebody who is here.', path: 'decider' }],
    })
  await fitDecider(ctx, book, { decider, type: input.type })
  await fitLeadership(ctx, book, decider)
  const about = await Promise.all(input.about.map((one) => linkTo(ctx, series, one)))
  const { id, number } = await recordDecision(ctx, {
    kind: 'decision',
    type: input.type,
    issue: decisionTitle(item, input.text),
    text: input.text,
    subjects: about.map((one) => ({ ...one, version_hash: null, audience: series.audience })),
    decider,
    day: ctx.today,
    made_in: { ...originOf(book), ...(series.leadership ? { leadership: true as const } : {}) },
    audience: series.audience,
    informed: book.attendance
      .filter(({ member }) => member)
      .map((one) => ({ person: one.person_id, read: isHere(one.person_id, book.here) })),
  })
  await caught(ctx, book, item, { kind: 'decision', subject_id: id, number, text: input.text, person_id: decider, due: null })
  if (series.leadership) await tellThoseHere(ctx, book, { id, number })
  if (decider !== readerOf(ctx).person) await tellDecider(ctx, book, { id, number, decider })
  return meetingDetail(ctx, meeting.id)
}

/**
 * Refuses `meeting.decider_no_member` for whoever does not belong to the meeting, and `meeting.type1_decider`: what is hard to undo is entered
 * by its decider's own hand, and in nobody else's name. That they hold the role for it is for `decisions` to say.
 */
async function fitDecider(ctx: Context, { attendance, series }: Book, { decider, type }: { decider: string; type: 1 | 2 }): Promise<void> {
  if (decider !== series.chair && !attendance.some(({ person_id, member }) => member && person_id === decider))
    throw new Refusal('refused', 'meeting.decider_no_member', 'A decision of the meeting is taken by somebody who belongs to it.', {
      unmet: [{ code: 'meeting.decider_no_member', text: 'Choose somebody who belongs to the meeting.', path: 'decider' }],
    })
  if (type === 1 && !isOwn(ctx, decider))
    throw new Refusal('refused', 'meeting.type1_decider', 'What is hard to undo is entered by whoever decides it, and by nobody for them.')
  await fitType(ctx, { type, decider })
}

function isOwn({ actor }: Context, decider: string): boolean {
  return actor.kind === 'person' && decider === actor.id
}

/** What leadership decides binds plans: whoever leads enters it with their own hand, and nobody does in their name. */
async function fitLeadership(ctx: Context, book: Book, decider: string): Promise<void> {
  const { meeting, series, attendance } = book
  if (!series.leadership) return
  if (isOwn(ctx, decider) && mayLead(ctx, book)) {
    const seen = shownSince(meeting.started_at ?? ctx.now, await presenceOf(ctx.tx, meeting.id))
    fitQuorum(attendance, new Set([...seen, decider]))
    return
  }
  throw new Refusal(
    'refused',
    'meeting.decider_enters',
    'In a meeting of leadership whoever leads decides, and enters the decision themselves. Write down an action or a note meanwhile.',
  )
}

/** Whoever is written down as here hears what was decided with them: who was not there says so. */
async function tellThoseHere(ctx: Context, { series, meeting, attendance }: Book, one: { id: string; number: string }): Promise<void> {
  const { person } = readerOf(ctx)
  await notify(ctx, {
    to: attendance.filter((row) => row.member && row.here && row.left_at === null && row.person_id !== person).map((row) => row.person_id),
    reason: 'cadence.decision.taken',
    rule: 'decided',
    key: one.id,
    subject: meetingRef(series, meeting),
    text: `${one.number} was decided in a meeting of leadership in which you are written down as here`,
  })
}

async function tellDecider(ctx: Context, { series, meeting }: Book, one: { id: string; number: string; decider: string }): Promise<void> {
  await notify(ctx, {
    to: [one.decider],
    reason: 'cadence.decision.entered',
    rule: 'decided',
    key: one.id,
    subject: meetingRef(series, meeting),
    text: `${ctx.actor.name} entered ${one.number} as decided by you`,
  })
}

/** One action in the list of the house; anybody who belongs to the meeting opens one. */
export async function act(ctx: Context, input: InputOf<typeof promise.agendaItemsAct>): Promise<Detail> {
  const { book, item } = await taken(ctx, input)
  fitMember(ctx, book)
  const { series, meeting } = book
  const wanted = { text: input.text, dri: input.dri ?? readerOf(ctx).person, due: input.due ?? addDays(ctx.today, 7) }
  const [id = ''] = await openActions(ctx, [wanted], originOf(book), series.audience)
  const made = (await actionsOf(ctx, 'meeting', [meeting.id])).find((one) => one.id === id)
  await caught(ctx, book, item, {
    kind: 'action',
    subject_id: id,
    number: made?.number ?? '',
    text: wanted.text,
    person_id: wanted.dri,
    due: wanted.due,
  })
  return meetingDetail(ctx, meeting.id)
}

type Caught = { kind: 'decision' | 'action'; subject_id: string; number: string; text: string; person_id: string; due: string | null }

async function caught(ctx: Context, book: Book, item: AgendaItemTable, one: Caught): Promise<void> {
  await addCaught(ctx.tx, { id: newId(), meeting_id: book.meeting.id, item_id: item.id, at: ctx.now, ...one })
  // a decision outweighs an action
  const outcome = one.kind === 'decision' || item.outcome === 'decision' ? 'decision' : 'action'
  await saveItem(ctx.tx, item.id, { outcome, outcome_text: item.outcome_text ?? (one.kind === 'decision' ? one.text : null) })
  await touchMeeting(ctx.tx, book.meeting.id)
  await record(ctx, {
    action: `cadence.agenda_item.${one.kind === 'decision' ? 'decided' : 'acted_on'}`,
    subject: meetingLabel(book),
    after: { title: openly(book.series, item.title), number: one.number },
  })
}

async function taken(ctx: Context, { id, item: itemId }: { id: string; item: string }): Promise<{ book: Book; item: AgendaItemTable }> {
  const book = await takeBook(ctx, id, 'conclude')
  const item = itemIn(book, itemId)
  fitItem(item.state)
  return { book, item }
}

/** What came of a meeting says so by its series and day. */
function originOf({ series, meeting }: Book): Link {
  const title = series.audience === 'restricted' ? meetingTitle(series, meeting) : `${series.title}, ${dayWords(meeting.day)}`
  return { room: 'cadence', kind: 'meeting', id: meeting.id, title, href: `/cadence/meetings/${meeting.id}` }
}
