import {
  comment as say,
  type CommentRow,
  editComment,
  listComments,
  mayToComment,
  removeComment,
  resolveComment,
  takeComment,
} from '../kernel/comments.ts'
import type { Context } from '../kernel/context.ts'
import { oldest, pageBy } from '../kernel/keyset.ts'
import { notify, rewordNotices, endNotices } from '../kernel/notices.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { mayDo, personBehind } from '../kernel/rights.ts'
import { bind, type Endpoint, type Room } from '../kernel/room.ts'
import { calledOf, type SubjectRef } from '../kernel/subject.ts'
import { actorOfPerson, holdersOfRight, personsOf } from '../modules/people/index.ts'
import * as promise from './contract/comments.ts'
import { excerptOf, mentionsIn } from './mentions.ts'
import { reachesSubject } from './reach.ts'

const named = 'house.comment.mentioned'

/** What people say about things: one way for all rooms. */
export function commentOperations(rooms: readonly Room[]): Endpoint[] {
  return [
    bind(promise.commentsList, (ctx, input) => commentsOn(ctx, rooms, input)),
    bind(promise.commentReaders, (ctx, input) => readersOf(ctx, rooms, input)),
    bind(promise.commentAdd, async (ctx, input) => {
      const subject = await subjectOf(ctx, rooms, input.kind, input.subject_id)
      await fitMentions(ctx, rooms, subject, mentionsIn(input.text))
      const row = await say(ctx, { subject, text: input.text })
      await tellNamed(ctx, subject, row, mentionsIn(row.text))
      return shown(ctx, row)
    }),
    bind(promise.commentEdit, async (ctx, input) => {
      const { row, subject } = await seen(ctx, rooms, input.id)
      const before = new Set(mentionsIn(row.text))
      const added = mentionsIn(input.text).filter((id) => !before.has(id))
      await fitMentions(ctx, rooms, subject, added)
      const changed = await editComment(ctx, row, input.text, calledOf(subject))
      await rewordNotices(ctx, { reason: named, key: row.id }, excerptOf(input.text))
      await tellNamed(ctx, subject, changed, added)
      return shown(ctx, changed)
    }),
    bind(promise.commentRemove, async (ctx, input) => {
      const { row, subject } = await seen(ctx, rooms, input.id)
      const gone = await removeComment(ctx, row, calledOf(subject))
      const about = { reason: named, kind: subject.kind, id: subject.id, key: row.id }
      await endNotices(ctx, about)
      await rewordNotices(ctx, about, 'The comment was taken back.')
      return shown(ctx, gone)
    }),
    bind(promise.commentResolve, async (ctx, input) => {
      const { row, subject } = await seen(ctx, rooms, input.id)
      return shown(ctx, await resolveComment(ctx, row, calledOf(subject)))
    }),
  ]
}

/** The thing, if the actor may see it; what may not be seen is as unknown as what is not there. */
export async function subjectOf(ctx: Context, rooms: readonly Room[], kind: string, id: string): Promise<SubjectRef> {
  const subject = await findSubject(ctx, rooms, kind, id)
  if (!subject) throw new Refusal('missing', 'subject.unknown', 'There is nothing here that can be spoken of by this kind and id.')
  return subject
}

async function findSubject(ctx: Context, rooms: readonly Room[], kind: string, id: string): Promise<SubjectRef | undefined> {
  const source = rooms.map((room) => room.subjects?.[kind]).find((one) => one !== undefined)
  const mayRead = source !== undefined && mayDo(ctx.actor, source.right) && (await reachesSubject(ctx, rooms, source.right, kind, id))
  return mayRead ? source.find(ctx, id) : undefined
}

/** Whether somebody else may see it, with the rights of today; nobody who left or is suspended may. */
async function maySee(
  ctx: Context,
  rooms: readonly Room[],
  { kind, id }: Pick<SubjectRef, 'kind' | 'id'>,
  person: string,
): Promise<boolean> {
  const actor = await actorOfPerson(ctx, person)
  return actor !== undefined && (await findSubject({ ...ctx, actor }, rooms, kind, id)) !== undefined
}

