import { z } from 'zod'
import { fileInput } from '../../../kernel/files/shape.ts'
import { nameShape } from '../../../kernel/shapes.ts'
import { operation } from '../../../kernel/operation.ts'
import { type CsvColumn, csvColumns } from '../rules/goals-csv.ts'
import { level, previewPlan } from './shapes.ts'

const id = z.uuid()
const documentTypes = [
  'text/markdown',
  'text/plain',
  'text/csv',
  'text/x-markdown',
  'application/json',
  'application/octet-stream',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const

export const previewShape = z.object({
  id: z.string(),
  name: z.string(),
  text: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  plans: z.array(previewPlan),
  /** lie end to end; joined they are the document */
  segments: z.array(
    z.object({ from: z.number(), to: z.number(), kind: z.enum(['plan', 'stub', 'sketch', 'rest']), plan: z.number().nullable() }),
  ),
  /** what each run of the text was read as, for colouring */
  roles: z.array(
    z.object({ from: z.number(), to: z.number(), role: z.string(), section: z.string().nullable(), plan: z.number().nullable() }),
  ),
  defects: z.array(z.object({ code: z.string(), text: z.string() })),
  /** of a CSV: the word above each column, the first thing in it, and what it is read as */
  columns: z.array(z.object({ name: z.string(), sample: z.string(), as: z.enum(csvColumns) })).nullable(),
  /** whom the plans name, and whom that means here */
  signs: z.array(z.object({ sign: z.string(), is: z.enum(['person', 'group', 'unknown']), name: z.string().nullable() })),
  confirmed_at: z.string().nullable(),
  created: z.array(z.object({ index: z.number(), slug: z.string(), edition_id: z.string(), title: z.string() })),
})
export type Preview = z.output<typeof previewShape>
export type { CsvColumn }

export const importsPreview = operation({
  name: 'strategy.imports.preview',
  largest: 4 * 1024 * 1024,
  upload: 'file',
  method: 'POST',
  path: '/strategy/plan-imports',
  right: 'strategy.import',
  summary: 'Keeps a document byte for byte and shows what was read in it; no plan is made yet',
  status: 201,
  input: z
    .object({
      name: z.string().trim().min(1).max(300).optional().describe('the file’s name where it does not come with the file'),
      /** the bytes, so that nothing is lost on the way; `text` is for what was pasted */
      content_base64: z.string().max(3_000_000).optional(),
      text: z.string().max(1_100_000).optional(),
      file: fileInput(documentTypes, 3_000_000)
        .optional()
        .describe('Markdown, plain text, CSV or .docx, as a part of a form; up to 8 MiB for .docx'),
    })
    .refine(
      ({ content_base64, text, file }) => [content_base64, text, file].filter((one) => one !== undefined).length === 1,
      'give one of file, content_base64 and text',
    )
    .refine(({ name, file }) => name !== undefined || file !== undefined, 'give the name'),
  output: previewShape,
})

export const importsGet = operation({
  name: 'strategy.imports.get',
  method: 'GET',
  path: '/strategy/plan-imports/{id}',
  right: 'strategy.read',
  summary: 'An import with its reading and what became of it',
  input: z.object({ id }),
  output: previewShape,
})

export const importsColumns = operation({
  name: 'strategy.imports.columns',
  edit: { lastWins: 'a choice before anything is made; the file stays as it came, and the trail keeps both' },
  method: 'PUT',
  path: '/strategy/plan-imports/{id}/columns',
  right: 'strategy.import',
  summary: 'Says what each column of an imported CSV holds, and reads it again',
  input: z.object({ id, columns: z.array(z.enum(csvColumns)).min(1).max(200).describe('one for each column of the file, in its order') }),
  output: previewShape,
})

export const importsConfirm = operation({
  name: 'strategy.imports.confirm',
  method: 'POST',
  path: '/strategy/plan-imports/{id}/confirmations',
  right: 'strategy.import',
  summary: 'Makes the ticked plans; ends with what was done and what was not',
  status: 201,
  input: z.object({
    id,
    plans: z
      .array(
        z.object({
          index: z.int().min(0),
          title: nameShape.min(1).max(200).optional(),
          level: level.optional(),
          audience: z.enum(['public', 'internal', 'restricted']).default('internal'),
          parent_slug: z.string().max(120).nullish(),
        }),
      )
      .min(1)
      .max(500),
    signs: z
      .array(
        z
          .object({ sign: z.string().trim().min(1).max(200), person_id: z.uuid().optional(), group_id: z.uuid().optional() })
          .refine(({ person_id, group_id }) => (person_id === undefined) !== (group_id === undefined), 'give a person or a group'),
      )
      .max(200)
      .default([])
      .describe('whom signs that nobody knows mean: told once, and meant by every plan from then on'),
  }),
  output: z.object({
    created: z.array(
      z.object({
        index: z.number(),
        slug: z.string(),
        edition_id: z.string(),
        title: z.string(),
        state: z.string(),
        new_plan: z.boolean(),
        /** by what the text itself says that they are bound to */
        measures_bound: z.number(),
      }),
    ),
    /** plans that were not made, and measures that are not bound to what their text says */
    left: z.array(z.object({ index: z.number(), title: z.string(), why: z.string() })),
  }),
})

export const importsDocument = operation({
  name: 'strategy.imports.document',
  method: 'GET',
  path: '/strategy/plan-imports/{id}/document',
  right: 'strategy.read',
  summary: 'The imported document, byte for byte',
  input: z.object({ id }),
  output: z.unknown(),
})
