import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { dayShape as day, versionShape, nameShape } from '../../kernel/shapes.ts'
import { checkShape, defectShape, level, framework, pageShape, planLine, readingShape, titleShape } from './contract/shapes.ts'

export { previewShape } from './contract/imports.ts'
export { importsColumns, importsConfirm, importsDocument, importsGet, importsPreview } from './contract/imports.ts'
export type { EditionPage, ItemShape, PlanLine, PreviewPlan } from './contract/shapes.ts'
export { type MeasureShape, planGap, planToday, plansGoalposts } from './contract/measures.ts'
export type { CsvColumn, Preview } from './contract/imports.ts'

const place = z.object({ from: z.number(), to: z.number() })
const blockShape = z.object({
  ...{ section: z.number(), depth: z.number(), parent: z.number(), from: z.number(), to: z.number(), text: place, raw: z.string() },
  form: z.enum(['item', 'heading', 'plain', 'row']),
})

const id = z.uuid()
const slug = z.string().max(120)
/** A file in place of JSON: the door sends its bytes. */
const file = z.unknown()
const rev = versionShape.optional()

export { plansList } from './contract/plans.ts'
export * from './contract/alignment.ts'
export * from './contract/life.ts'
export * from './contract/public.ts'
export * from './contract/updates.ts'
export { textAsTyped } from './contract/typed.ts'
export type { Block } from './contract/block.ts'
export { type BlockEdit, edited, type Opening } from './contract/blocks.ts'
export * from './contract/items.ts'
export * from './contract/budget.ts'
export * from './contract/differences.ts'

export const plansCreate = operation({
  name: 'strategy.plans.create',
  largest: 4 * 1024 * 1024,
  method: 'POST',
  path: '/strategy/plans',
  right: 'strategy.write',
  summary: 'Starts a plan from the template or from the text given',
  status: 201,
  input: z.object({
    title: nameShape.min(1).max(200),
    level,
    framework: framework.default('vpmom'),
    parent_slug: slug.nullish(),
    /** the whole Markdown; without it the template of the framework */
    source: z.string().max(1_048_576).optional(),
    period_from: day.optional(),
    period_to: day.optional(),
    audience: z.enum(['public', 'internal', 'restricted']).default('internal'),
  }),
  output: z.object({ slug: z.string(), edition_id: z.string() }),
})

export const plansGet = operation({
  name: 'strategy.plans.get',
  method: 'GET',
  path: '/strategy/plans/{slug}',
  right: 'strategy.read',
  summary: 'A plan with its editions; a former slug answers with the plan’s own',
  input: z.object({ slug }),
  output: z.object({
    plan: planLine,
    children: z.array(planLine),
    editions: z.array(
      z.object({
        id: z.string(),
        no: z.number(),
        title: z.string(),
        state: z.string(),
        legacy: z.boolean(),
        period_from: z.string().nullable(),
        period_to: z.string().nullable(),
        vetted_on: z.string().nullable(),
        counts: z.boolean(),
        changed_at: z.string(),
      }),
    ),
    may: z.array(z.string()),
  }),
})

export const plansMakeCurrent = operation({
  name: 'strategy.plans.make_current',
  edit: { lastWins: 'names one edition of several; who names last decides, and the trail keeps both' },
  method: 'PUT',
  path: '/strategy/plans/{slug}/current',
  right: 'strategy.import',
  summary: 'Says which edition counts while none is vetted for today',
  input: z.object({ slug, edition_id: id, reason: z.string().trim().max(500).optional() }),
  output: z.object({ slug: z.string(), edition_id: z.string() }),
})

export const companyPlanGet = operation({
  name: 'strategy.company_plan.get',
  method: 'GET',
  path: '/strategy/company-plan',
  right: 'strategy.read',
  summary: 'The page of the company’s plan in force, or null before there is one',
  input: z.object({}),
  output: z.object({ page: pageShape.nullable() }),
})

export const editionsGet = operation({
  name: 'strategy.editions.get',
  method: 'GET',
  path: '/strategy/editions/{id}',
  right: 'strategy.read',
  summary: 'The plan page: text, header, measures with value, pace and rows, height',
  input: z.object({ id }),
  output: pageShape,
})

export const editionsSource = operation({
  name: 'strategy.editions.source',
  method: 'GET',
  path: '/strategy/editions/{id}/source',
  right: 'strategy.read',
  summary: 'The Markdown as it stands, with its revision',
  input: z.object({ id }),
  output: z.object({ source: z.string(), rev: z.number() }),
})

