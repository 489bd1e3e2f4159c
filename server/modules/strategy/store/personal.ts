import { sql } from 'kysely'
import { bytesAsText, erasedName, type PersonalData, personal } from '../../../kernel/personal.ts'

const agreed = { kept: 'proof', reason: 'A text is agreed to by its hash: what was agreed to is not changed afterwards.' } as const

const ofPlans = { subject: 'employee', purposes: ['operations'], retention: 'plan' } satisfies Partial<Parameters<typeof personal>[0]>
/** What was agreed to, and stays as it was. */
const forEver = { ...ofPlans, store: 'append_only', lasts: 'For ever', erase: agreed } satisfies Partial<Parameters<typeof personal>[0]>
const nameGives = { ...ofPlans, lasts: 'For ever; the name gives way on erasure' }

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    ...nameGives,
    entity: 'party of a plan',
    table: 'strategy.party',
    fields: { name: 'user.name' },
    by: { ids: ['person_id'], names: ['name'] },
    erase: { set: { name: sql`${erasedName}` } },
  }),
  personal({
    ...ofPlans,
    entity: 'edge between plans',
    table: 'strategy.edge',
    fields: { made_by: 'user.unique_id', made_by_name: 'user.name', answered_by: 'user.unique_id', answered_by_name: 'user.name' },
    lasts: 'As long as the edge; the name gives way on erasure',
    by: { ids: ['made_by', 'answered_by'], names: ['made_by_name', 'answered_by_name'] },
    erase: {
      set: { made_by_name: sql`${erasedName}`, answered_by_name: sql`case when answered_by_name is null then null else ${erasedName} end` },
    },
  }),
  personal({
    ...ofPlans,
    entity: 'defect between plans',
    table: 'strategy.defect',
    fields: { says: 'user.content.private', dri_ids: 'user.unique_id' },
    lasts: 'With the plans; what is open is said anew at each check, in the names of then',
    by: { texts: ['says'] },
    erase: { kept: 'proof', reason: 'What was found is said in the words of the plans, which are kept as they were agreed to.' },
  }),
  personal({
    ...forEver,
    entity: 'waiver of a defect',
    table: 'strategy.waiver',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', reason: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['reason'] },
  }),
  personal({
    ...forEver,
    entity: 'text of a plan',
    table: 'strategy.revision',
    fields: { actor: 'user.unique_id', actor_name: 'user.name', source: 'user.content.private' },
    by: { ids: ['actor'], texts: ['source'] },
  }),
  personal({
    ...ofPlans,
    entity: 'imported document',
    table: 'strategy.document',
    store: 'append_only',
    fields: { bytes: 'user.content.private' },
    lasts: 'With the plans',
    by: { texts: [bytesAsText('bytes')] },
    erase: agreed,
  }),
  personal({
    ...forEver,
    entity: 'word of whoever decided against an objection',
    table: 'strategy.override',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', reason: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['reason'] },
  }),
  personal({
    ...forEver,
    entity: 'who moved a promise',
    table: 'strategy.goalpost',
    fields: { by_id: 'user.unique_id', by_name: 'user.name' },
    by: { ids: ['by_id'], names: ['by_name'] },
  }),
  personal({
    ...forEver,
    entity: 'update of a plan or measure',
    table: 'strategy.status_update',
    fields: {
      by_id: 'user.unique_id',
      by_name: 'user.name',
      difference: 'user.content.private',
      going_well: 'user.content.private',
      not_going_well: 'user.content.private',
    },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['difference', 'going_well', 'not_going_well'] },
  }),
  personal({
    ...forEver,
    entity: 'judgement of a measure',
    table: 'strategy.assessment',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', words: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['words'] },
  }),
  personal({
    ...nameGives,
    entity: 'line of a budget',
    table: 'strategy.budget_line',
    fields: { added_by: 'user.unique_id', added_by_name: 'user.name' },
    by: { ids: ['added_by'], names: ['added_by_name'] },
    erase: { set: { added_by_name: sql`${erasedName}` } },
  }),
  personal({
    ...nameGives,
    entity: 'who has read an update',
    table: 'strategy.update_read',
    fields: { person_id: 'user.unique_id', person_name: 'user.name' },
    by: { ids: ['person_id'], names: ['person_name'] },
    erase: { set: { person_name: sql`${erasedName}` } },
  }),
  personal({
    ...forEver,
    entity: 'who closed a period, with its lessons',
    table: 'strategy.closing',
    fields: { by_id: 'user.unique_id', by_name: 'user.name', lessons: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['lessons'] },
  }),
]
