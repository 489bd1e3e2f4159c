import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'

export const readerScore = z
  .object({
    n: z.int().describe('who followed it and said how easy it was, over a year'),
    easy: z.int().nullable().describe('9 and 10; null where fewer than 10 said something'),
    hard: z.int().nullable().describe('0 to 6; null where fewer than 10 said something'),
    score: z.number().nullable().describe('share of the easy less share of the hard, −100 to 100; null where fewer than 10 said something'),
  })
  .describe('of no person: how many said what')

export const ratingsGive = operation({
  name: 'handbook.ratings.give',
  method: 'PUT',
  path: '/handbook/runs/{id}/rating',
  right: 'handbook.follow',
  summary: 'Says how easy a run was, by whoever followed it, once it has ended; of a procedure once in 90 days',
  edit: { lastWins: 'one person says it of their own run, and may say it better' },
  input: z.object({ id: idShape, score: z.int().min(0).max(10).describe('10: nothing could be easier') }),
  output: z.object({ id: z.string(), score: z.int() }),
})
