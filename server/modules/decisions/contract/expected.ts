import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape } from '../../../kernel/shapes.ts'

export const readingShape = z.object({
  metric: z.string(),
  version: z.int(),
  definition_hash: z.string(),
  label: z.string(),
  unit: z.string(),
  value: z.string().describe('what it was, exact'),
  aim: z.enum(['at_least', 'at_most', 'about']).describe('about: within a twentieth of what was expected'),
  hit: z.boolean(),
  from: dayShape,
  to: dayShape.describe('the day after the last one that was read'),
  as_of: z.date(),
  rows_href: z.string(),
})

export const expectationsRates = operation({
  name: 'decisions.expectations.rates',
  method: 'GET',
  path: '/decisions/expectations/rates',
  right: 'decisions.read',
  summary: 'How often decisions brought what was expected of them, by how hard they are to undo',
  input: z.object({}),
  output: z.object({
    types: z.array(
      z.object({
        type: z.int().describe('1: hard to undo, 2: easy to undo'),
        stated: z.int(),
        read: z.int(),
        hits: z.int(),
        rate: z.string().nullable().describe('hits of what was read, as a ratio; null before anything was'),
      }),
    ),
  }),
})
