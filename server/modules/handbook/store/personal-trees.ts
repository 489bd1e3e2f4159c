import { type PersonalData, personal } from '../../../kernel/personal.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'audit' } as const

/** What trees that came in hold about persons. */
export const personalInTrees: PersonalData[] = [
  personal({
    ...common,
    entity: 'import of a handbook',
    table: 'handbook.import',
    lasts: 'For good: it says where pages came from; the name of a leaver stays until it is erased',
    fields: { by_name: 'user.name', owner: 'user.unique_id' },
    by: { ids: ['by_id', 'owner', 'asked_id'], names: ['by_name'] },
    erase: { redact: ['by_name'] },
  }),
  personal({
    ...common,
    entity: 'earlier text on its way in',
    table: 'handbook.import_past',
    lasts: 'Until the import is applied or thrown away',
    fields: { source: 'user.content.private', note: 'user.content.private', author_name: 'user.name' },
    by: { ids: ['author'], names: ['author_name'], texts: ['source', 'note'] },
    erase: { redact: ['source', 'note', 'author_name'] },
  }),
  personal({
    ...common,
    entity: 'repository of a handbook',
    table: 'handbook.source',
    lasts: 'For good: it says where pages come from; the name of a leaver stays until it is erased',
    fields: { by_name: 'user.name', owner: 'user.unique_id' },
    by: { ids: ['by_id', 'owner', 'asked_id'], names: ['by_name'] },
    erase: { redact: ['by_name'] },
  }),
  personal({
    ...common,
    entity: 'text on its way in',
    table: 'handbook.import_file',
    lasts: 'Until the import is applied or thrown away',
    fields: { source: 'user.content.private' },
    by: { texts: ['source'] },
    erase: { redact: ['source'] },
  }),
]
