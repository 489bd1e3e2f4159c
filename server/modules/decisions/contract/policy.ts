import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { minorShape, versionShape } from '../../../kernel/shapes.ts'

const policyShape = z.object({
  type1_role: z.string().describe('who decides what is hard to undo'),
  off_cycle_limit_minor: minorShape.describe('above it, in the currency of the company, what is spent beside the budget needs an estimate'),
  window_days: z.int().describe('working days that a decision is open for when nobody says another day'),
  version: z.int(),
  may: z.array(z.string()),
})

export const policyRead = operation({
  name: 'decisions.policy.read',
  method: 'GET',
  path: '/decisions/policy',
  right: 'decisions.read',
  summary: 'How the house decides',
  input: z.object({}),
  output: policyShape,
})

export const policyChange = operation({
  name: 'decisions.policy.change',
  method: 'PATCH',
  path: '/decisions/policy',
  right: 'decisions.policy',
  edit: 'version',
  summary: 'Changes how the house decides, from now on',
  input: z.object({
    if_match: versionShape.optional(),
    type1_role: z.string().min(2).max(40).optional(),
    off_cycle_limit_minor: minorShape.min(0).optional(),
    window_days: z.int().min(1).max(60).optional(),
  }),
  output: policyShape,
})
