import { type PersonalData, personal } from '../../../kernel/personal.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'audit' } as const

/** What is held about persons beside the texts: copies of passages, and what was said of them. */
export const truthPersonal: PersonalData[] = [
  personal({
    ...common,
    entity: 'what is not right in a text',
    table: 'handbook.finding',
    lasts: 'Until the text is another one; the name of a leaver stays on what the person did until it is erased',
    fields: {
      judged_by_name: 'user.name',
      judged_reason: 'user.content.private',
      says: 'user.content.private',
      other_says: 'user.content.private',
    },
    by: { ids: ['judged_by'], names: ['judged_by_name'], texts: ['judged_reason', 'says', 'other_says'] },
    erase: { redact: ['judged_by_name', 'judged_reason', 'says', 'other_says'] },
  }),
  personal({
    ...common,
    entity: 'passage of a page',
    table: 'handbook.passage',
    lasts: 'With the text of now, of which it is a copy',
    fields: { words: 'user.content.private' },
    by: { texts: ['words'] },
    erase: { redact: ['words'] },
  }),
  personal({
    ...common,
    entity: 'words of a link of a page',
    table: 'handbook.link',
    lasts: 'With the text of now, of which it is a copy',
    fields: { words: 'user.content.private', url: 'user.content.private' },
    by: { texts: ['words', 'url'] },
    erase: { redact: ['words'] },
  }),
  personal({
    ...common,
    entity: 'question that found nothing',
    table: 'handbook.missed',
    lasts: 'A year after it was asked last; who asked is not kept',
    fields: { words: 'user.content.private', answered_by_name: 'user.name' },
    by: { ids: ['answered_by'], names: ['answered_by_name'], texts: ['words'] },
    erase: { redact: ['words', 'answered_by_name'] },
  }),
]
