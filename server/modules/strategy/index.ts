import { bind, furnish } from '../../kernel/room.ts'
import { amend, nextEdition } from './commands/amend.ts'
import { answerNeed, drawEdge, removeEdge } from './commands/alignment/edges.ts'
import { waive } from './commands/alignment/waive.ts'
import { editSource, moveToCommentary } from './commands/editions.ts'
import { addItem, changeItem, placeItem, removeItem } from './commands/items.ts'
import { freeze, override, submit, takeBack, withdraw } from './commands/life.ts'
import { chooseColumns, confirmImport, previewImport } from './commands/imports.ts'
import { bindMeasure, unbindMeasure } from './commands/measures.ts'
import { createPlan, makeCurrent } from './commands/plans.ts'
import { addLine, changeLine, removeLine } from './commands/budget.ts'
import { closePeriod } from './commands/closing.ts'
import { assess, reportMilestone } from './commands/reporting.ts'
import { acknowledgeUpdate, postUpdate } from './commands/updates.ts'
import { budget } from './queries/budget.ts'
import { closing } from './queries/closing.ts'
import { differences } from './queries/differences.ts'
import { overdueUpdates } from './queries/owed.ts'
import { updateDraft, updates } from './queries/updates.ts'
import { publish } from './commands/publish.ts'
import { vet } from './commands/vet.ts'
import * as contract from './contract.ts'
import { events, listeners, publicEvents } from './events.ts'
import { jobs } from './jobs.ts'
import { owning } from './owning.ts'
import { misfits } from './queries/alignment/misfits.ts'
import { alignment } from './queries/alignment/tree.ts'
import { assessments } from './queries/assessments.ts'
import { arrTile, planFigures } from './queries/board.ts'
import { document, planJson, planPdf } from './queries/files.ts'
import { importedDocument, importPreview } from './queries/imports.ts'
import { item, items } from './queries/items.ts'
import { life } from './queries/life.ts'
import { goalposts, readings, troubled } from './queries/measures.ts'
import { companyPlan, edition, pageCheck } from './queries/page.ts'
import { projectionFor, publicPlan, publicPlans, publicText, publicVersion } from './queries/public.ts'
import { publicDoors, publicPages } from './pages/plans.ts'
import { plan, plans, previewSource, revisions, source } from './queries/plans.ts'
import { rights } from './rights.ts'
import { subjects } from './subjects.ts'
import { setup } from './setup.ts'
import { tellPlans } from './demo.ts'
import { publishedViews } from './views.ts'
import { personalData } from './store/personal.ts'

/** What the demo's people of a room above look at in this one. */
export { companyPlanGet } from './contract.ts'
export { measuresNow } from './queries/measures-now.ts'
export { fiscalQuarter, fiscalYear, fiscalYearOf } from './rules/fiscal.ts'
export { statusOf } from './rules/measures.ts'

export const room = furnish({
  name: 'strategy',
  operations: [
    bind(contract.plansList, plans),
    bind(contract.plansCreate, createPlan),
    bind(contract.plansGet, plan),
    bind(contract.plansMakeCurrent, makeCurrent),
    bind(contract.companyPlanGet, companyPlan),
    bind(contract.editionsGet, edition),
    bind(contract.editionsSource, source),
    bind(contract.itemsList, items),
    bind(contract.itemsGet, item),
    bind(contract.itemsAdd, addItem),
    bind(contract.itemsChange, changeItem),
    bind(contract.itemsPlace, placeItem),
    bind(contract.itemsRemove, removeItem),
    bind(contract.editionsEdit, editSource),
    bind(contract.editionsPreview, previewSource),
    bind(contract.budgetGet, budget),
    bind(contract.budgetAdd, addLine),
    bind(contract.budgetChange, changeLine),
    bind(contract.budgetRemove, removeLine),
    bind(contract.editionsLife, life),
    bind(contract.editionsSubmit, submit),
    bind(contract.editionsFreeze, freeze),
    bind(contract.editionsReturn, takeBack),
    bind(contract.editionsOverride, override),
    bind(contract.editionsVet, vet),
    bind(contract.editionsWithdraw, withdraw),
    bind(contract.editionsMoveToCommentary, moveToCommentary),
    bind(contract.editionsAmend, amend),
    bind(contract.plansNext, nextEdition),
    bind(contract.publicPlansList, publicPlans),
    bind(contract.publicPlansGet, publicPlan),
    bind(contract.publicPlansVersion, publicVersion),
    bind(contract.publicPlansMarkdown, publicText),
    bind(contract.editionsProjection, projectionFor),
    bind(contract.plansPublish, publish),
    bind(contract.alignmentGet, alignment),
    bind(contract.edgesCreate, drawEdge),
    bind(contract.edgesRemove, removeEdge),
    bind(contract.needsAnswer, answerNeed),
    bind(contract.defectsWaive, waive),
    bind(contract.updatesList, updates),
    bind(contract.updatesDraft, updateDraft),
    bind(contract.updatesPost, postUpdate),
    bind(contract.updatesAcknowledge, acknowledgeUpdate),
    bind(contract.closingsGet, closing),
    bind(contract.closingsClose, closePeriod),
    bind(contract.editionsRevisions, revisions),
    bind(contract.editionsPageCheck, pageCheck),
    bind(contract.editionsDocument, document),
    bind(contract.editionsJson, planJson),
    bind(contract.editionsPdf, planPdf),
    bind(contract.measuresBind, bindMeasure),
    bind(contract.measuresUnbind, unbindMeasure),
    bind(contract.measuresReportMilestone, reportMilestone),
    bind(contract.measuresAssess, assess),
    bind(contract.measuresAssessments, assessments),
    bind(contract.measuresReadings, readings),
    bind(contract.plansGoalposts, goalposts),
    bind(contract.plansDifferences, differences),
    bind(contract.importsPreview, previewImport),
    bind(contract.importsGet, importPreview),
    bind(contract.importsColumns, chooseColumns),
    bind(contract.importsConfirm, confirmImport),
    bind(contract.importsDocument, importedDocument),
  ],
  rights,
  listeners,
  jobs,
  events,
  publicEvents,
  personalData,
  owning,
  searchable: [{ kind: 'plan', right: 'strategy.read', documents: true }],
  setup,
  tiles: [
    {
      key: 'arr',
      title: 'Annual recurring revenue',
      says: 'Recurring revenue against the plan, and what moved it this month.',
      right: 'data.read',
      shape: 'course',
      find: arrTile,
    },
  ],
  figures: [{ right: 'strategy.read', keys: ['plan.*'], find: planFigures }],
  attention: [
    { right: 'strategy.read', find: troubled },
    { right: 'strategy.read', find: misfits },
    { right: 'strategy.take_part', find: overdueUpdates },
  ],
  subjects,
  subjectLinks: { edition: (id) => `/strategy/editions/${id}`, plan: () => '/strategy', plan_import: (id) => `/strategy/imports/${id}` },
  publishedViews,
  publicPages,
  wireDoors: publicDoors,
  demo: tellPlans,
  needsLives: true,
})
