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
  personal({
    ...common,
    entity: 'page that somebody watches',
    table: 'handbook.watch',
    lasts: 'Until they stop, or leave',
    fields: { person: 'user.unique_id' },
    by: { ids: ['person'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'how easy a run was',
    table: 'handbook.rating',
    lasts: 'With the run; figures hold nobody',
    fields: { person: 'user.unique_id', score: 'user.content.private' },
    by: { ids: ['person'] },
    erase: { delete: true },
  }),
  personal({
    ...common,
    entity: 'questions on a procedure',
    table: 'handbook.quiz',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: { by_name: 'user.name', source: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'] },
    erase: { redact: ['by_name'] },
  }),
  personal({
    ...common,
    entity: 'training on a procedure',
    table: 'handbook.training',
    lasts: 'With the procedure; what was signed stays as a proof, and the name of a leaver until it is erased',
    fields: {
      printed_name: 'user.name',
      assessor_name: 'user.name',
      waived_by_name: 'user.name',
      observed_note: 'user.content.private',
      waived_reason: 'user.content.private',
    },
    by: {
      ids: ['person', 'assessor', 'waived_by'],
      names: ['printed_name', 'assessor_name', 'waived_by_name'],
      texts: ['observed_note', 'waived_reason'],
    },
    erase: { redact: ['printed_name', 'assessor_name', 'waived_by_name', 'observed_note', 'waived_reason'] },
  }),
  personal({
    ...common,
    entity: 'rhythm of a procedure',
    table: 'handbook.schedule',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: { runner_name: 'user.name', by_name: 'user.name', about: 'user.content.private' },
    by: { ids: ['runner', 'by_id'], names: ['runner_name', 'by_name'], texts: ['about'] },
    erase: { redact: ['runner_name', 'by_name', 'about'] },
  }),
  personal({
    ...common,
    entity: 'exception from a procedure',
    table: 'handbook.exception',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: {
      by_name: 'user.name',
      answered_by_name: 'user.name',
      reason: 'user.content.private',
      control: 'user.content.private',
      answer: 'user.content.private',
    },
    by: { ids: ['by_id', 'answered_by'], names: ['by_name', 'answered_by_name'], texts: ['reason', 'control', 'answer'] },
    erase: { redact: ['by_name', 'answered_by_name', 'reason', 'control', 'answer'] },
  }),
]
