import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { audience, changeClass, finding, heading, source, versionLine } from './shapes.ts'

export const sourcesGet = operation({
  name: 'handbook.sources.get',
  method: 'GET',
  path: '/handbook/pages/{id}/source',
  right: 'handbook.read',
  summary: 'The text of a page letter by letter, for those who keep it and those who may read all of it',
  input: z.object({ id: idShape }),
  output: z.object({ no: z.int(), label: z.string(), title: z.string(), source: z.string() }),
})

export const textsPreview = operation({
  name: 'handbook.texts.preview',
  method: 'POST',
  path: '/handbook/previews',
  right: 'handbook.write',
  reads: true,
  summary: 'How a text would be read by colleagues and by everyone, and what stands in its way',
  input: z.object({
    source,
    page: idShape.optional().describe('whose text it would be'),
    audience: audience.default('internal'),
  }),
  output: z.object({
    title: z.string(),
    address: z
      .string()
      .describe('where it is; of a new one the address of its title, which has a number behind it where another page has that'),
    html: z.string(),
    public_html: z.string().nullable().describe('null where nobody outside would see it'),
    public_hash: z.string().nullable(),
    headings: z.array(heading),
    class: changeClass.describe('what publishing it would be'),
    why: z.string().nullable().describe('why it is that; null of a first text'),
    label: z.string().describe('the version that it would become'),
    way: z
      .enum(['publish', 'put_forward'])
      .describe('put_forward: of a procedure that is followed; whom it names agrees to this text before it is'),
    opens: z.boolean().describe('everyone would see what they do not see now: publishing asks for public_hash'),
    findings: z.array(finding),
  }),
})

export const versionsList = operation({
  name: 'handbook.versions.list',
  method: 'GET',
  path: '/handbook/pages/{id}/versions',
  right: 'handbook.read',
  summary: 'Every text that a page had, the newest first',
  input: z.object({ id: idShape, limit: z.int().min(1).max(200).default(50), cursor: z.string().optional() }),
  output: z.object({ items: z.array(versionLine), next: z.string().nullable() }),
})

export const versionsGet = operation({
  name: 'handbook.versions.get',
  method: 'GET',
  path: '/handbook/pages/{id}/versions/{no}',
  right: 'handbook.read',
  summary: 'A text that a page had, as the asker may read it',
  input: z.object({ id: idShape, no: z.int().min(1) }),
  output: versionLine.extend({ title: z.string(), html: z.string(), headings: z.array(heading) }),
})

export const versionsCompare = operation({
  name: 'handbook.versions.compare',
  method: 'GET',
  path: '/handbook/pages/{id}/differences',
  right: 'handbook.read',
  summary: 'What differs between two texts of a page, word by word, as far as the asker may read them',
  input: z.object({ id: idShape, from: z.int().min(1), to: z.int().min(1) }),
  output: z.object({
    from: versionLine,
    to: versionLine,
    runs: z.array(z.object({ mark: z.enum(['same', 'removed', 'added']), text: z.string() })),
  }),
})
