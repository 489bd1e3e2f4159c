import { z } from 'zod'
import { idShape, nameShape } from '../../../kernel/shapes.ts'

export const audience = z.enum(['public', 'internal', 'restricted'])
export const mark = z.enum(['tba', 'wip', 'needs_update'])
export const changeClass = z.enum(['first', 'editorial', 'minor', 'material'])
export const someone = z.object({ id: z.string(), name: z.string() })
export const note = nameShape.min(3).max(500)
export const path = z.string().min(1).max(200).describe('below /handbook/: sales/quotes')
/** As it was written: line ends, tabs and spaces too. */
export const source = z.string().min(1).max(262_144).describe('Markdown, with front matter or without')
export const groups = z.array(idShape).max(20)

export const finding = z.object({
  code: z.string(),
  level: z.enum(['error', 'warn']),
  text: z.string(),
  from: z.int().nullable().describe('where it stands in the source'),
  to: z.int().nullable(),
})

export const heading = z.object({ id: z.string(), text: z.string(), level: z.int() })

export const versionLine = z.object({
  no: z.int(),
  label: z.string().describe('material.minor.editorial changes: 2.1.0'),
  class: changeClass,
  note: z.string(),
  author: someone,
  published_at: z.date(),
  content_hash: z
    .string()
    .nullable()
    .describe(
      'SHA-256 of RFC 8785 JSON {format: "handbook.version/1", source, attachments: []}, keyed by the house where a part is not for all colleagues; null for those who may not read all of it',
    ),
})

export const pageShape = z.object({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  summary: z.string(),
  completeness: z.int().nullable().describe('percent, as the title or the front matter says'),
  mark: mark.nullable(),
  owner: someone,
  backup: someone.nullable(),
  audience,
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  number: z.string().nullable().describe('SOP-0042 of a procedure'),
  state: z.enum(['published', 'retired']),
  no: z.int(),
  label: z.string(),
  changed_at: z.date(),
  changed_by: someone,
  retired: z
    .object({ on: z.string(), reason: z.string(), replaced_by: z.object({ id: z.string(), title: z.string() }).nullable() })
    .nullable(),
  public_href: z.string().nullable(),
  version: z.int(),
  may: z.array(z.string()),
})
