import { z } from 'zod'
import { measureShape, status } from './measures.ts'

export const level = z.enum(['company', 'department', 'team', 'initiative'])
export const framework = z.enum(['vpmom', 'v2mom', 'okr'])
const sectionName = z.enum(['vision', 'priorities', 'methods', 'obstacles', 'measures', 'commentary', 'objectives'])

export const titleShape = z.object({
  core: z.string(),
  initials: z.string().nullable(),
  placeholder: z.string().nullable(),
  completeness: z.number().nullable(),
  /** title for the eye: core, initials, what is open, percent until vetted */
  text: z.string(),
})

export const defectShape = z.object({
  code: z.string(),
  level: z.enum(['error', 'warn', 'info']),
  text: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
})

const headerShape = z.object({
  rows: z.array(z.object({ key: z.string(), known: z.string().nullable(), value: z.string(), href: z.string().nullable() })),
  period: z.object({ from: z.string(), to: z.string(), label: z.string() }).nullable(),
  parties: z.array(z.object({ name: z.string(), letters: z.array(z.string()) })),
  vetted: z.string().nullable(),
  previous: z.array(z.object({ text: z.string(), day: z.string().nullable(), href: z.string().nullable() })),
  internal_url: z.string().nullable(),
  dri: z.string().nullable(),
})

const hintShape = z
  .object({
    kind: z.string(),
    direction: z.string().optional(),
    target: z.string().optional(),
    unit: z.string().nullish(),
    baseline: z.string().nullish(),
    resolve_by: z.string().nullish(),
  })
  .nullable()

const itemShape = z.object({
  key: z.string(),
  depth: z.number(),
  parent_key: z.string().nullable(),
  rank: z.number(),
  text: z.string(),
  label: z.string().nullable(),
  sep: z.string(),
  gloss: z.string(),
  /** the item's Markdown on one line */
  raw: z.string(),
  struck: z.boolean(),
  placeholder: z.boolean(),
  audience: z.string().nullable(),
  hint: hintShape,
  measure: measureShape.nullable(),
  /** what stands under it: the other columns of its row, its paragraphs */
  under: z.array(z.string()),
})
export type ItemShape = z.output<typeof itemShape>

const sectionShape = z.object({
  name: sectionName,
  label: z.string(),
  qualifier: z.string().nullable(),
  lead: z.array(z.string()),
  items: z.array(itemShape),
  notes: z.array(z.object({ kind: z.enum(['text', 'table', 'fence']), text: z.string() })),
})

export const checkShape = z.object({
  /** points of 684 */
  height: z.number(),
  lines_used: z.number(),
  lines_most: z.number(),
  lines_over: z.number(),
  header_lines: z.number(),
  fits: z.boolean(),
  /** leaves whose move to the commentary would make it fit; empty when it fits or cannot be made to */
  cut: z.array(z.object({ key: z.string(), section: sectionName, text: z.string(), lines: z.number() })),
})

export const pageShape = z.object({
  plan: z.object({
    id: z.string(),
    slug: z.string(),
    /** the lasting name, whatever this edition calls itself */
    title: z.string(),
    level,
    framework,
    audience: z.string(),
    parent: z.object({ slug: z.string(), title: z.string() }).nullable(),
  }),
  edition: z.object({
    id: z.string(),
    no: z.number(),
    rev: z.number(),
    state: z.string(),
    legacy: z.boolean(),
    counts: z.boolean(),
    period_from: z.string().nullable(),
    period_to: z.string().nullable(),
    vetted_on: z.string().nullable(),
    content_hash: z.string(),
    changed_at: z.string(),
    changed_by: z.string(),
  }),
  title: titleShape,
  preface: z.array(z.string()),
  header: headerShape,
  /** who answers for it in place of the one whom the text names */
  taken_over_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  sections: z.array(sectionShape),
  sketches: z.number(),
  defects: z.array(defectShape),
  check: checkShape,
  /** the values of all measures are as of this day */
  today: z.string(),
  /** share of the period that has passed, decimal text, null without a period */
  elapsed: z.string().nullable(),
  tally: z.array(z.object({ status, count: z.number() })),
  may: z.array(z.string()),
})
export type EditionPage = z.output<typeof pageShape>

export const planLine = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  level,
  framework,
  audience: z.string(),
  parent_slug: z.string().nullable(),
  edition: z
    .object({
      id: z.string(),
      no: z.number(),
      state: z.string(),
      legacy: z.boolean(),
      counts: z.boolean(),
      completeness: z.number().nullable(),
      period_from: z.string().nullable(),
      period_to: z.string().nullable(),
      vetted_on: z.string().nullable(),
      items: z.number(),
      measures: z.number(),
      lines_used: z.number(),
      stub: z.boolean(),
      /** defects of it that nobody has waived, those with plans for the few left out */
      errors: z.number(),
      warnings: z.number(),
    })
    .nullable(),
})
export type PlanLine = z.output<typeof planLine>

export const readingShape = z.object({
  day: z.string(),
  value: z.string().nullable(),
  as_of: z.string(),
  freshness: z.string(),
  kind: z.enum(['daily', 'final', 'restated']),
  status: z.string(),
  definition_hash: z.string().nullable(),
  rows_href: z.string().nullable(),
})

/** What an item says beside its words, as written; `current` is the present value, `readings` the dated columns of its row. */
const saidShape = z.object({
  owner: z.string().nullable(),
  priority: z.string().nullable(),
  weight: z.string().nullable(),
  status: z.string().nullable(),
  score: z.string().nullable(),
  current: z.string().nullable(),
  due: z.string().nullable(),
  readings: z.array(z.object({ day: z.string(), value: z.string() })),
})

/** One plan of an import preview. Offsets count UTF-16 units of the document's text. */
export const previewPlan = z.object({
  index: z.number(),
  kind: z.enum(['plan', 'stub']),
  ticked: z.boolean(),
  title: titleShape,
  title_found: z.boolean(),
  framework,
  level,
  /** the levels that it may have; a plan of objectives is never the company's */
  levels: z.array(level),
  /** what somebody must say before it is made: nothing in the document does */
  asks: z.array(z.enum(['title', 'level'])),
  parent: z.number().nullable(),
  /** a plan of that title is there already: confirming adds an edition to it */
  existing_slug: z.string().nullable(),
  preface: z.array(z.string()),
  header: headerShape,
  sections: z.array(
    z.object({
      name: sectionName,
      label: z.string(),
      qualifier: z.string().nullable(),
      plain: z.boolean(),
      lead: z.array(z.string()),
      notes: z.array(z.string()),
      items: z.array(
        z.object({
          depth: z.number(),
          rank: z.number(),
          text: z.string(),
          label: z.string().nullable(),
          struck: z.boolean(),
          placeholder: z.boolean(),
          under: z.array(z.string()),
          said: saidShape,
          /** what a measure or key result seems to promise; offered, never bound unasked */
          hint: hintShape,
        }),
      ),
    }),
  ),
  sketches: z.number(),
  defects: z.array(defectShape),
  lines_used: z.number(),
  lines_over: z.number(),
  /** what confirming would do, in words */
  will: z.string(),
})
export type PreviewPlan = z.output<typeof previewPlan>
