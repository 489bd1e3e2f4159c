import type { Context, Open } from '../kernel/context.ts'
import { countNotices, finishNotice, listNotices, orderOf, readNotice, reopenNotice, ruleOf, snoozeNotice } from '../kernel/inbox.ts'
import { pageBy } from '../kernel/keyset.ts'
import { sendMails } from '../kernel/mail.ts'
import { saveWish, takeForLetters, wishesOf } from '../kernel/notice-letters.ts'
import type { NoticeRow } from '../kernel/notices.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { type Attention, bind, type Endpoint, type Room } from '../kernel/room.ts'
import { companyZone, mailboxesOf } from '../modules/people/index.ts'
import * as promise from './contract/notices.ts'
import { saidOnce } from './contract/said-once.ts'
import { noticeLetter } from './notice-letter.ts'

/** What waits for a person: one way for all rooms. */
export function noticeOperations(rooms: readonly Room[]): Endpoint[] {
  const spoken = new Set(rooms.flatMap((room) => Object.keys(room.subjects ?? {})))
  const shown = (ctx: Context, row: NoticeRow) => ({ ...shownNotice(ctx, row), spoken: spoken.has(row.kind) })
  return [
    bind(promise.noticesList, (ctx, input) => ownNotices(ctx, input, (row) => shown(ctx, row))),
    bind(promise.noticesCount, countNotices),
    bind(promise.noticeDone, async (ctx, input) => shown(ctx, await finishNotice(ctx, input.id))),
    bind(promise.noticeReopen, async (ctx, input) => shown(ctx, await reopenNotice(ctx, input.id))),
    bind(promise.noticeRead, async (ctx, input) => shown(ctx, await readNotice(ctx, input.id))),
    bind(promise.noticeSnooze, async (ctx, input) => shown(ctx, await snoozeNotice(ctx, input.id, input.until))),
    bind(promise.noticeWishes, async (ctx) => ({ items: await wishesOf(ctx) })),
    bind(promise.noticeWish, async (ctx, input) => {
      await saveWish(ctx, input)
      return { items: await wishesOf(ctx) }
    }),
  ]
}

/** What waits for the asker, for the home page: what one is only told stands in the inbox alone. */
export async function noticesAsAttention(ctx: Context): Promise<Attention[]> {
  if (ctx.actor.kind !== 'person') return []
  const rows = await listNotices(ctx, { state: 'asking', limit: 20 })
  return rows.map((row) => ({
    kind: 'notice',
    ...needOf(row),
    href: row.href,
    at: row.at,
    assignee: row.person,
    ...(row.due_day ? { due: row.due_day } : {}),
  }))
}

/** What is asked and why, each once: of a thing with a number what it is called. */
function needOf(row: NoticeRow): { title: string; detail: string } {
  if (row.rule === 'mentioned') return { title: row.text, detail: `${row.by_name} mentioned you` }
  const by = { kind: row.by_kind, name: row.by_name }
  const { title, said } = saidOnce({ rule: row.rule, by, subject: row, text: row.text, due_day: row.due_day })
  if (title !== row.title) return { title, detail: said }
  return { title: row.text, detail: by.kind === 'system' ? 'Told by itself' : `Asked by ${by.name}` }
}

/** A round of letters: one for each person with all that is new to them. Who has left or is suspended gets none. */
export async function writeNoticeLetters(open: Open): Promise<void> {
  await open(async (ctx) => {
    const rows = await takeForLetters(ctx, await companyZone(ctx.tx), 500)
    const boxes = await mailboxesOf(ctx, [...new Set(rows.map((row) => row.person))])
    const letters = [...Map.groupBy(rows, (row) => row.person)].flatMap(([person, notices]) => {
      const box = boxes.get(person)
      return box ? [noticeLetter(box, notices, ctx.settings.publicUrl, ctx.today)] : []
    })
    await sendMails(ctx, letters)
  })
}

async function ownNotices(
  ctx: Context,
  input: InputOf<typeof promise.noticesList>,
  shown: (row: NoticeRow) => Shown,
): Promise<OutputOf<typeof promise.noticesList>> {
  const { state, rule, cursor, limit } = input
  const rows = await listNotices(ctx, { state, cursor, limit, ...(rule ? { rule } : {}) })
  const page = pageBy(rows, orderOf(state), limit)
  return { next: page.next, items: page.items.map(shown) }
}

type Shown = OutputOf<typeof promise.noticeDone>

function shownNotice(ctx: Context, row: NoticeRow): Omit<Shown, 'spoken'> {
  const { id, reason, text, room, kind, subject, title, href, due_day, at, read_at, snoozed_until, done_at } = row
  return {
    ...{ id, reason, rule: ruleOf(row, ctx.today), text, subject: { room, kind, id: subject, title, href }, due_day, at },
    ...{ by: { kind: row.by_kind, id: row.by_id, name: row.by_name }, read_at, snoozed_until, done_at },
  }
}
