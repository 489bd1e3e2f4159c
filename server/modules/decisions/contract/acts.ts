import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape, minorShape, nameShape } from '../../../kernel/shapes.ts'
import { seenDependants } from './dependants.ts'
import { decisionShape, effectShape, expectedShape, longText } from './decisions.ts'

const one = { id: idShape }
const reason = nameShape.min(3).max(500)
const act = { method: 'POST', right: 'decisions.write', output: decisionShape } as const

export const decisionsAnswer = operation({
  ...act,
  name: 'decisions.decisions.answer',
  path: '/decisions/decisions/{id}/answers',
  summary: 'Answers under a letter, on the text of now',
  status: 201,
  input: z.object({
    ...one,
    party_id: idShape.optional().describe('the letter and party to answer for; needed when one answers for several'),
    stance: z.enum(['support', 'concern', 'oppose', 'no_view', 'agree', 'object']).describe('agree or object under A, else a view'),
    text: longText.optional(),
    text_no: z.int().min(1).describe('the text that was read: an older one is refused'),
  }),
})

export const decisionsRound = operation({
  ...act,
  name: 'decisions.decisions.ask_again',
  path: '/decisions/decisions/{id}/rounds',
  summary: 'Asks everybody once more; the second time with a reason',
  input: z.object({ ...one, reason: reason.optional(), need_by: dayShape.optional() }),
})

export const decisionsDecide = operation({
  ...act,
  name: 'decisions.decisions.decide',
  path: '/decisions/decisions/{id}/outcomes',
  summary: 'Decides, as the one who was named for it',
  key: 'required',
  status: 201,
  input: z.object({
    ...one,
    text_no: z.int().min(1).describe('the text that is decided on'),
    outcome: z.enum(['accept', 'accept_changed', 'reject', 'defer']),
    text: longText.describe('what is decided, in words'),
    rationale: longText.optional(),
    override_reason: longText.optional().describe('why it is decided against an objection'),
    actions: z
      .array(z.object({ text: nameShape.min(1).max(500), dri: idShape, due: dayShape }))
      .max(50)
      .default([]),
    no_actions: z.boolean().default(false),
    review_on: dayShape.optional(),
    need_by: dayShape.optional().describe('until when it is put off'),
    seen: seenDependants,
    expected: expectedShape.optional().describe('in place of what was put forward as expected'),
    effects: z.array(effectShape).max(20).optional().describe('in place of those that were put forward'),
  }),
})

export const decisionsWithdraw = operation({
  ...act,
  name: 'decisions.decisions.withdraw',
  path: '/decisions/decisions/{id}/withdrawals',
  summary: 'Takes a decision back before it is decided',
  input: z.object({ ...one, reason }),
})

export const decisionsEstimate = operation({
  ...act,
  name: 'decisions.decisions.estimate',
  path: '/decisions/decisions/{id}/estimates',
  summary: 'What it will cost, by finance',
  input: z.object({ ...one, amount_minor: minorShape.min(0), note: nameShape.max(500).optional() }),
})

export const decisionsReview = operation({
  ...act,
  name: 'decisions.decisions.review',
  path: '/decisions/decisions/{id}/reviews',
  summary: 'Looks back: keep, change, or reverse it',
  input: z.object({ ...one, result: z.enum(['keep', 'change', 'reverse']), note: longText.optional(), seen: seenDependants }),
})

export const decisionsReverse = operation({
  ...act,
  name: 'decisions.decisions.reverse',
  path: '/decisions/decisions/{id}/reversals',
  summary: 'Reverses what was decided: it holds no more from today',
  key: 'required',
  input: z.object({ ...one, reason, seen: seenDependants }),
})

export const decisionsRead = operation({
  ...act,
  name: 'decisions.decisions.mark_read',
  path: '/decisions/decisions/{id}/reads',
  summary: 'Says that one has read the text of now',
  input: z.object({ ...one, text_no: z.int().min(1) }),
})
