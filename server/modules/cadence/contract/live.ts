import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { someone } from './shapes.ts'

/** Bytes as text: an edit of a shared text (`kernel/shared-text`), base64. */
const bytes = z.base64().max(262_144)

export const meetingsFollow = operation({
  name: 'cadence.meetings.follow',
  method: 'GET',
  path: '/cadence/meetings/{id}/changes',
  right: 'cadence.read',
  summary: 'What has changed: the meeting’s version, edits of the notes since a number, and who is here now',
  follow: { topic: 'cadence.meeting', of: 'id', cursor: 'after', next: 'number' },
  input: z.object({
    id: idShape,
    after: z.int().min(0).default(0).describe('the number of the last edit that one has; 0: the whole text'),
  }),
  output: z.object({
    version: z.int().describe('read the meeting again when it has risen'),
    number: z.int().describe('of the newest edit of the notes'),
    state: z.string().nullable().describe('the whole text, where it is asked for or edits before are no longer kept'),
    edits: z.array(z.object({ number: z.int(), by: someone, edit: z.string(), at: z.date() })),
    here: z.array(someone).describe('whose page is open'),
    lead: z.string().nullable(),
  }),
})

export const noteEditsCreate = operation({
  name: 'cadence.note_edits.create',
  method: 'POST',
  path: '/cadence/meetings/{id}/note-edits',
  right: 'cadence.write',
  summary: 'Writes in the shared notes while others do: edits come together in whatever order they arrive',
  input: z.object({ id: idShape, edit: bytes }),
  output: z.object({ number: z.int() }),
  status: 201,
})

export const presenceKeep = operation({
  name: 'cadence.presence.keep',
  method: 'PUT',
  path: '/cadence/meetings/{id}/presence',
  right: 'cadence.write',
  edit: { lastWins: 'one is here, whoever says so last' },
  summary: 'Says that one is here, for the next 45 seconds; the vice chair leads on when the chair’s page has gone',
  input: z.object({ id: idShape }),
  output: z.object({ here: z.array(someone) }),
})

export const presenceEnd = operation({
  name: 'cadence.presence.end',
  method: 'DELETE',
  path: '/cadence/meetings/{id}/presence',
  right: 'cadence.write',
  summary: 'Says that one has gone',
  input: z.object({ id: idShape }),
  output: z.object({ here: z.array(someone) }),
})
