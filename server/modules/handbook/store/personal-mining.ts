import { type PersonalData, personal } from '../../../kernel/personal.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'audit' } as const

/** What is held about persons of what people ask: cut, and without what tells them; who asked and answered by an id, or by a key of the house. */
export const miningPersonal: PersonalData[] = [
  personal({
    ...common,
    entity: 'question that somebody asked',
    table: 'handbook.question',
    lasts: 'A year after it was asked',
    fields: { excerpt: 'user.content.private', answer: 'user.content.private', asker: 'user.unique_id', answerer: 'user.unique_id' },
    by: { ids: ['asker', 'answerer'], texts: ['excerpt', 'answer'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'what people ask for again and again',
    table: 'handbook.candidate',
    lasts: 'As long as it is asked for, and for good once somebody said what becomes of it; the name of a leaver stays until it is erased',
    fields: {
      ...{ title: 'user.content.private', alias: 'user.content.private', reason: 'user.content.private' },
      ...{ held_by: 'user.unique_id', judged_by_name: 'user.name' },
    },
    by: { ids: ['judged_by', 'held_by'], names: ['judged_by_name'], texts: ['title', 'alias', 'reason'] },
    erase: { redact: ['title', 'alias', 'reason', 'judged_by_name'] },
  }),
  personal({
    ...common,
    entity: 'import of a chat',
    table: 'handbook.chat_import',
    lasts: 'For good, without the file: it is sealed, and gone as soon as it was read, after thirty days at the latest',
    fields: { by_name: 'user.name', reason: 'user.content.private', raw: 'user.content.private' },
    by: { ids: ['by_id', 'asked_id'], names: ['by_name'], texts: ['reason'] },
    erase: { redact: ['by_name', 'reason'] },
  }),
]
