import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { idShape } from '../../kernel/shapes.ts'

export const notice = z.object({
  id: z.uuid(),
  reason: z.string(),
  text: z.string(),
  subject: z.object({ room: z.string(), kind: z.string(), id: z.string(), title: z.string(), href: z.string() }),
  due_day: z.string().nullable(),
  at: z.date(),
  by: z.string(),
  done_at: z.date().nullable(),
})

export const noticesList = operation({
  name: 'house.notices.list',
  method: 'GET',
  path: '/notices',
  right: 'signed_in',
  summary: 'What waits for oneself, newest first; with `all`, what is done too',
  input: z.object({ ...pageInput, state: z.enum(['open', 'all']).default('open') }),
  output: pageOf(notice),
})

export const noticesCount = operation({
  name: 'house.notices.count',
  method: 'GET',
  path: '/notices/count',
  right: 'signed_in',
  summary: 'How much waits for oneself',
  input: z.object({}),
  output: z.object({ open: z.int() }),
})

export const noticeDone = operation({
  name: 'house.notices.done',
  method: 'POST',
  path: '/notices/{id}/done',
  right: 'signed_in',
  summary: 'Marks a notice of one’s own as done',
  input: z.object({ id: idShape }),
  output: notice,
})

export const comment = z.object({
  id: z.uuid(),
  text: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.date(),
  edited_at: z.date().nullable(),
  version_hash: z.string().nullable(),
  resolved_at: z.date().nullable(),
  resolved_by: z.string().nullable(),
})

const about = {
  kind: z.string().max(60).describe('quote, contract, …'),
  subject_id: z.string().max(100).describe('whose comments'),
}
const text = z.string().trim().min(1).max(4000)

export const commentsList = operation({
  name: 'house.comments.list',
  method: 'GET',
  path: '/comments',
  right: 'signed_in',
  summary: 'What colleagues said about a thing that one may see, oldest first',
  input: z.object({ ...pageInput, ...about }),
  output: pageOf(comment),
})

export const commentAdd = operation({
  name: 'house.comments.add',
  method: 'POST',
  path: '/comments',
  right: 'house.comment',
  summary: 'Says something about a thing that one may see; colleagues who see it read it',
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

export const commentResolve = operation({
  name: 'house.comments.resolve',
  method: 'POST',
  path: '/comments/{id}/resolutions',
  right: 'house.comment',
  summary: 'Marks a comment as settled',
  input: z.object({ id: idShape }),
  output: comment,
})
