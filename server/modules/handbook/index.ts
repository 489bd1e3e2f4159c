import { join } from 'node:path'
import { bind, furnish } from '../../kernel/room.ts'
import { alignProcedure, waiveAlignment } from './commands/alignment.ts'
import { answerMissed, noteMissed } from './commands/asked.ts'
import { addAttachment } from './commands/attachments.ts'
import { acceptCandidate, aliasCandidate, dismissCandidate } from './commands/candidates.ts'
import { giveQuestion } from './commands/giving.ts'
import { confirmChat, discardChat, previewChat } from './commands/chats.ts'
import { arrangeFunction, changeFunction, createFunction } from './commands/contents.ts'
import { applyImport, discardImport, previewImport } from './commands/imports.ts'
import { changePage, createPage, movePage, retirePage } from './commands/pages.ts'
import { publishProposal, putForward, reviewProcedure, withdrawProposal } from './commands/proposals.ts'
import { abortRun, completeRun, recordRun, startRun, tickStep } from './commands/runs.ts'
import { acknowledge, answerQuiz, observe, requireTraining, waive, writeQuiz } from './commands/proving.ts'
import { publishText } from './commands/publish.ts'
import { judgeFinding, mendFinding } from './commands/mending.ts'
import { giveRating } from './commands/ratings.ts'
import { findWatches, setWatch } from './commands/watching.ts'
import { takeShared } from './commands/shared.ts'
import { shareCopies } from './commands/sharing.ts'
import { confirmError, rejectError, reportError } from './commands/errors.ts'
import { applyRedirects, confirmRedirect, createRedirect, removeRedirect } from './commands/redirects.ts'
import { draftDoings } from './commands/doing.ts'
import { askSource, createSource, setSource } from './commands/sources.ts'
import { createSchedule, setSchedule } from './commands/schedules.ts'
import { importPlaybook } from './commands/playbooks.ts'
import { answerException, askException, endException } from './commands/exceptions.ts'
import { answerFlag, raiseFlag, sayOfFlag } from './commands/flags.ts'
import * as promise from './contract.ts'
import { tellAligned } from './demo-aligned.ts'
import { tellDemo } from './demo.ts'
import { events } from './events.ts'
import { jobs } from './jobs.ts'
import { listeners } from './listeners.ts'
import { handbookFacts } from './facts.ts'
import { meetRooms } from './meet.ts'
import { owning } from './owning.ts'
import { publicDoors, publicPages } from './pages/public.ts'
import { readAttachment } from './queries/attachments.ts'
import { findCandidates, readCandidate } from './queries/candidates.ts'
import { findChats, readChat } from './queries/chats.ts'
import { readAlignment } from './queries/alignment.ts'
import { findDoings } from './queries/doing.ts'
import { readDirectory } from './queries/contents.ts'
import { exportPlaybook } from './queries/playbooks.ts'
import { exportTree } from './queries/exports.ts'
import { findExceptions } from './queries/exceptions.ts'
import { findExpected, waitingRuns } from './queries/expected.ts'
import { findFlags } from './queries/flags.ts'
import { figureKeys, handbookFigures } from './queries/board.ts'
import { findMissed, findUnfindable, readFindability } from './queries/asked.ts'
import { findFindings, readCounts, readFinding } from './queries/findings.ts'
import { findSources } from './queries/sources.ts'
import { findHealth, readHealth } from './queries/health.ts'
import { readImpact } from './queries/impact.ts'
import { findImportFiles, findImports, readImport } from './queries/imports.ts'
import { findPageRef, findPages, readPage } from './queries/pages.ts'
import { dueReviews, findProcedures, readProcedure, readProposal } from './queries/procedures.ts'
import { findTrainings, readCoverage, readQuiz, readRule, readTraining } from './queries/training.ts'
import { findRedirects } from './queries/redirects.ts'
import { findRuns, hitsOfRuns, readRun } from './queries/runs.ts'
import { compareVersions, listVersions, previewText, readSource, readVersion } from './queries/texts.ts'
import { rights } from './rights.ts'
import { personalData } from './store/personal.ts'
import { publishedViews } from './views.ts'

