import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'

const side = z.object({ id: z.string(), no: z.int(), title: z.string(), state: z.string(), vetted_on: z.string().nullable() })

export const plansDifferences = operation({
  name: 'strategy.plans.differences',
  method: 'GET',
  path: '/strategy/plans/{slug}/differences',
  right: 'strategy.read',
  summary: 'What differs between two editions of a plan: lines that came, went, moved, were struck or say something else, word by word',
  input: z.object({
    slug: z.string().max(120),
    from: idShape.describe('an edition of the plan'),
    to: idShape.describe('another edition of the plan'),
  }),
  output: z.object({
    from: side,
    to: side,
    differences: z.array(
      z.object({
        kind: z.enum(['title', 'header', 'relabelled', 'added', 'removed', 'reworded', 'moved', 'struck', 'unstruck', 'promised']),
        key: z.string().nullable(),
        place: z.string().describe('"Method 3", a row of the header, a section'),
        was: z.string().nullable(),
        now: z.string().nullable(),
        words: z.array(z.object({ mark: z.enum(['same', 'removed', 'added']), text: z.string() })),
      }),
    ),
  }),
})
