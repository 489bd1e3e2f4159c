import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { readerScore } from './ratings.ts'
import { fault } from './runs.ts'

const rate = z.object({
  n: z.int().describe('runs that ended'),
  k: z.int().describe('of these with an error that counts'),
  share: z.number().nullable().describe('k ÷ n, from 0 to 1; null where fewer than 20 runs say too little'),
  low: z.number(),
  high: z.number().describe('the true share lies between low and high 19 times in 20 (Wilson)'),
  is: z.enum(['few', 'green', 'red', 'undecided']),
})
const series = z
  .enum(['all', 'procedure', 'escaped'])
  .default('all')
  .describe('all errors, those of the text, those that somebody else found')

export const healthRead = operation({
  name: 'handbook.health.read',
  method: 'GET',
  path: '/handbook/procedures/{id}/health',
  right: 'handbook.read',
  summary: 'How often a procedure goes wrong: over 90 days, by month, version and step',
  input: z.object({ id: idShape, series }),
  output: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    target: z.number(),
    fewest: z.int(),
    from: z.string(),
    to: z.string(),
    all: rate,
    open_reports: z.int().describe('reported and not yet answered'),
    months: z.array(rate.extend({ month: z.string(), late: z.int().describe('runs whose errors were told after the month') })),
    by: z.array(rate.extend({ by: z.enum(['person', 'agent']) })).describe('who followed: a person, or a program by its own account'),
    restated: z
      .array(
        z.object({
          month: z.string(),
          on: z.string(),
          n: z.int(),
          was: z.int(),
          now: z.int(),
          fault,
          found_by: z.enum(['self', 'downstream', 'audit']),
          run: z.object({ id: z.string(), number: z.string() }),
        }),
      )
      .describe('months that were over and whose figure became another, since an error was told late or counts no more'),
    breached_on: z.string().nullable().describe('since when the whole interval lies above what is promised'),
    versions: z.array(
      rate.extend({
        version: z.string().describe('2, or 2.1 where words were changed since; what differs in letters alone is the same'),
        label: z.string(),
        since: z.string(),
        note: z.string(),
      }),
    ),
    compared: z
      .object({
        before: z.string(),
        after: z.string(),
        points: z.number(),
        low: z.number(),
        high: z.number(),
        is: z.enum(['better', 'worse', 'no_proof', 'few']),
      })
      .nullable(),
    steps: z.array(
      rate.extend({
        key: z.string(),
        position: z.string(),
        title: z.string(),
        since: z.string().describe('the version in which it came'),
        what: z.array(z.object({ fault, count: z.int() })),
      }),
    ),
    faults: z.array(z.object({ fault, count: z.int() })),
    not_followed: rate
      .extend({ open: z.int().describe('that wait for a run, and whose day has not come') })
      .describe('of what was expected by its rhythm or by events over 90 days, what nobody began in time'),
    reader_score: readerScore,
    escaped: z.int(),
    review_on: z.string().nullable(),
  }),
})

export const healthList = operation({
  name: 'handbook.health.list',
  method: 'GET',
  path: '/handbook/health',
  right: 'handbook.read',
  summary: 'Procedures in force that the asker may open, with how often each goes wrong over 90 days',
  input: z.object({}),
  output: z.object({
    target: z.number(),
    fewest: z.int(),
    items: z.array(rate.extend({ id: z.string(), number: z.string(), title: z.string(), label: z.string() })),
  }),
})
