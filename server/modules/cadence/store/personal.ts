import { type PersonalData, personal } from '../../../kernel/personal.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'minutes', lasts: 'Seven years after the meeting' } as const
const proof = { kept: 'proof', reason: 'Minutes are answered by their hash: what was written down is not changed afterwards.' } as const

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    ...common,
    entity: 'series of meetings',
    table: 'cadence.series',
    lasts: 'With the series; the name of a leaver stays on what the person did until it is erased',
    fields: { created_by_name: 'user.name', purpose: 'user.content.private' },
    by: { ids: ['chair', 'vice_chair', 'scribe', 'created_by'], names: ['created_by_name'], texts: ['purpose'] },
    erase: { redact: ['created_by_name', 'purpose'] },
  }),
  personal({
    ...common,
    entity: 'minutes',
    table: 'cadence.meeting',
    fields: { closed_by_name: 'user.name', notes: 'user.content.private' },
    by: { ids: ['lead', 'closed_by'], names: ['closed_by_name'], texts: ['notes'] },
    erase: { redact: ['closed_by_name', 'notes'] },
  }),
  personal({
    ...common,
    entity: 'minutes as they were closed',
    table: 'cadence.meeting',
    store: 'append_only',
    fields: { minutes_text: 'user.content.private' },
    by: { texts: ['minutes_text'] },
    erase: proof,
  }),
  personal({
    ...common,
    entity: 'attendance',
    table: 'cadence.attendance',
    fields: { name: 'user.name', here: 'user.behavior', left_at: 'user.behavior' },
    by: { ids: ['person_id'], names: ['name'] },
    erase: { redact: ['name'] },
  }),
  personal({
    ...common,
    entity: 'item of an agenda',
    table: 'cadence.agenda_item',
    fields: { title: 'user.content.private', note: 'user.content.private', outcome_text: 'user.content.private' },
    by: { ids: ['owner', 'raised_by'], texts: ['title', 'note', 'outcome_text'] },
    erase: { redact: ['title', 'note', 'outcome_text'] },
  }),
  personal({
    ...common,
    entity: 'vote for an issue',
    table: 'cadence.vote',
    fields: { person_id: 'user.unique_id' },
    by: { ids: ['person_id'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'rating of a meeting',
    table: 'cadence.rating',
    fields: { person_id: 'user.unique_id', score: 'user.behavior' },
    by: { ids: ['person_id'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'what came of a meeting',
    table: 'cadence.caught',
    fields: { text: 'user.content.private' },
    by: { ids: ['person_id'], texts: ['text'] },
    erase: { redact: ['text'] },
  }),
  personal({
    ...common,
    entity: 'message of a meeting',
    table: 'cadence.message',
    fields: { by_name: 'user.name', text: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['text'] },
    erase: { redact: ['by_name', 'text'] },
  }),
]
