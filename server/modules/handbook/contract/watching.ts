import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'

export const watchesList = listOperation({
  name: 'handbook.watches.list',
  path: '/handbook/watches',
  right: 'handbook.read',
  summary: 'Pages that the asker watches, and may still open',
  row: z.object({
    id: z.string().describe('of the page'),
    title: z.string(),
    number: z.string().nullable(),
    path: z.string(),
    label: z.string(),
    changed_at: z.date(),
    since: z.date().describe('since when it is watched'),
  }),
  list: {
    columns: {
      title: { title: 'Page', kind: 'text', shown: true },
      number: { title: 'Number', kind: 'text', empty: 'No procedure', shown: true },
      path: { title: 'Address', kind: 'text' },
      label: { title: 'Version', kind: 'text', asked: false, shown: true },
      changed: { title: 'Changed', kind: 'instant', value: 'changed_at', shown: true },
      since: { title: 'Watched since', kind: 'instant', shown: true },
    },
    sort: '-changed',
    search: 'title, summary, path',
  },
})

export const watchesSet = operation({
  name: 'handbook.watches.set',
  method: 'PUT',
  path: '/handbook/pages/{id}/watch',
  right: 'handbook.read',
  summary: 'Whether the asker is told when a page has another text, with what changed of it',
  edit: { lastWins: 'it is one person’s own' },
  input: z.object({ id: idShape, on: z.boolean() }),
  output: z.object({ id: z.string(), on: z.boolean() }),
})
