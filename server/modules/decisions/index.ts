import { join } from 'node:path'
import type { Context } from '../../kernel/context.ts'
import { bind, furnish } from '../../kernel/room.ts'
import { foundById, type SubjectRef } from '../../kernel/subject.ts'
import { changeAction, completeAction, createAction, dropAction } from './commands/actions.ts'
import * as act from './commands/acts.ts'
import { actionRef, readerOf, refOf } from './queries/book.ts'
import { decide } from './commands/decide.ts'
import { reverse, review, withdraw } from './commands/ends.ts'
import { changePolicy } from './commands/policy.ts'
import * as promise from './contract.ts'
import { events } from './events.ts'
import { jobs } from './jobs.ts'
import { owning } from './owning.ts'
import { findActions, readAction } from './queries/actions.ts'
import { readDecision } from './queries/detail.ts'
import { findDecisions, hitsOfActions, hitsOfDecisions, near, waiting } from './queries/ledger.ts'
import { readRates } from './queries/expected.ts'
import { readPolicy } from './queries/policy.ts'
import { previewRecord, recordFile } from './queries/records.ts'
import { readDependants } from './queries/dependants.ts'
import { rights } from './rights.ts'
import { getAction } from './store/actions.ts'
import { findDecision } from './store/decisions.ts'
import { personalData } from './store/personal.ts'
import { publishedViews } from './views.ts'

export { openActions } from './commands/actions.ts'
/** What the demo's people of a room above do in this one. */
export { actionsComplete, decisionsAnswer, decisionsDecide, decisionsGet } from './contract.ts'
export { awaitedExpectations, noteReading } from './commands/expected.ts'
export { fitType } from './commands/decide.ts'
export { open } from './commands/open.ts'
export { record } from './commands/record.ts'
export { carry, effectsInForce, effectsInForceOn, inForce, keepForFew, noteSubject } from './commands/subjects.ts'
export { actionsOf } from './queries/actions.ts'
export { openSignoffs, signedOf, standing, standingsOf } from './queries/agreed.ts'
export { askUntil, concludeSignoff, withdrawSignoff } from './commands/signoffs.ts'
export { signoffOf } from './queries/signoff.ts'

export const room = furnish({
  name: 'decisions',
  operations: [
    bind(promise.decisionsList, findDecisions),
    bind(promise.decisionsGet, readDecision),
    bind(promise.decisionsNear, near),
    bind(promise.decisionsDependants, readDependants),
    bind(promise.decisionsRecord, recordFile),
    bind(promise.recordsPreview, previewRecord),
    bind(promise.decisionsCreate, act.openDecision),
    bind(promise.decisionsRewrite, act.rewrite),
    bind(promise.decisionsAnswer, act.answer),
    bind(promise.decisionsRound, act.askAgain),
    bind(promise.decisionsEstimate, act.estimate),
    bind(promise.decisionsRead, act.markRead),
    bind(promise.decisionsDecide, decide),
    bind(promise.decisionsWithdraw, withdraw),
    bind(promise.decisionsReview, review),
    bind(promise.decisionsReverse, reverse),
    bind(promise.actionsList, findActions),
    bind(promise.actionsGet, readAction),
    bind(promise.actionsCreate, createAction),
    bind(promise.actionsChange, changeAction),
    bind(promise.actionsComplete, completeAction),
    bind(promise.actionsDrop, dropAction),
    bind(promise.expectationsRates, readRates),
    bind(promise.policyRead, readPolicy),
    bind(promise.policyChange, changePolicy),
  ],
  rights,
  jobs,
  events,
  personalData,
  owning,
  searchable: [
    { kind: 'decision', right: 'decisions.read', about: true, find: hitsOfDecisions },
    { kind: 'action', right: 'decisions.read', about: true, find: hitsOfActions },
  ],
  attention: [{ right: 'decisions.read', find: waiting }],
  subjects: {
    decision: { right: 'decisions.read', find: findDecisionRef },
    action: { right: 'decisions.read', find: findActionRef },
  },
  subjectLinks: { decision: (id) => `/decisions/decisions/${id}`, action: () => '/decisions/actions' },
  publishedViews,
  metrics: join(import.meta.dirname, 'metrics'),
})

async function findDecisionRef(ctx: Context, id: string): Promise<SubjectRef | undefined> {
  const row = await findDecision(ctx.tx, id, readerOf(ctx))
  return row && refOf(row)
}

async function findActionRef(ctx: Context, id: string): Promise<SubjectRef | undefined> {
  return foundById(id, async () => actionRef(await getAction(ctx.tx, id, readerOf(ctx))))
}