async function commentsOn(
  ctx: Context,
  rooms: readonly Room[],
  input: InputOf<typeof promise.commentsList>,
): Promise<OutputOf<typeof promise.commentsList>> {
  const { kind, id } = await subjectOf(ctx, rooms, input.kind, input.subject_id)
  const rows = await listComments(ctx.tx, { kind, id, cursor: input.cursor, limit: input.limit })
  const page = pageBy(rows, oldest(), input.limit)
  return { next: page.next, items: page.items.map((row) => shown(ctx, row)) }
}

/** So many that a list under a field shows them. */
const readersShown = 8

/** Who holds the reading right is one query; whether each of the few who fit sees this very thing is asked as themselves. */
async function readersOf(
  ctx: Context,
  rooms: readonly Room[],
  input: InputOf<typeof promise.commentReaders>,
): Promise<OutputOf<typeof promise.commentReaders>> {
  const subject = await subjectOf(ctx, rooms, input.kind, input.subject_id)
  const right = rooms.map((room) => room.subjects?.[subject.kind]?.right).find((one) => one !== undefined) ?? ''
  const words = input.q.toLowerCase()
  const { people } = await holdersOfRight(ctx, right)
  const fitting = people.filter(({ id, name }) => id !== personBehind(ctx.actor) && ` ${name.toLowerCase()}`.includes(` ${words}`))
  const items: OutputOf<typeof promise.commentReaders>['items'] = []
  for (const { id, name, title } of fitting.slice(0, readersShown * 3)) {
    if (items.length < readersShown && (await maySee(ctx, rooms, subject, id))) items.push({ id, name, title })
  }
  return { items }
}

const mostNamed = 20

/** Naming somebody who may not open the thing would tell them of it: the writer learns that, and whom. */
async function fitMentions(ctx: Context, rooms: readonly Room[], subject: SubjectRef, ids: readonly string[]): Promise<void> {
  if (ids.length > mostNamed) throw new Refusal('invalid', 'comment.too_many_named', `A comment names at most ${mostNamed} colleagues.`)
  for (const id of ids) {
    if (await maySee(ctx, rooms, subject, id)) continue
    const name = (await personsOf(ctx, [id])).get(id) ?? 'Who is named'
    throw new Refusal(
      'refused',
      'comment.reader_shut_out',
      `${name} may not open ${subject.title} and is not told of it. Name somebody who may.`,
    )
  }
}

async function tellNamed(ctx: Context, subject: SubjectRef, row: CommentRow, ids: readonly string[]): Promise<void> {
  const to = ids.filter((id) => id !== personBehind(ctx.actor))
  await notify(ctx, { to, reason: named, rule: 'mentioned', subject, text: excerptOf(row.text), key: row.id })
}

/** A comment on something that one may not see does not exist. */
async function seen(ctx: Context, rooms: readonly Room[], id: string): Promise<{ row: CommentRow; subject: SubjectRef }> {
  const row = await takeComment(ctx.tx, id)
  try {
    return { row, subject: await subjectOf(ctx, rooms, row.kind, row.subject) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new Refusal('missing', 'comment.unknown', 'There is no such comment.')
  }
}

function shown(ctx: Context, row: CommentRow): OutputOf<typeof promise.commentAdd> {
  const { id, text, by_id, by_name, at, edited_at, removed_at, version_hash, resolved_at, resolved_by_name } = row
  const may = mayDo(ctx.actor, 'house.comment') ? mayToComment(row, personBehind(ctx.actor), ctx.now) : []
  return {
    ...{ id, text, by: { id: by_id, name: by_name }, at, edited_at, removed_at, version_hash },
    ...{ resolved_at, resolved_by: resolved_by_name, may },
  }
}
