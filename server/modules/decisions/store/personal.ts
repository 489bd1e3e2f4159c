import { sql } from 'kysely'
import { erasedName, type PersonalData, personal } from '../../../kernel/personal.ts'

const common = {
  subject: 'employee',
  purposes: ['operations'],
  retention: 'decision',
  lasts: 'For ever; the name gives way on erasure',
} as const
const proof = { kept: 'proof', reason: 'A text is answered by its hash: what was answered is not changed afterwards.' } as const

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    ...common,
    entity: 'decision',
    table: 'decisions.decision',
    fields: {
      opened_by_name: 'user.name',
      decided_by_name: 'user.name',
      outcome_text: 'user.content.private',
      source: 'user.content.private',
    },
    by: { ids: ['opened_by', 'decided_by', 'decider'], names: ['opened_by_name', 'decided_by_name'], texts: ['outcome_text'] },
    erase: { redact: ['opened_by_name', 'decided_by_name', 'outcome_text'] },
  }),
  personal({
    ...common,
    entity: 'text of a decision',
    table: 'decisions.text',
    store: 'append_only',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', issue: 'user.content.private', proposal: 'user.content.private' },
    by: { ids: ['by_id'], texts: ['issue', 'proposal'] },
    erase: proof,
  }),
  personal({
    ...common,
    entity: 'party of a decision',
    table: 'decisions.party',
    fields: { name: 'user.name' },
    by: { ids: ['person_id'], names: ['name'] },
    erase: { set: { name: sql`${erasedName}` } },
  }),
  personal({
    ...common,
    entity: 'answer',
    table: 'decisions.answer',
    fields: { person_name: 'user.name', text: 'user.content.private' },
    by: { ids: ['person_id', 'for_person'], names: ['person_name'], texts: ['text'] },
    erase: { redact: ['person_name', 'text'] },
  }),
  personal({
    ...common,
    entity: 'who is told of a decision',
    table: 'decisions.informed',
    fields: { person_id: 'user.unique_id', read_at: 'user.behavior' },
    by: { ids: ['person_id'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'agreement carried over',
    table: 'decisions.carried',
    fields: { by_name: 'user.name' },
    by: { ids: ['by_id'], names: ['by_name'] },
    erase: { redact: ['by_name'] },
  }),
  personal({
    ...common,
    entity: 'action',
    table: 'decisions.action',
    fields: { opened_by_name: 'user.name', text: 'user.content.private' },
    by: { ids: ['dri', 'opened_by', 'closed_by'], names: ['opened_by_name'], texts: ['text'] },
    erase: { redact: ['opened_by_name', 'text'] },
  }),
]