export const editionsEdit = operation({
  name: 'strategy.editions.edit',
  largest: 4 * 1024 * 1024,
  edit: 'version',
  method: 'PUT',
  path: '/strategy/editions/{id}/source',
  right: 'strategy.write',
  summary: 'Replaces the Markdown and reads it again; If-Match guards against two editors',
  input: z.object({ id, source: z.string().max(1_048_576), if_match: rev, reason: z.string().trim().max(500).optional() }),
  output: z.object({ rev: z.number(), changed: z.boolean(), page: pageShape }),
})

export const editionsPreview = operation({
  name: 'strategy.editions.preview',
  largest: 4 * 1024 * 1024,
  method: 'POST',
  reads: true,
  path: '/strategy/editions/{id}/source-previews',
  right: 'strategy.read',
  summary: 'How a text would be read, with its height, before it is saved',
  input: z.object({ id, source: z.string().max(1_048_576) }),
  output: z.object({
    title: titleShape,
    check: checkShape,
    defects: z.array(defectShape),
    counts: z.array(z.object({ section: z.string(), label: z.string(), items: z.number() })),
    /** its items in the order of the text, with where they stand in it (UTF-16 units), for `edited` */
    blocks: z.array(blockShape),
    /** sections that have no item yet, with where and how their first one is written */
    openings: z.array(z.object({ section: z.number(), at: z.number(), lead: z.string() })),
  }),
})

export const editionsRevisions = operation({
  name: 'strategy.editions.revisions',
  method: 'GET',
  path: '/strategy/editions/{id}/revisions',
  right: 'strategy.read',
  summary: 'Each saved state of the text, newest first',
  input: z.object({ ...pageInput, id }),
  output: pageOf(
    z.object({
      rev: z.number(),
      at: z.string(),
      by: z.string(),
      change_class: z.string(),
      content_hash: z.string(),
      added: z.number(),
      removed: z.number(),
      source: z.string(),
    }),
  ),
})

export const editionsPageCheck = operation({
  name: 'strategy.editions.page_check',
  method: 'GET',
  path: '/strategy/editions/{id}/page-check',
  right: 'strategy.read',
  summary: 'Height on paper, lines over, and the cut that would make it fit',
  input: z.object({ id }),
  output: checkShape,
})

export const editionsDocument = operation({
  name: 'strategy.editions.document',
  method: 'GET',
  path: '/strategy/editions/{id}/document',
  right: 'strategy.read',
  summary: 'The Markdown, verbatim or in canonical form, there also with what its measures are bound to',
  input: z.object({
    id,
    style: z.enum(['verbatim', 'canonical']).default('verbatim'),
    bindings: z
      .literal(1)
      .optional()
      .describe('1: the canonical form; a comment behind each measure, read at import, says what it is bound to'),
  }),
  output: file,
})

export const editionsJson = operation({
  name: 'strategy.editions.json',
  method: 'GET',
  path: '/strategy/editions/{id}/plan.json',
  right: 'strategy.read',
  summary: 'The plan as JSON, schema quarterdeck.plan/1',
  input: z.object({ id }),
  output: file,
})

export const editionsPdf = operation({
  name: 'strategy.editions.pdf',
  method: 'GET',
  path: '/strategy/editions/{id}/plan.pdf',
  right: 'strategy.read',
  summary: 'The page as it prints: exactly the lines that the check counted',
  input: z.object({ id, paper: z.enum(['letter', 'a4']).default('letter') }),
  output: file,
})

export { measuresAssess, measuresAssessments, measuresBind, measuresReportMilestone } from './contract/bindings.ts'

export const measuresUnbind = operation({
  name: 'strategy.measures.unbind',
  method: 'DELETE',
  path: '/strategy/editions/{id}/items/{key}/measure',
  right: 'strategy.write',
  summary: 'Takes a measure’s metric away; readings stay',
  input: z.object({ id, key: id }),
  output: z.object({ unbound: z.boolean() }),
})

export const measuresReadings = operation({
  name: 'strategy.measures.readings',
  method: 'GET',
  path: '/strategy/measures/{key}/readings',
  right: 'strategy.read',
  summary: 'A measure’s daily readings, newest first',
  input: z.object({ ...pageInput, key: id }),
  output: pageOf(readingShape),
})
