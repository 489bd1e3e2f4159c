import { sql } from 'kysely'
import { bytesAsText, erasedName, type PersonalData, personal } from '../../../kernel/personal.ts'

const agreed = { kept: 'proof', reason: 'A text is agreed to by its hash: what was agreed to is not changed afterwards.' } as const

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    entity: 'party of a plan',
    subject: 'employee',
    table: 'strategy.party',
    fields: { name: 'user.name' },
    purposes: ['operations'],
    retention: 'plan',
    lasts: 'For ever; the name gives way on erasure',
    by: { ids: ['person_id'], names: ['name'] },
    erase: { set: { name: sql`${erasedName}` } },
  }),
  personal({
    entity: 'text of a plan',
    subject: 'employee',
    table: 'strategy.revision',
    store: 'append_only',
    fields: { actor: 'user.unique_id', actor_name: 'user.name', source: 'user.content.private' },
    purposes: ['operations'],
    retention: 'plan',
    lasts: 'For ever',
    by: { ids: ['actor'], texts: ['source'] },
    erase: agreed,
  }),
  personal({
    entity: 'imported document',
    subject: 'employee',
    table: 'strategy.document',
    store: 'append_only',
    fields: { bytes: 'user.content.private' },
    purposes: ['operations'],
    retention: 'plan',
    lasts: 'With the plans',
    by: { texts: [bytesAsText('bytes')] },
    erase: agreed,
  }),
  personal({
    entity: 'word of whoever decided against an objection',
    subject: 'employee',
    table: 'strategy.override',
    store: 'append_only',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', reason: 'user.content.private' },
    purposes: ['operations'],
    retention: 'plan',
    lasts: 'For ever',
    by: { ids: ['by_id'], names: ['by_name'], texts: ['reason'] },
    erase: agreed,
  }),
  personal({
    entity: 'who moved a promise',
    subject: 'employee',
    table: 'strategy.goalpost',
    store: 'append_only',
    fields: { by_id: 'user.unique_id', by_name: 'user.name' },
    purposes: ['operations'],
    retention: 'plan',
    lasts: 'For ever',
    by: { ids: ['by_id'], names: ['by_name'] },
    erase: agreed,
  }),
]
