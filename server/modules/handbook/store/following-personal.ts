import { type PersonalData, personal } from '../../../kernel/personal.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'audit' } as const

/** What this room holds about persons who follow procedures, and learn to. */
export const followingPersonal: PersonalData[] = [
  personal({
    ...common,
    entity: 'flag on a page',
    table: 'handbook.flag',
    lasts: 'With the page; the name of a leaver stays on what the person did until it is erased',
    fields: { by_name: 'user.name', answered_by_name: 'user.name', note: 'user.content.private', answer: 'user.content.private' },
    by: { ids: ['by_id', 'answered_by'], names: ['by_name', 'answered_by_name'], texts: ['note', 'answer'] },
    erase: { redact: ['by_name', 'answered_by_name', 'note', 'answer'] },
  }),
]
