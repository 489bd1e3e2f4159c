import { z } from 'zod'
import { rules } from './rules/truth/rules.ts'

const page = { page_id: z.uuid() }
const run = { ...page, run_id: z.uuid() }
const training = { ...page, training_id: z.uuid() }
const fault = z.enum(['procedure', 'slip', 'system', 'input'])
const changed = z.enum(['first', 'editorial', 'minor', 'material'])

/** What this room tells everyone: ids, numbers and classes; what a page says stays on it. */
export const events = {
  'handbook.page.published': z.object({ ...page, no: z.int(), class: changed }),
  'handbook.page.moved': z.object(page),
  'handbook.shared.changed': z.object(page),
  'handbook.page.retired': z.object({ ...page, replaced_by: z.uuid().nullable() }),
  'handbook.proposal.opened': z.object({ ...page, class: changed }),
  'handbook.proposal.withdrawn': z.object(page),
  'handbook.procedure.published': z.object({ ...page, no: z.int(), class: changed }),
  'handbook.procedure.aligned': z.object({ ...page, methods: z.int() }),
  'handbook.procedure.waived': z.object({ ...page, until: z.string() }),
  'handbook.procedure.reviewed': z.object({ ...page, review_on: z.string() }),
  'handbook.run.started': z.object(run),
  'handbook.run.finished': z.object({ ...run, state: z.enum(['completed', 'completed_with_errors', 'aborted']) }),
  'handbook.run.rated': z.object(run),
  'handbook.error.reported': z.object({ ...run, error_id: z.uuid(), fault }),
  'handbook.error.confirmed': z.object({ ...run, error_id: z.uuid(), fault }),
  'handbook.error.rejected': z.object({ ...run, error_id: z.uuid(), fault }),
  'handbook.training.assigned': z.object(training),
  'handbook.training.completed': z.object(training),
  'handbook.training.overdue': z.object(training),
  'handbook.exception.granted': z.object({ ...page, exception_id: z.uuid() }),
  'handbook.exception.expired': z.object({ ...page, exception_id: z.uuid() }),
  'handbook.procedure.review_pulled': z.object({ ...page, review_on: z.string(), because: z.enum(['rate', 'flags', 'exceptions']) }),
  'handbook.rate.restated': z.object({ ...page, month: z.string(), n: z.int(), was: z.int(), now: z.int() }),
  'handbook.rate.breached': z.object({ ...page, n: z.int(), k: z.int() }),
  'handbook.step.assigned': z.object({ ...run, step: z.string() }),
  'handbook.step.overdue': z.object({ ...run, step: z.string() }),
  'handbook.schedule.changed': z.object({ ...page, schedule_id: z.uuid(), as: z.enum(['running', 'paused', 'ended']) }),
  'handbook.expected.settled': z.object({ ...page, expected_id: z.uuid(), as: z.enum(['open', 'followed', 'missed', 'void']) }),
  'handbook.flag.raised': z.object({ ...page, flag_id: z.uuid() }),
  'handbook.flag.answered': z.object({ ...page, flag_id: z.uuid(), as: z.enum(['fixed', 'not_so']) }),
  'handbook.finding.opened': z.object({ ...page, finding_id: z.uuid(), rule: z.enum(rules) }),
  'handbook.finding.judged': z.object({ ...page, finding_id: z.uuid(), as: z.enum(['both_meant', 'this_right', 'other_right']) }),
  'handbook.redirect.changed': z.object({ ...page, redirect_id: z.uuid(), as: z.enum(['made', 'confirmed', 'removed']) }),
  'handbook.source.asked': z.object({ source_id: z.uuid() }),
  'handbook.import.begun': z.object({ import_id: z.uuid() }),
  'handbook.import.applied': z.object({ import_id: z.uuid() }),
  'handbook.chat.confirmed': z.object({ import_id: z.uuid() }),
  'handbook.candidate.raised': z.object({ candidate_id: z.uuid() }),
  'handbook.candidate.accepted': z.object({ candidate_id: z.uuid(), as: z.enum(['page', 'alias']) }),
  'handbook.candidate.dismissed': z.object({ candidate_id: z.uuid() }),
  'handbook.gaps.counted': z.object({ day: z.string() }),
  'handbook.rate.counted': z.object({ day: z.string() }),
  'handbook.searches.counted': z.object({ day: z.string() }),
  'handbook.findability.checked': z.object({ day: z.string() }),
  'handbook.function.changed': z.object({ function_id: z.uuid() }),
}
