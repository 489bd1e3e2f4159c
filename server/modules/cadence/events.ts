import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { inviteTo } from './commands/invitations.ts'
import { lookWhoBelongs } from './commands/daily.ts'

const series = { series_id: z.uuid() }
const meeting = { meeting_id: z.uuid(), ...series }

/** What this room tells everyone. Ids, days and numbers; what was said stays in the meeting. */
export const events = {
  'cadence.series.created': z.object({ ...series, leadership: z.boolean() }),
  'cadence.series.changed': z.object({ ...series, leadership: z.boolean() }),
  'cadence.series.ended': z.object(series),
  'cadence.meeting.opened': z.object(meeting),
  'cadence.meeting.moved': z.object(meeting),
  'cadence.meeting.cancelled': z.object(meeting),
  'cadence.meeting.started': z.object(meeting),
  'cadence.meeting.closed': z.object({
    ...meeting,
    day: z.string(),
    leadership: z.boolean(),
    booked_minutes: z.int(),
    used_minutes: z.int(),
    used_share: z.string().nullable(),
    decisions: z.int(),
    actions: z.int(),
  }),
}

/** Who belongs to a series is looked up anew when somebody leaves or a group changes. */
export const listeners: Listener[] = [
  {
    name: 'cadence.guests_told',
    on: ['cadence.series.created', 'cadence.series.changed', 'cadence.series.ended', 'cadence.meeting.moved', 'cadence.meeting.cancelled'],
    run: async (ctx, { payload }) => void (await inviteTo(ctx, String(payload['series_id']))),
  },
  {
    name: 'cadence.who_belongs',
    on: ['people.person.left', 'people.group.changed'],
    run: (ctx, { payload }) => lookWhoBelongs(ctx, typeof payload['person_id'] === 'string' ? payload['person_id'] : null),
  },
]
