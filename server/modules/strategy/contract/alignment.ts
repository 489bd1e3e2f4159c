import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { level } from './shapes.ts'

const edgeType = z.enum(['serves', 'mitigates', 'measured_by', 'same_as', 'needs'])
const section = z.enum(['vision', 'priorities', 'methods', 'obstacles', 'measures', 'objectives'])
const why = z.string().trim().min(3).max(2000)

const edgeShape = z.object({
  id: z.string(),
  type: edgeType,
  from_key: z.string(),
  from_plan: z.string(),
  to_key: z.string(),
  to_plan: z.string(),
  made_by: z.string(),
  at: z.string(),
  /** of a need: what the other side said, and whether that holds for the text of now */
  answer: z.enum(['accepted', 'declined']).nullable(),
  answered_by: z.string().nullable(),
  answer_reason: z.string().nullable(),
  stale: z.boolean(),
  may: z.array(z.string()),
})

const quotedShape = z.object({
  plan: z.string(),
  slug: z.string(),
  title: z.string(),
  edition: z.string(),
  key: z.string().nullable(),
  /** "measure 3" */
  place: z.string(),
  text: z.string(),
  dri: z.string().nullable(),
  dri_id: z.string().nullable(),
  /** what the figure is today, where the text is bound to one */
  value: z.string().nullable(),
  unit: z.string().nullable(),
})

const defectShape = z.object({
  id: z.string(),
  code: z.string(),
  level: z.enum(['error', 'warn', 'info']),
  plan: z.string(),
  title: z.string(),
  says: z.string(),
  why: z.string().nullable(),
  /** both texts, the plan’s own first */
  quoted: z.array(quotedShape),
  sum: z
    .object({
      parts: z.array(z.object({ name: z.string(), value: z.string() })),
      total: z.string(),
      wanted: z.string(),
      gap: z.string(),
      unit: z.string().nullable(),
    })
    .nullable(),
  first_seen: z.string(),
  waiver: z.object({ reason: z.string(), until: dayShape, by: z.string(), at: z.string() }).nullable(),
  may: z.array(z.string()),
})

export const alignmentGet = operation({
  name: 'strategy.alignment.get',
  method: 'GET',
  path: '/strategy/alignment',
  right: 'strategy.read',
  summary: 'Plans with their items, the edges between them, and what does not fit, with both texts',
  input: z.object({
    plan: z.string().max(120).optional().describe('only what is about this plan, with all of its items'),
  }),
  output: z.object({
    checked_at: z.string().nullable(),
    plans: z.array(
      z.object({
        id: z.string(),
        slug: z.string(),
        title: z.string(),
        level,
        parent: z.string().nullable(),
        framework: z.string(),
        edition: z.string(),
        state: z.string(),
        period_from: z.string().nullable(),
        period_to: z.string().nullable(),
        dri: z.string().nullable(),
        mine: z.boolean(),
        items: z.array(z.object({ key: z.string(), section, depth: z.number(), rank: z.number(), text: z.string() })),
        /** lines that no edge joins to anything */
        alone: z.array(z.string()),
      }),
    ),
    edges: z.array(edgeShape),
    defects: z.array(defectShape),
    /** those that are in the way of the next vetting */
    stopping: z.number(),
    /** which parts of plans each type joins */
    joins: z.array(z.object({ type: edgeType, from: z.string(), to: z.string() })),
    may: z.array(z.string()),
  }),
})

export const edgesCreate = operation({
  name: 'strategy.edges.create',
  method: 'POST',
  path: '/strategy/alignment-edges',
  right: 'strategy.take_part',
  summary: 'Joins two items: serves, mitigates, measured_by, same_as, or what one team needs of another',
  status: 201,
  input: z.object({ type: edgeType, from_key: idShape, to_key: idShape }),
  output: z.object({ id: z.string() }),
})

export const edgesRemove = operation({
  name: 'strategy.edges.remove',
  method: 'DELETE',
  path: '/strategy/alignment-edges/{id}',
  right: 'strategy.take_part',
  summary: 'Takes an edge away',
  input: z.object({ id: idShape }),
  output: z.object({ removed: z.boolean() }),
})

export const needsAnswer = operation({
  name: 'strategy.needs.answer',
  method: 'POST',
  path: '/strategy/alignment-edges/{id}/answers',
  right: 'strategy.take_part',
  summary: 'The other side accepts what is needed of it, on the text of now, or declines it with the reason',
  input: z
    .object({ id: idShape, answer: z.enum(['accepted', 'declined']), reason: why.optional() })
    .refine(({ answer, reason }) => answer === 'accepted' || reason !== undefined, { path: ['reason'], message: 'say why' }),
  output: z.object({ id: z.string(), answer: z.enum(['accepted', 'declined']) }),
})

export const defectsWaive = operation({
  name: 'strategy.defects.waive',
  method: 'POST',
  path: '/strategy/defects/{id}/waivers',
  right: 'strategy.waive',
  summary: 'Accepts a defect in writing until a day; it holds for these very texts',
  status: 201,
  input: z.object({ id: idShape, reason: why, until: dayShape }),
  output: z.object({ id: z.string(), until: dayShape }),
})
