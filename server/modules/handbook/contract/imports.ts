import { z } from 'zod'
import { fileInput } from '../../../kernel/files/shape.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape } from '../../../kernel/shapes.ts'
import { groups } from './shapes.ts'

const verdict = z
  .enum(['create', 'update', 'move', 'same', 'skip', 'conflict', 'gone', 'keep'])
  .describe('gone: its file is in the tree no more, and nothing is done; keep: no page, kept as it is and exported again')
const fileState = z
  .enum(['waiting', 'placed', 'done', 'left'])
  .describe('placed: written, its links not yet followed; left: not done, for the reason that it says')
const archive = [
  'text/plain',
  'application/gzip',
  'application/x-gzip',
  'application/x-tar',
  'application/zip',
  'application/x-zip-compressed',
  'application/octet-stream',
] as const
const count = z.object({ verdict, state: fileState, files: z.int() })

const importShape = z.object({
  id: z.string(),
  tree: z.string(),
  name: z.string(),
  state: z.enum(['previewed', 'applying', 'applied', 'discarded']),
  created_at: z.date(),
  by: z.object({ id: z.string(), name: z.string() }),
  ended_at: z.date().nullable(),
  counts: z.array(count),
})

const importDetail = importShape.extend({
  parts: z.array(
    z.object({
      folder: z.string(),
      dialect: z.enum(['ours', 'gitbook', 'mkdocs', 'docusaurus', 'jekyll', 'hugo', 'mdbook', 'plain']),
      docs: z.string().describe('the folder of its pages'),
      evidence: z.array(z.string()),
    }),
  ),
  contents: z.array(z.object({ name: z.string(), pages: z.int(), to_be_written: z.int() })),
  outside: z.int().describe('pages that its contents do not list'),
  marks: z
    .array(z.object({ code: z.string(), text: z.string(), files: z.int(), example: z.string() }))
    .describe('what is to be known of its texts, the most frequent first'),
  may: z.array(z.string()),
})

export const importsPreview = operation({
  name: 'handbook.imports.preview',
  method: 'POST',
  path: '/handbook/imports',
  right: 'handbook.maintain',
  largest: 36 * 1024 * 1024,
  upload: 'file',
  summary: 'Reads a tree of files and says what would become of each; no page is written',
  status: 201,
  input: z
    .object({
      file: fileInput(archive, 35_000_000)
        .optional()
        .describe(
          'a ZIP, tar or tar.gz of up to 25 MiB, or what git fast-export -M writes: GitBook, MkDocs, Docusaurus, Jekyll, Hugo, mdBook, plain Markdown, or an export of ours',
        ),
      repository: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
        .optional()
        .describe('in place of a file: a bare repository by its name in the folder that the operator opened (GIT_FOLDER)'),
      history: z
        .enum(['none', 'renames', 'full'])
        .default('renames')
        .describe(
          'of a repository: nothing of what was before; renames as addresses that lead on; full: new pages have up to 200 earlier texts too',
        ),
      tree: nameShape.min(1).max(80).default('handbook').describe('which tree it is: the same name is the same tree again'),
      groups: groups.default([]).describe('who reads pages that say that they are for the few'),
    })
    .refine(({ file, repository }) => (file === undefined) !== (repository === undefined), 'give a file or a repository'),
  output: importDetail,
})

export const importsGet = operation({
  name: 'handbook.imports.get',
  method: 'GET',
  path: '/handbook/imports/{id}',
  right: 'handbook.restricted',
  summary: 'An import: what it was read as, and how far it is',
  input: z.object({ id: idShape }),
  output: importDetail,
})

export const importsList = operation({
  name: 'handbook.imports.list',
  method: 'GET',
  path: '/handbook/imports',
  right: 'handbook.restricted',
  summary: 'Imports, the newest first',
  input: z.object({ limit: z.int().min(1).max(200).default(20), cursor: z.string().optional() }),
  output: z.object({ items: z.array(importShape), next: z.string().nullable() }),
})

export const importsFiles = operation({
  name: 'handbook.imports.files',
  method: 'GET',
  path: '/handbook/imports/{id}/files',
  right: 'handbook.restricted',
  summary: 'What becomes of each file, why, and what is not understood in it',
  input: z.object({
    id: idShape,
    part: z
      .enum(['ask', 'changed', 'new', 'alone'])
      .optional()
      .describe('ask: clashes; changed: updates and moves; alone: what nothing is done with'),
    verdict: verdict.optional(),
    state: fileState.optional(),
    limit: z.int().min(1).max(500).default(100),
    cursor: z.string().optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        place: z.int(),
        file: z.string(),
        kind: z.enum(['page', 'rest']),
        verdict,
        code: z.string().nullable(),
        says: z.string(),
        title: z.string(),
        path: z.string(),
        page: z.string().nullable(),
        leads_here: z.array(z.string()).describe('addresses of the old site that lead to it'),
        notes: z.array(z.object({ line: z.int().nullable(), code: z.string(), text: z.string() })),
        state: fileState,
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const importsApply = operation({
  name: 'handbook.imports.apply',
  method: 'POST',
  path: '/handbook/imports/{id}/applications',
  right: 'handbook.maintain',
  summary: 'Does what the preview said, page by page, in the background; what was changed meanwhile is left',
  status: 202,
  input: z.object({
    id: idShape,
    owner: idShape.optional().describe('who keeps the new pages; whoever asks when left out'),
    contents: z.boolean().default(true).describe('whether pages are listed as the tree lists them'),
    take: z
      .array(z.string().min(1).max(400))
      .max(1000)
      .default([])
      .describe('files in conflict whose text is taken in place of the one here'),
  }),
  output: importDetail,
})

export const importsDiscard = operation({
  name: 'handbook.imports.discard',
  method: 'POST',
  path: '/handbook/imports/{id}/discards',
  right: 'handbook.maintain',
  summary: 'Throws a preview away with the texts that it held',
  input: z.object({ id: idShape }),
  output: importDetail,
})