export const room = furnish({
  name: 'handbook',
  operations: [
    bind(promise.pagesList, findPages),
    bind(promise.pagesGet, readPage),
    bind(promise.pagesCreate, createPage),
    bind(promise.pagesChange, changePage),
    bind(promise.pagesPublish, publishText),
    bind(promise.pagesMove, movePage),
    bind(promise.pagesRetire, retirePage),
    bind(promise.includesTake, takeShared),
    bind(promise.watchesList, findWatches),
    bind(promise.watchesSet, setWatch),
    bind(promise.sourcesGet, readSource),
    bind(promise.textsPreview, previewText),
    bind(promise.impactsRead, readImpact),
    bind(promise.versionsList, listVersions),
    bind(promise.versionsGet, readVersion),
    bind(promise.versionsCompare, compareVersions),
    bind(promise.proceduresList, findProcedures),
    bind(promise.proceduresGet, readProcedure),
    bind(promise.proceduresReview, reviewProcedure),
    bind(promise.alignmentGet, readAlignment),
    bind(promise.alignmentSet, alignProcedure),
    bind(promise.alignmentWaive, waiveAlignment),
    bind(promise.proposalsCreate, putForward),
    bind(promise.proposalsGet, readProposal),
    bind(promise.proposalsWithdraw, withdrawProposal),
    bind(promise.proposalsPublish, publishProposal),
    bind(promise.runsList, findRuns),
    bind(promise.runsGet, readRun),
    bind(promise.runsStart, startRun),
    bind(promise.runsRecord, recordRun),
    bind(promise.runsTick, tickStep),
    bind(promise.runsComplete, completeRun),
    bind(promise.runsAbort, abortRun),
    bind(promise.ratingsGive, giveRating),
    bind(promise.errorsReport, reportError),
    bind(promise.errorsConfirm, confirmError),
    bind(promise.errorsReject, rejectError),
    bind(promise.flagsList, findFlags),
    bind(promise.flagsRaise, raiseFlag),
    bind(promise.flagsSay, sayOfFlag),
    bind(promise.flagsAnswer, answerFlag),
    bind(promise.exceptionsList, findExceptions),
    bind(promise.exceptionsAsk, askException),
    bind(promise.exceptionsAnswer, answerException),
    bind(promise.exceptionsEnd, endException),
    bind(promise.schedulesCreate, createSchedule),
    bind(promise.schedulesSet, setSchedule),
    bind(promise.expectedList, findExpected),
    bind(promise.trainingsList, findTrainings),
    bind(promise.trainingsGet, readTraining),
    bind(promise.trainingsAcknowledge, acknowledge),
    bind(promise.trainingsAnswer, answerQuiz),
    bind(promise.trainingsObserve, observe),
    bind(promise.trainingsWaive, waive),
    bind(promise.trainingsRule, readRule),
    bind(promise.trainingsRequire, requireTraining),
    bind(promise.questionsGet, readQuiz),
    bind(promise.questionsWrite, writeQuiz),
    bind(promise.coverageRead, readCoverage),
    bind(promise.healthRead, readHealth),
    bind(promise.healthList, findHealth),
    bind(promise.findabilityRead, readFindability),
    bind(promise.unfindableList, findUnfindable),
    bind(promise.missedList, findMissed),
    bind(promise.missedNote, noteMissed),
    bind(promise.missedAnswer, answerMissed),
    bind(promise.findingsList, findFindings),
    bind(promise.findingsGet, readFinding),
    bind(promise.findingsCount, readCounts),
    bind(promise.findingsMend, mendFinding),
    bind(promise.findingsJudge, judgeFinding),
    bind(promise.findingsShare, shareCopies),
    bind(promise.redirectsList, findRedirects),
    bind(promise.redirectsCreate, createRedirect),
    bind(promise.redirectsConfirm, confirmRedirect),
    bind(promise.redirectsRemove, removeRedirect),
    bind(promise.redirectsApply, applyRedirects),
    bind(promise.doingsList, findDoings),
    bind(promise.doingsDraft, draftDoings),
    bind(promise.directoryRead, readDirectory),
    bind(promise.functionsCreate, createFunction),
    bind(promise.functionsChange, changeFunction),
    bind(promise.functionsArrange, arrangeFunction),
    bind(promise.attachmentsGet, readAttachment),
    bind(promise.attachmentsAdd, addAttachment),
    bind(promise.exportsGet, exportTree),
    bind(promise.playbooksImport, importPlaybook),
    bind(promise.playbooksGet, exportPlaybook),
    bind(promise.importsPreview, previewImport),
    bind(promise.importsGet, readImport),
    bind(promise.importsList, findImports),
    bind(promise.importsFiles, findImportFiles),
    bind(promise.importsApply, applyImport),
    bind(promise.importsDiscard, discardImport),
    bind(promise.sourcesList, findSources),
    bind(promise.sourcesCreate, createSource),
    bind(promise.sourcesSet, setSource),
    bind(promise.sourcesLook, askSource),
    bind(promise.chatsPreview, previewChat),
    bind(promise.chatsGet, readChat),
    bind(promise.chatsList, findChats),
    bind(promise.chatsConfirm, confirmChat),
    bind(promise.chatsDiscard, discardChat),
    bind(promise.questionsGive, giveQuestion),
    bind(promise.candidatesList, findCandidates),
    bind(promise.candidatesGet, readCandidate),
    bind(promise.candidatesAccept, acceptCandidate),
    bind(promise.candidatesAlias, aliasCandidate),
    bind(promise.candidatesDismiss, dismissCandidate),
  ],
  rights,
  events,
  listeners,
  jobs,
  personalData,
  owning,
  searchable: [
    { kind: 'page', right: 'handbook.read', documents: true },
    { kind: 'run', right: 'handbook.read', about: true, find: hitsOfRuns },
  ],
  figures: [{ right: 'handbook.read', keys: figureKeys, find: handbookFigures }],
  attention: [
    { right: 'handbook.read', find: dueReviews },
    { right: 'handbook.follow', find: waitingRuns },
  ],
  subjects: { page: { right: 'handbook.read', find: findPageRef } },
  subjectLinks: {
    page: (id) => `/handbook/pages/${id}`,
    run: (id) => `/handbook/runs/${id}`,
    import: (id) => `/handbook/pages/imports/${id}`,
    source: () => '/handbook/pages/import',
    missed: () => '/handbook/findings/asked',
    chat: (id) => `/handbook/findings/chats/${id}`,
    candidate: (id) => `/handbook/findings/candidates?one=${id}`,
    finding: (id) => `/handbook/findings/${id}`,
    function: () => '/handbook/directory',
  },
  meet: meetRooms,
  facts: handbookFacts,
  publicPages,
  wireDoors: publicDoors,
  publishedViews,
  metrics: join(import.meta.dirname, 'metrics'),
  demoBeside: tellDemo,
  demoAfter: { hears: ['handbook.plans_in_force', 'handbook.plans_over'], tell: tellAligned },
})
