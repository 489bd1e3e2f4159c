import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, versionShape } from '../../../kernel/shapes.ts'

const from = z.int().min(2).max(10_000_000)
const bands = z.object({
  version: z.int(),
  valid_from: dayShape,
  mid_market_from: from.describe('employees from which a company is mid-market'),
  enterprise_from: from.describe('employees from which a company is an enterprise'),
  reason: z.string(),
  by: z.string(),
})

export const segmentsRead = operation({
  name: 'customers.segments.read',
  method: 'GET',
  path: '/customers/segments',
  right: 'customers.read',
  summary: 'From how many employees a company is mid-market or an enterprise, and what it was before',
  input: z.object({}),
  output: bands.extend({ before: z.array(bands).describe('earlier ones, newest first'), may: z.array(z.string()) }),
})

export const segmentsChange = operation({
  name: 'customers.segments.change',
  edit: 'version',
  method: 'PUT',
  path: '/customers/segments',
  right: 'customers.segments',
  summary: 'Changes the bands from today on; accounts whose number of employees is known move with them',
  input: z.object({
    mid_market_from: from,
    enterprise_from: from,
    reason: z.string().trim().min(1, 'Say why.').max(500),
    if_match: versionShape.optional(),
  }),
  output: bands.extend({ moved: z.int().describe('accounts that are in another segment now') }),
})
