import { join } from 'node:path'
import type { Context } from '../../kernel/context.ts'
import { bind, furnish } from '../../kernel/room.ts'
import type { SubjectRef } from '../../kernel/subject.ts'
import { changeItem, raise, takeOff } from './commands/agenda.ts'
import { meetingRef, readerOf, seriesRef } from './queries/book.ts'
import { closeMeeting } from './commands/close.ts'
import { cancelMeeting, moveMeeting } from './commands/dates.ts'
import { act, conclude, decideHere, park } from './commands/outcomes.ts'
import { endFeed, makeFeed, readCalendar } from './commands/feed.ts'
import { invitationFile } from './commands/invitations.ts'
import { editNotes, endPresence, keepPresence } from './commands/live.ts'
import { arrive, leave, openMeeting, pauseMeeting, resumeMeeting, startMeeting, takeOver, turn } from './commands/run.ts'
import { keepScorecard } from './commands/scorecard.ts'
import { changeSeries, createSeries, endSeries, giveReason } from './commands/series.ts'
import { addToTell, rate, takeBack, vote, writeNotes } from './commands/members.ts'
import * as promise from './contract.ts'
import { tellDemo } from './demo.ts'
import { events, listeners } from './events.ts'
import { jobs } from './jobs.ts'
import { meetRooms } from './known.ts'
import { owning } from './owning.ts'
import { readFeed } from './queries/feed.ts'
import { followMeeting } from './queries/live.ts'
import { findMeetings, hitsOfMeetings, readMinutes } from './queries/meeting-list.ts'
import { lookBack } from './queries/look-back.ts'
import { readMeeting } from './queries/meetings.ts'
import { readScorecardOf } from './queries/scorecard.ts'
import { findSeriesList, hitsOfSeries, listTemplates, previewDates, readSeries } from './queries/series.ts'
import { waiting } from './queries/waiting.ts'
import { readYear } from './queries/year.ts'
import { rights } from './rights.ts'
import { findMeeting } from './store/meetings.ts'
import { personalData } from './store/personal.ts'
import { findSeries } from './store/series.ts'
import { publishedViews } from './views.ts'

export const room = furnish({
  name: 'cadence',
  operations: [
    bind(promise.seriesList, findSeriesList),
    bind(promise.seriesGet, readSeries),
    bind(promise.seriesCreate, createSeries),
    bind(promise.seriesChange, changeSeries),
    bind(promise.seriesEnd, endSeries),
    bind(promise.seriesGiveReason, giveReason),
    bind(promise.seriesKeepScorecard, keepScorecard),
    bind(promise.templatesList, listTemplates),
    bind(promise.datesPreview, previewDates),
    bind(promise.meetingsList, findMeetings),
    bind(promise.meetingsGet, readMeeting),
    bind(promise.scorecardsRead, readScorecardOf),
    bind(promise.scorecardsLookBack, lookBack),
    bind(promise.minutesRead, readMinutes),
    bind(promise.meetingsMove, moveMeeting),
    bind(promise.meetingsCancel, cancelMeeting),
    bind(promise.meetingsOpen, openMeeting),
    bind(promise.meetingsStart, startMeeting),
    bind(promise.meetingsTurn, turn),
    bind(promise.meetingsPause, pauseMeeting),
    bind(promise.meetingsResume, resumeMeeting),
    bind(promise.meetingsTakeOver, takeOver),
    bind(promise.meetingsArrive, arrive),
    bind(promise.meetingsLeave, leave),
    bind(promise.meetingsClose, closeMeeting),
    bind(promise.votesGive, vote),
    bind(promise.ratingsGive, rate),
    bind(promise.notesWrite, writeNotes),
    bind(promise.messagesCreate, addToTell),
    bind(promise.messagesRemove, takeBack),
    bind(promise.agendaItemsCreate, raise),
    bind(promise.agendaItemsChange, changeItem),
    bind(promise.agendaItemsRemove, takeOff),
    bind(promise.agendaItemsConclude, conclude),
    bind(promise.agendaItemsDecide, decideHere),
    bind(promise.agendaItemsAct, act),
    bind(promise.agendaItemsPark, park),
    bind(promise.yearsRead, readYear),
    bind(promise.meetingsFollow, followMeeting),
    bind(promise.noteEditsCreate, editNotes),
    bind(promise.presenceKeep, keepPresence),
    bind(promise.presenceEnd, endPresence),
    bind(promise.feedGet, readFeed),
    bind(promise.feedCreate, makeFeed),
    bind(promise.feedRevoke, endFeed),
    bind(promise.calendarsRead, readCalendar),
  ],
  rights,
  jobs,
  events,
  listeners,
  meet: meetRooms,
  personalData,
  owning,
  searchable: [
    { kind: 'series', right: 'cadence.read', find: hitsOfSeries },
    { kind: 'meeting', right: 'cadence.read', find: hitsOfMeetings },
  ],
  attention: [{ right: 'cadence.read', find: waiting }],
  subjects: {
    series: { right: 'cadence.read', find: findSeriesRef },
    meeting: { right: 'cadence.read', find: findMeetingRef },
  },
  subjectLinks: { series: (id) => `/cadence/series/${id}`, meeting: (id) => `/cadence/meetings/${id}` },
  papers: { cadence_invitation: invitationFile },
  publishedViews,
  metrics: join(import.meta.dirname, 'metrics'),
  demo: tellDemo,
  needsLives: true,
})

async function findSeriesRef(ctx: Context, id: string): Promise<SubjectRef | undefined> {
  if (!isId.test(id)) return undefined
  const row = await findSeries(ctx.tx, id, readerOf(ctx))
  return row && seriesRef(row)
}

async function findMeetingRef(ctx: Context, id: string): Promise<SubjectRef | undefined> {
  if (!isId.test(id)) return undefined
  const meeting = await findMeeting(ctx.tx, id, readerOf(ctx))
  const series = meeting && (await findSeries(ctx.tx, meeting.series_id, readerOf(ctx)))
  return meeting && series && meetingRef(series, meeting)
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
