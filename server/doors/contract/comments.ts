import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { idShape } from '../../kernel/shapes.ts'

const comment = z.object({
  id: z.uuid(),
  /** Markdown; `[@Name](/people/persons/<id>)` names a colleague. Empty once removed */
  text: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.date(),
  edited_at: z.date().nullable(),
  removed_at: z.date().nullable(),
  version_hash: z.string().nullable(),
  resolved_at: z.date().nullable(),
  resolved_by: z.string().nullable(),
  may: z.array(z.enum(['edit', 'remove', 'resolve'])),
})

const about = {
  kind: z.string().max(60).describe('quote, contract, …'),
  subject_id: z.string().max(100).describe('whose comments'),
}
const text = z.string().trim().min(1).max(4000).describe('Markdown; [@Name](/people/persons/<id>) tells that colleague')

export const commentsList = operation({
  name: 'house.comments.list',
  method: 'GET',
  path: '/comments',
  right: 'signed_in',
  summary: 'What colleagues said about a thing that one may see, oldest first',
  input: z.object({ ...pageInput, ...about }),
  output: pageOf(comment),
})

export const commentReaders = operation({
  name: 'house.comments.readers',
  method: 'GET',
  path: '/comments/readers',
  right: 'signed_in',
  summary: 'Colleagues who may see a thing, by a part of their name: whom a comment on it can tell',
  input: z.object({ ...about, q: z.string().trim().max(60).default('') }),
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable() })) }),
})

export const commentAdd = operation({
  name: 'house.comments.add',
  method: 'POST',
  path: '/comments',
  right: 'house.comment',
  summary: 'Says something about a thing that one may see; colleagues who see it read it, and who is named is told',
  input: z.object({ ...about, text }),
  output: comment,
  status: 201,
})

export const commentEdit = operation({
  name: 'house.comments.edit',
  method: 'PATCH',
  path: '/comments/{id}',
  right: 'house.comment',
  edit: { lastWins: 'only the writer changes the words, and only for some minutes' },
  summary: 'Changes the words of one’s own comment, for 15 minutes',
  input: z.object({ id: idShape, text }),
  output: comment,
})

export const commentRemove = operation({
  name: 'house.comments.remove',
  method: 'DELETE',
  path: '/comments/{id}',
  right: 'house.comment',
  summary: 'Takes back one’s own comment: its words are gone, also for whom it told',
  input: z.object({ id: idShape }),
  output: comment,
})

export const commentResolve = operation({
  name: 'house.comments.resolve',
  method: 'POST',
  path: '/comments/{id}/resolutions',
  right: 'house.comment',
  summary: 'Marks a comment as resolved',
  input: z.object({ id: idShape }),
  output: comment,
})
