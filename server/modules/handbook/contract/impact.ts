import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { changeClass, someone, source } from './shapes.ts'

/** So many rows of each kind stand in an answer; `count` is of all. */
export const mostRows = 50

const decision = z.object({ id: z.string(), number: z.string() })
const titledPage = z.object({ id: z.string(), title: z.string() })
const counted = <T extends z.ZodType>(row: T) =>
  z.object({ count: z.int(), rows: z.array(row).describe(`the first ${mostRows} of those that the asker may see`) })

export const impactsRead = operation({
  name: 'handbook.impacts.read',
  method: 'POST',
  path: '/handbook/pages/{id}/impacts',
  right: 'handbook.write',
  reads: true,
  summary:
    'What publishing a text would change: who reads it again, which runs end on the text that they began, whose agreement goes on, and what everyone sees; nothing is changed by asking',
  input: z.object({
    id: idShape,
    source: source.optional().describe('left out: the text that is put forward, or where none is, that of now'),
    class: changeClass.exclude(['first']).optional().describe('higher than what is computed'),
    forward: z.boolean().default(false).describe('as if it was put forward and agreed to, also where it may go out at once'),
  }),
  output: z.object({
    way: z.enum(['publish', 'put_forward']).describe('put_forward: all this happens once it was agreed to and is put in force'),
    class: changeClass,
    label: z.string().describe('the version that it becomes'),
    steps: z.array(z.object({ title: z.string(), is: z.enum(['added', 'changed', 'removed']) })),
    trainings: z
      .object({
        due_on: z.string().describe('if it was published today'),
        asked: counted(z.object({ person: someone, again: z.boolean().describe('they have proven an earlier text') })).describe(
          'who has to read it, those who know an earlier text the changed steps alone',
        ),
        voided: counted(z.object({ id: z.string(), person: someone, proven: z.boolean() })).describe(
          'of earlier texts, which count no more',
        ),
        ended: counted(z.object({ id: z.string(), person: someone })).describe('of people who have to know it no more'),
      })
      .nullable()
      .describe('null where nobody has to know it'),
    runs: counted(z.object({ id: z.string(), number: z.string(), label: z.string(), runner: someone, started_at: z.date() })).describe(
      'under way: each ends on the text on which it began',
    ),
    agreement: z
      .object({
        becomes: z
          .enum(['none', 'stands', 'carried', 'asked'])
          .describe('none: nobody has to agree to a draft; carried: what was agreed to goes on; asked: those whom the text names are'),
        now: z.object({ is: z.enum(['agreed', 'carried', 'stale', 'none']), decision: decision.nullable(), day: z.string().nullable() }),
        asks: z.array(z.object({ letter: z.enum(['R', 'A', 'P', 'I', 'D']), name: z.string() })),
        replaces: decision.nullable().describe('of another text that is put forward now and would give way'),
      })
      .nullable()
      .describe('null of a page that is no procedure'),
    everyone: z.object({
      is: z
        .enum(['nothing', 'same', 'changed', 'appears'])
        .describe('nothing: everyone sees nothing of it, before or after; same: not a letter of what they see'),
      hash: z.string().nullable().describe('of what everyone would see'),
      opens: z.boolean().describe('they would see what they do not see now: publishing asks for the hash'),
    }),
    addresses: z
      .array(z.object({ path: z.string(), leads: z.enum(['page', 'redirect']) }))
      .describe('that everyone can open then and cannot open now'),
    places: counted(z.object({ page: titledPage, line: z.int(), anchor: z.string() })).describe(
      'links from other pages to places that this text has no more',
    ),
    retold: counted(titledPage).describe('other pages for everyone whose title or summary would read otherwise'),
  }),
})
