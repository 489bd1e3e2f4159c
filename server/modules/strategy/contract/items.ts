import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape, versionShape } from '../../../kernel/shapes.ts'
import { pageShape } from './shapes.ts'
import { asTyped } from './typed.ts'

const words = z.string().max(4000).overwrite(asTyped).describe('its Markdown on one line, without indent and mark')
/** the revision that was read, as in `strategy.editions.edit` */
const guard = { id: idShape, if_match: versionShape.optional() }
const changed = z.object({ rev: z.number(), key: z.string().nullable().describe('the line that was written or moved'), page: pageShape })

const line = z.object({
  key: z.string(),
  section: z.string(),
  depth: z.number(),
  parent_key: z.string().nullable(),
  rank: z.number(),
  raw: z.string(),
  text: z.string(),
})

export const itemsList = operation({
  name: 'strategy.items.list',
  method: 'GET',
  path: '/strategy/editions/{id}/items',
  right: 'strategy.read',
  summary: 'The lines of an edition with their keys, in the order of the text, and the revision that they are of',
  input: z.object({ id: idShape }),
  output: z.object({ rev: z.number(), lines: z.array(line) }),
})

export const itemsGet = operation({
  name: 'strategy.items.get',
  method: 'GET',
  path: '/strategy/editions/{id}/items/{key}',
  right: 'strategy.read',
  summary: 'One line of an edition, with the revision that it is of',
  input: z.object({ id: idShape, key: idShape }),
  output: line.extend({ rev: z.number() }),
})

export const itemsAdd = operation({
  name: 'strategy.items.add',
  edit: 'version',
  method: 'POST',
  path: '/strategy/editions/{id}/items',
  right: 'strategy.write',
  summary: 'Writes one more line behind another and all that hangs on it, marked as that one is; or the first line of an empty section',
  status: 201,
  input: z
    .object({
      ...guard,
      after: idShape.optional(),
      section: z.enum(['vision', 'priorities', 'methods', 'obstacles', 'measures', 'commentary', 'objectives']).optional(),
      raw: words,
    })
    .refine(({ after, section }) => (after === undefined) !== (section === undefined), {
      path: ['after'],
      message: 'name the line that it comes behind, or the empty section that it begins',
    }),
  output: changed,
})

export const itemsChange = operation({
  name: 'strategy.items.change',
  edit: 'version',
  method: 'PATCH',
  path: '/strategy/editions/{id}/items/{key}',
  right: 'strategy.write',
  summary: 'Writes one line anew; its key, its measure and every other byte of the text stay',
  input: z.object({ ...guard, key: idShape, raw: words }),
  output: changed,
})

export const itemsPlace = operation({
  name: 'strategy.items.place',
  edit: 'version',
  method: 'PUT',
  path: '/strategy/editions/{id}/items/{key}/place',
  right: 'strategy.write',
  summary: 'Moves a line with all that hangs on it: up, down, below the one before it, out behind its parent, or beside another one',
  input: z
    .object({ ...guard, key: idShape, to: z.enum(['up', 'down', 'nest', 'lift', 'before', 'after']), beside: idShape.optional() })
    .refine(({ to, beside }) => (beside !== undefined) === (to === 'before' || to === 'after'), {
      path: ['beside'],
      message: 'name the line beside which it comes, and only then',
    }),
  output: changed,
})

export const itemsRemove = operation({
  name: 'strategy.items.remove',
  edit: 'version',
  method: 'DELETE',
  path: '/strategy/editions/{id}/items/{key}',
  right: 'strategy.write',
  summary: 'Takes a line away with all that hangs on it; its measure goes with it, what was read of it stays',
  input: z.object({ ...guard, key: idShape }),
  output: changed,
})
