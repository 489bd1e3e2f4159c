import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'
import { meetingShape } from './meetings.ts'

const one = z.object({ id: idShape })

export const meetingsOpen = operation({
  name: 'cadence.meetings.open',
  method: 'POST',
  path: '/cadence/meetings/{id}/openings',
  right: 'cadence.write',
  summary: 'Opens the agenda: the template is laid out, red rows become issues, votes are taken',
  input: one,
  output: meetingShape,
})

export const meetingsStart = operation({
  name: 'cadence.meetings.start',
  method: 'POST',
  path: '/cadence/meetings/{id}/starts',
  right: 'cadence.write',
  summary: 'Starts it: who is here is written down, and the clock of the first item runs',
  input: z.object({
    id: idShape,
    here: z.array(idShape).max(300).optional().describe('who is here, of those who belong to it; all of them without it'),
  }),
  output: meetingShape,
})

export const meetingsTurn = operation({
  name: 'cadence.meetings.turn',
  method: 'PUT',
  path: '/cadence/meetings/{id}/current',
  right: 'cadence.write',
  edit: { lastWins: 'whoever leads says what is talked about; there is nothing to lose' },
  summary: 'Turns to an item: its clock runs and the one before stands; the next of the agenda without one',
  input: z.object({ id: idShape, item: idShape.optional() }),
  output: meetingShape,
})

export const meetingsPause = operation({
  name: 'cadence.meetings.pause',
  method: 'POST',
  path: '/cadence/meetings/{id}/pauses',
  right: 'cadence.write',
  summary: 'Stops all clocks for a while',
  input: one,
  output: meetingShape,
})

export const meetingsResume = operation({
  name: 'cadence.meetings.resume',
  method: 'POST',
  path: '/cadence/meetings/{id}/resumptions',
  right: 'cadence.write',
  summary: 'Goes on where it was paused',
  input: one,
  output: meetingShape,
})

export const meetingsTakeOver = operation({
  name: 'cadence.meetings.take_over',
  method: 'POST',
  path: '/cadence/meetings/{id}/takeovers',
  right: 'cadence.write',
  summary: 'The vice chair leads while the chair is not here; the chair takes it back',
  input: one,
  output: meetingShape,
})

export const meetingsArrive = operation({
  name: 'cadence.meetings.arrive',
  method: 'POST',
  path: '/cadence/meetings/{id}/arrivals',
  right: 'cadence.write',
  summary: 'Whoever comes later is written down as here: each by themselves, or another by whoever leads',
  input: z.object({ id: idShape, person: idShape.optional().describe('somebody who belongs to it, by whoever leads; oneself without') }),
  output: meetingShape,
})

export const meetingsLeave = operation({
  name: 'cadence.meetings.leave',
  method: 'POST',
  path: '/cadence/meetings/{id}/departures',
  right: 'cadence.write',
  summary: 'One leaves while it is under way; the chair’s place falls to the vice chair who is here',
  input: one,
  output: meetingShape,
})

export const meetingsClose = operation({
  name: 'cadence.meetings.close',
  method: 'POST',
  path: '/cadence/meetings/{id}/closings',
  right: 'cadence.write',
  summary: 'Closes it: scorecard and minutes are frozen, messages go out, what is open goes to the next one',
  input: one,
  output: meetingShape,
})

export const votesGive = operation({
  name: 'cadence.votes.give',
  method: 'PUT',
  path: '/cadence/meetings/{id}/votes',
  right: 'cadence.write',
  edit: { lastWins: 'one’s own votes, all of them at once' },
  summary: 'The issues that one wants to talk about, in place of those of before',
  input: z.object({ id: idShape, items: z.array(idShape).max(20) }),
  output: meetingShape,
})

export const ratingsGive = operation({
  name: 'cadence.ratings.give',
  method: 'PUT',
  path: '/cadence/meetings/{id}/ratings',
  right: 'cadence.write',
  edit: { lastWins: 'one’s own rating, until two days after the meeting' },
  summary: 'Was it worth its time? 1 to 10, from whoever was there',
  input: z.object({ id: idShape, score: z.int().min(1).max(10) }),
  output: meetingShape,
})

export const notesWrite = operation({
  name: 'cadence.notes.write',
  method: 'PUT',
  path: '/cadence/meetings/{id}/notes',
  right: 'cadence.write',
  edit: 'version',
  summary: 'The shared notes, whole',
  input: z.object({ id: idShape, if_match: versionShape.optional(), text: z.string().max(61_440) }),
  output: z.object({ text: z.string(), version: z.int() }),
})

export const messagesCreate = operation({
  name: 'cadence.messages.create',
  method: 'POST',
  path: '/cadence/meetings/{id}/messages',
  right: 'cadence.write',
  summary: 'What shall be told afterwards, and to whom; it goes out when the meeting closes',
  input: z.object({
    id: idShape,
    text: nameShape.min(3).max(500),
    everyone: z.boolean().default(false).describe('all colleagues'),
    persons: z.array(idShape).max(200).default([]),
    groups: z.array(idShape).max(50).default([]),
  }),
  output: meetingShape,
  status: 201,
})

export const messagesRemove = operation({
  name: 'cadence.messages.remove',
  method: 'DELETE',
  path: '/cadence/meetings/{id}/messages/{message}',
  right: 'cadence.write',
  summary: 'Takes back what has not gone out yet',
  input: z.object({ id: idShape, message: idShape }),
  output: meetingShape,
})
