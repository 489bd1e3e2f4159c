import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'
import { audience, mark, someone } from './shapes.ts'

const entry = z.object({
  page: z.string().nullable().describe('null: it is still to be written'),
  label: z.string().describe('how the contents call it; everyone sees this of a page for colleagues, and nothing else of it'),
  title: z.string().describe('of the page'),
  blurb: z.string(),
  audience: audience.nullable(),
  number: z.string().nullable(),
  mark: mark.nullable(),
  completeness: z.int().nullable(),
  state: z.enum(['draft', 'in_force', 'revising']).nullable().describe('of a procedure'),
  overdue: z.boolean().describe('its review is more than thirty days late'),
  stub: z.boolean().describe('it has a heading and next to nothing below'),
  owner: z.string().nullable().describe('id of whoever keeps the page'),
})

const functionShape = z.object({
  id: z.string(),
  name: z.string(),
  owner: someone,
  version: z.int(),
  entries: z.array(entry),
})

export const directoryRead = operation({
  name: 'handbook.directory.read',
  method: 'GET',
  path: '/handbook/directory',
  right: 'handbook.read',
  summary: 'The contents by function, as far as the asker may see them, with what is missing',
  input: z.object({}),
  output: z.object({
    pages: z.int(),
    procedures: z.int(),
    functions: z.array(functionShape),
    undocumented: z.object({ promised: z.int(), stubs: z.int(), all: z.int() }),
    unlisted: z.object({ outside: z.array(z.object({ id: z.string(), number: z.string(), title: z.string() })), all: z.int() }),
    may: z.array(z.string()),
  }),
})

const name = nameShape.min(1).max(60)

export const functionsCreate = operation({
  name: 'handbook.functions.create',
  method: 'POST',
  path: '/handbook/functions',
  right: 'handbook.maintain',
  summary: 'A function of the company, below which pages are listed',
  input: z.object({ name, owner: idShape }),
  output: functionShape,
  status: 201,
})

export const functionsChange = operation({
  name: 'handbook.functions.change',
  method: 'PATCH',
  path: '/handbook/functions/{id}',
  right: 'handbook.maintain',
  summary: 'Another name, owner or place of a function',
  edit: 'version',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    name: name.optional(),
    owner: idShape.optional(),
    position: z.int().min(1).max(1000).optional(),
  }),
  output: functionShape,
})

export const functionsArrange = operation({
  name: 'handbook.functions.arrange',
  method: 'PUT',
  path: '/handbook/functions/{id}/entries',
  right: 'handbook.maintain',
  summary: 'The lines of a function in their order: pages, and what is still to be written',
  edit: 'version',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    entries: z
      .array(
        z.object({
          page: idShape.nullable().default(null),
          label: nameShape.max(120).default('').describe('the title of the page when left out'),
          blurb: nameShape.max(120).default(''),
        }),
      )
      .max(200),
  }),
  output: functionShape,
})
