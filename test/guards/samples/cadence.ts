import { editTo, stateOf } from '../../../server/kernel/shared-text.ts'
import * as promise from '../../../server/modules/cadence/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const daily = { title: 'Watch on the quay', purpose: 'Nobody is surprised today', rule: 'FREQ=DAILY', start_time: '12:00', zone: 'UTC' }
const today = (world: World) => world.now().toISOString().slice(0, 10)

const begun = (world: World, more: object = {}) =>
  world.ask(promise.seriesCreate, {
    ...daily,
    start_day: today(world),
    vice_chair: world.ids.mate,
    closed_day: 'keep',
    template: [
      { title: 'Scorecard', minutes: 5, shows: 'scorecard' },
      { title: 'Issues', minutes: 20, shows: 'issues' },
    ],
    ...more,
  })
const first = async (world: World, more: object = {}) => (await begun(world, more)).ahead[0]?.id ?? ''
const opened = async (world: World) => {
  const id = await first(world)
  return (await world.ask(promise.meetingsOpen, { id })).id
}
const started = async (world: World, here?: string[]) =>
  (await world.ask(promise.meetingsStart, { id: await first(world), ...(here ? { here } : {}) })).id
/** A meeting under way with an issue on its agenda. */
const issue = async (world: World, from: (world: World) => Promise<string> = started) => {
  const id = await from(world)
  const { issues } = await world.ask(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  return { id, item: issues[0]?.id ?? '' }
}

const meeting = 'meeting.unknown'
const series = 'series.unknown'
const nothing = 'nothing can be chosen'

export const samples: SamplesOf<typeof promise> = {
  'cadence.series.create': {
    given: (world) => ({ input: { ...daily, start_day: today(world) } }),
    audit: ['cadence.series.created'],
    events: ['cadence.series.created'],
  },
  'cadence.series.change': {
    given: async (world) => {
      const { id, version } = await begun(world)
      return { input: { id, if_match: version, rule: 'FREQ=WEEKLY' } }
    },
    audit: ['cadence.series.changed'],
    events: ['cadence.series.changed'],
    unknown: series,
  },
  'cadence.series.end': {
    given: async (world) => ({ input: { id: (await begun(world, { rule: 'FREQ=DAILY;COUNT=1' })).id, reason: 'It is written now' } }),
    audit: ['cadence.meeting.cancelled', 'cadence.series.ended'],
    events: ['cadence.meeting.cancelled', 'cadence.series.ended'],
    unknown: series,
  },
  'cadence.series.give_reason': {
    given: async (world) => ({
      input: { id: (await begun(world, { minutes: 60, reason_over_30: 'Much to do' })).id, reason: 'Four teams solve it together' },
    }),
    audit: ['cadence.series.reason_given'],
    unknown: series,
  },
  'cadence.series.keep_scorecard': {
    given: async (world) => {
      const { id, version } = await begun(world)
      const row = { metric: 'arr', target: '1000', direction: 'at_least' as const, owner: world.ids.boss }
      return { input: { id, if_match: version, rows: [row] } }
    },
    audit: ['cadence.series.scorecard_kept'],
    events: ['cadence.series.changed'],
    unknown: series,
  },
  'cadence.meetings.move': {
    given: async (world) => ({ input: { id: await first(world), day: today(world), time: '15:00', reason: 'The tide is late' } }),
    audit: ['cadence.meeting.moved'],
    events: ['cadence.meeting.moved'],
    unknown: meeting,
  },
  'cadence.meetings.cancel': {
    given: async (world) => ({ input: { id: await first(world), reason: 'Everybody is at sea' } }),
    audit: ['cadence.meeting.cancelled'],
    events: ['cadence.meeting.cancelled'],
    unknown: meeting,
  },
  'cadence.meetings.open': {
    given: async (world) => ({ input: { id: await first(world) } }),
    audit: ['cadence.meeting.opened'],
    events: ['cadence.meeting.opened'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.meetings.start': {
    given: async (world) => ({ input: { id: await opened(world), here: [world.ids.boss] } }),
    audit: ['cadence.meeting.started'],
    events: ['cadence.meeting.started'],
    unknown: meeting,
  },
  'cadence.meetings.turn': {
    given: async (world) => ({ input: await issue(world) }),
    quiet: 'what is talked about is seen on the clock, and stands in the minutes by its seconds',
    unknown: meeting,
  },
  'cadence.meetings.pause': {
    given: async (world) => ({ input: { id: await started(world) } }),
    audit: ['cadence.meeting.paused'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.meetings.resume': {
    given: async (world) => ({ input: { id: (await world.ask(promise.meetingsPause, { id: await started(world) })).id } }),
    audit: ['cadence.meeting.resumed'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.meetings.take_over': {
    given: async (world) => ({ input: { id: await started(world, [world.ids.mate]) } }),
    audit: ['cadence.meeting.taken_over'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.meetings.arrive': {
    given: async (world) => ({ input: { id: await started(world, [world.ids.boss]), person: world.ids.mate } }),
    audit: ['cadence.meeting.arrived'],
    unknown: meeting,
  },
  'cadence.meetings.leave': {
    given: async (world) => ({ input: { id: await started(world) } }),
    audit: ['cadence.meeting.left', 'cadence.meeting.taken_over'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.meetings.close': {
    given: async (world) => ({ input: { id: (await issue(world)).id } }),
    audit: ['cadence.meeting.closed'],
    events: ['cadence.meeting.closed'],
    unknown: meeting,
    alone: nothing,
  },
  'cadence.votes.give': {
    given: async (world) => {
      const { id, item } = await issue(world, opened)
      return { input: { id, items: [item] } }
    },
    audit: ['cadence.vote.given'],
    unknown: meeting,
  },
  'cadence.ratings.give': {
    given: async (world) => ({ input: { id: await started(world), score: 8 } }),
    audit: ['cadence.rating.given'],
    unknown: meeting,
  },
  'cadence.notes.write': {
    given: async (world) => {
      const { id, notes } = await world.ask(promise.meetingsGet, { id: await started(world) })
      return { input: { id, if_match: notes.version, text: 'The crane comes on Friday.' } }
    },
    audit: ['cadence.notes.written'],
    unknown: meeting,
  },
  'cadence.messages.create': {
    given: async (world) => ({ input: { id: await opened(world), text: 'The crane comes on Friday.', everyone: true } }),
    audit: ['cadence.message.added'],
    unknown: meeting,
  },
  'cadence.messages.remove': {
    given: async (world) => {
      const id = await opened(world)
      const { messages } = await world.ask(promise.messagesCreate, { id, text: 'The crane comes on Friday.', everyone: true })
      return { input: { id, message: messages[0]?.id ?? '' } }
    },
    audit: ['cadence.message.removed'],
    unknown: meeting,
  },
  'cadence.agenda_items.create': {
    given: async (world) => ({ input: { id: await first(world), title: 'The crane is late' } }),
    audit: ['cadence.agenda_item.raised'],
    unknown: meeting,
  },
  'cadence.agenda_items.change': {
    given: async (world) => ({ input: { ...(await issue(world)), title: 'The crane is very late' } }),
    audit: ['cadence.agenda_item.changed'],
    unknown: meeting,
  },
  'cadence.agenda_items.remove': {
    given: async (world) => ({ input: await issue(world, opened) }),
    audit: ['cadence.agenda_item.removed'],
    unknown: meeting,
  },
  'cadence.agenda_items.conclude': {
    given: async (world) => ({ input: { ...(await issue(world)), outcome: 'information', text: 'It comes on Friday.' } }),
    audit: ['cadence.agenda_item.concluded'],
    unknown: meeting,
  },
  'cadence.agenda_items.decide': {
    given: async (world) => ({ input: { ...(await issue(world)), text: 'We hire the other crane.' } }),
    audit: ['cadence.agenda_item.decided', 'decisions.decision.recorded'],
    events: ['decisions.decision.decided'],
    unknown: meeting,
  },
  'cadence.agenda_items.act': {
    given: async (world) => ({ input: { ...(await issue(world)), text: 'Ask for the other crane', dri: world.ids.mate } }),
    audit: ['cadence.agenda_item.acted_on', 'decisions.action.opened'],
    events: ['decisions.action.opened'],
    unknown: meeting,
  },
  'cadence.agenda_items.park': {
    given: async (world) => ({ input: await issue(world) }),
    audit: ['cadence.agenda_item.parked'],
    unknown: meeting,
  },
  'cadence.note_edits.create': {
    given: async (world) => {
      const id = await started(world)
      const { notes } = await world.ask(promise.meetingsGet, { id })
      const edit = Buffer.from(editTo(stateOf(notes.text), 'Fjord Rail left')).toString('base64')
      return { input: { id, edit } }
    },
    audit: ['cadence.notes.written'],
    unknown: meeting,
  },
  'cadence.presence.keep': {
    given: async (world) => ({ input: { id: await started(world) } }),
    quiet: 'a page says every twenty seconds that it is open',
    unknown: meeting,
    alone: nothing,
  },
  'cadence.presence.end': {
    given: async (world) => {
      const id = await started(world)
      await world.ask(promise.presenceKeep, { id })
      return { input: { id } }
    },
    quiet: 'a page that was open is not any more',
    unknown: meeting,
    alone: nothing,
  },
  'cadence.feed.create': { given: () => ({ input: {} }), audit: ['cadence.feed.made'], alone: nothing },
  'cadence.feed.revoke': {
    given: async (world) => {
      await world.ask(promise.feedCreate, {})
      return { input: {} }
    },
    audit: ['cadence.feed.revoked'],
    alone: nothing,
  },
}
