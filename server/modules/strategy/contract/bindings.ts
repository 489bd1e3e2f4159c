import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dayShape as day, idShape as id, nameShape } from '../../../kernel/shapes.ts'
import { direction, measureShape } from './measures.ts'

const number = z.string().regex(/^-?\d{1,24}(\.\d{1,12})?$/)

export const measuresBind = operation({
  name: 'strategy.measures.bind',
  edit: { lastWins: 'sets one measure whole; the text it hangs on is guarded by its own revision' },
  method: 'PUT',
  path: '/strategy/editions/{id}/items/{key}/measure',
  right: 'strategy.write',
  summary: 'Binds a measure to a metric, to milestones or to somebody’s judgement, with target and due day',
  input: z.object({
    id,
    key: id,
    kind: z.enum(['metric', 'milestones', 'qualitative', 'tbd']).default('metric'),
    metric_id: z.string().max(120).optional(),
    /** left out: the certified version of today, pinned */
    metric_version: z.int().positive().optional(),
    filter: z.record(z.string(), z.unknown()).nullish(),
    window: z
      .string()
      .regex(/^(at|period|trailing:\d{1,4})$/)
      .default('at'),
    baseline: number.nullish(),
    /** in the metric’s unit; of milestones the share that is promised, where it is not all of them; of a judgement the score, 1 to 5 */
    target: number.optional(),
    target_high: number.nullish(),
    direction: direction.optional(),
    tolerance: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,12})?$/)
      .nullish(),
    /** what it is to have come to on days between its first and its last; without any the way is even */
    steps: z
      .array(z.object({ date: day, value: number }))
      .max(24)
      .default([]),
    due: day.optional(),
    resolve_by: day.nullish(),
    rule: z.enum(['all', 'share']).default('all'),
    milestones: z
      .array(z.object({ id: id.optional(), title: nameShape.min(1).max(200), due: day }))
      .max(50)
      .default([]),
    rubric: z.string().trim().max(2000).optional(),
    assessor: id.optional(),
  }),
  output: measureShape,
})

export const measuresReportMilestone = operation({
  name: 'strategy.measures.report_milestone',
  method: 'POST',
  path: '/strategy/editions/{id}/items/{key}/milestone-reports',
  right: 'strategy.take_part',
  summary: 'Says for when a milestone is thought of now, or on which day it was done',
  input: z.object({ id, key: id, milestone: id, forecast: day.nullish(), done: day.nullish() }),
  output: measureShape,
})

export const measuresAssess = operation({
  name: 'strategy.measures.assess',
  method: 'POST',
  path: '/strategy/editions/{id}/items/{key}/assessments',
  right: 'strategy.take_part',
  summary: 'Judges a measure without a number by its rubric, 0 to 5, in a sentence',
  status: 201,
  input: z.object({ id, key: id, score: z.int().min(0).max(5), words: z.string().trim().min(3).max(2000) }),
  output: measureShape,
})

export const measuresAssessments = operation({
  name: 'strategy.measures.assessments',
  method: 'GET',
  path: '/strategy/editions/{id}/items/{key}/assessments',
  right: 'strategy.read',
  summary: 'What was judged of a measure without a number, newest first, with the sentence that was said',
  input: z.object({ ...pageInput, id, key: id }),
  output: pageOf(z.object({ id: z.string(), day: z.string(), score: z.int(), words: z.string(), by: z.string(), at: z.string() })),
})
