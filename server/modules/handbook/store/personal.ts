import { truthPersonal } from './personal-truth.ts'
import { personalInTrees } from './personal-trees.ts'
import { type PersonalData, personal } from '../../../kernel/personal.ts'
import { followingPersonal } from './following-personal.ts'
import { miningPersonal } from './personal-mining.ts'

const common = { subject: 'employee', purposes: ['operations'], retention: 'audit' } as const

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    ...common,
    entity: 'page of the handbook',
    table: 'handbook.page',
    lasts: 'With the page; the name of a leaver stays on what the person did until it is erased',
    fields: { created_by_name: 'user.name', changed_by_name: 'user.name', retired_reason: 'user.content.private' },
    by: {
      ids: ['owner', 'backup', 'created_by', 'changed_by'],
      names: ['created_by_name', 'changed_by_name'],
      texts: ['retired_reason'],
    },
    erase: { redact: ['created_by_name', 'changed_by_name'] },
  }),
  personal({
    ...common,
    entity: 'text of a page',
    table: 'handbook.page_version',
    lasts: 'With the page; the name of a leaver stays on what the person did until it is erased',
    fields: { author_name: 'user.name', note: 'user.content.private' },
    by: { ids: ['author'], names: ['author_name'], texts: ['note'] },
    erase: { redact: ['author_name', 'note'] },
  }),
  personal({
    ...common,
    entity: 'words of a page',
    table: 'handbook.page_version',
    store: 'append_only',
    lasts: 'With the page',
    fields: { source: 'user.content.private' },
    by: { texts: ['source'] },
    erase: { kept: 'proof', reason: 'What was in force on a day is answered by its hash; a name is taken out by publishing another text.' },
  }),
  personal({
    ...common,
    entity: 'function of the handbook',
    table: 'handbook.function',
    lasts: 'With the function',
    fields: { owner: 'user.unique_id' },
    by: { ids: ['owner'] },
    erase: { kept: 'proof', reason: 'Who answers for what is handed over when somebody leaves.' },
  }),
  personal({
    ...common,
    entity: 'text put forward for agreement',
    table: 'handbook.proposal',
    lasts: 'With the page; the name of a leaver stays on what the person did until it is erased',
    fields: { by_name: 'user.name', note: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['note'] },
    erase: { redact: ['by_name', 'note'] },
  }),
  personal({
    ...common,
    entity: 'words of a text put forward',
    table: 'handbook.proposal',
    store: 'append_only',
    lasts: 'With the page',
    fields: { source: 'user.content.private' },
    by: { texts: ['source'] },
    erase: {
      kept: 'proof',
      reason: 'What somebody agreed to is answered by its hash; a name is taken out by putting another text forward.',
    },
  }),
  personal({
    ...common,
    entity: 'run of a procedure',
    table: 'handbook.run',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: { runner_name: 'user.name', about: 'user.content.private', abort_note: 'user.content.private' },
    by: { ids: ['runner'], names: ['runner_name'], texts: ['about', 'abort_note'] },
    erase: { redact: ['runner_name', 'about', 'abort_note'] },
  }),
  personal({
    ...common,
    entity: 'step of a run',
    table: 'handbook.run_step',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: { by_name: 'user.name', note: 'user.content.private', answers: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['note', 'answers'] },
    erase: { redact: ['by_name', 'note', 'answers'] },
  }),
  personal({
    ...common,
    entity: 'what went wrong in a run',
    table: 'handbook.error',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: {
      reporter_name: 'user.name',
      judged_by_name: 'user.name',
      note: 'user.content.private',
      judged_note: 'user.content.private',
    },
    by: { ids: ['reporter', 'judged_by'], names: ['reporter_name', 'judged_by_name'], texts: ['note', 'judged_note'] },
    erase: { redact: ['reporter_name', 'judged_by_name', 'note', 'judged_note'] },
  }),
  personal({
    ...common,
    entity: 'why a procedure serves no plan',
    table: 'handbook.unplanned',
    lasts: 'With the procedure; the name of a leaver stays on what the person did until it is erased',
    fields: { by_name: 'user.name', reason: 'user.content.private' },
    by: { ids: ['by_id'], names: ['by_name'], texts: ['reason'] },
    erase: { redact: ['by_name', 'reason'] },
  }),
  ...followingPersonal,
  ...truthPersonal,
  ...personalInTrees,
  ...miningPersonal,
]
