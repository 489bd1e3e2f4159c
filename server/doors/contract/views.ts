import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { idShape, nameShape, versionShape } from '../../kernel/shapes.ts'

const view = z.object({
  id: z.uuid(),
  title: z.string(),
  where: z.array(z.string()),
  sort: z.string().nullable().describe('nothing: the order of the list itself'),
  columns: z.array(z.string()).nullable().describe('nothing: the columns of the list itself'),
  shared: z.boolean(),
  by: z.object({ id: z.string(), name: z.string() }),
  own: z.boolean(),
  version: z.int(),
})

const list = z.string().min(3).max(80).describe('the operation that answers the list, such as billing.contracts.list')
const shown = {
  where: z.array(z.string().min(3).max(1000)).max(20).describe('conditions that all hold, as the list takes them'),
  sort: z.string().min(1).max(80).nullable(),
  columns: z.array(z.string().min(1).max(80)).min(1).max(60).nullable(),
}
const title = nameShape.min(1).max(60)

export const viewsList = operation({
  name: 'house.views.list',
  method: 'GET',
  path: '/views',
  right: 'signed_in',
  desk: true,
  summary: 'Kept ways of looking at a list: one’s own and those that colleagues share; and the one with which one begins',
  input: z.object({ list }),
  output: z.object({ items: z.array(view), default: z.string().nullable() }),
})

export const viewsSave = operation({
  name: 'house.views.save',
  method: 'POST',
  path: '/views',
  right: 'signed_in',
  desk: true,
  summary: 'Keeps a way of looking at a list, for oneself',
  input: z.object({ list, title, ...shown }),
  output: view,
  status: 201,
})

export const viewsChange = operation({
  name: 'house.views.change',
  method: 'PATCH',
  path: '/views/{id}',
  right: 'signed_in',
  desk: true,
  edit: 'version',
  summary: 'Changes what a view of one’s own shows, or its name',
  input: z.object({
    id: idShape,
    title: title.optional(),
    where: shown.where.optional(),
    sort: shown.sort.optional(),
    columns: shown.columns.optional(),
    if_match: versionShape.optional(),
  }),
  output: view,
})

export const viewsShare = operation({
  name: 'house.views.share',
  method: 'PUT',
  path: '/views/{id}/shared',
  right: 'house.comment',
  edit: { lastWins: 'it is shared or not, and only whoever keeps it says which' },
  summary: 'Shows a view of one’s own to all colleagues, or to nobody else any more',
  input: z.object({ id: idShape, shared: z.boolean() }),
  output: view,
})

export const viewsDrop = operation({
  name: 'house.views.drop',
  method: 'DELETE',
  path: '/views/{id}',
  right: 'signed_in',
  desk: true,
  summary: 'Keeps a view of one’s own no more',
  input: z.object({ id: idShape }),
  output: z.object({ id: z.uuid() }),
})

export const viewsBegin = operation({
  name: 'house.views.begin',
  method: 'PUT',
  path: '/views/beginnings',
  right: 'signed_in',
  desk: true,
  edit: { lastWins: 'it is one’s own choice, and the last one counts' },
  summary: 'Says with which view of a list one begins; nothing: with its first',
  input: z.object({ list, view: z.string().min(1).max(80).nullable() }),
  output: z.object({ default: z.string().nullable() }),
})
