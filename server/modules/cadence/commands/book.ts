import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Book, bookOf, mayLead, mayTakePart, mayWrite, readerOf } from '../queries/book.ts'
import { type Act, fitState } from '../rules/life.ts'
import { getMeeting, takeMeeting } from '../store/meetings.ts'
import { takeSeries } from '../store/series.ts'

/** Locked, and in a state that allows the act; `withSeries` where items go to another date of it. */
export async function takeBook(ctx: Context, id: string, act: Act, withSeries = false): Promise<Book> {
  const reader = readerOf(ctx)
  const { series_id } = await getMeeting(ctx.tx, id, reader)
  if (withSeries) await takeSeries(ctx.tx, series_id, reader)
  const book = await bookOf(ctx, await takeMeeting(ctx.tx, id, reader))
  fitState(book.meeting.state, act)
  return book
}

/** Refuses `meeting.not_lead`. */
export function fitLead(ctx: Context, book: Book): void {
  if (mayLead(ctx, book)) return
  const who = 'This is for the chair, for the vice chair in the chair’s absence, and for those who run the series.'
  throw new Refusal('forbidden', 'meeting.not_lead', who)
}

/** Refuses `meeting.not_scribe`. */
export function fitWriter(ctx: Context, book: Book): void {
  if (!mayWrite(ctx, book)) throw new Refusal('forbidden', 'meeting.not_scribe', 'This is for whoever leads the meeting and its scribe.')
}

/** Refuses `meeting.not_member`. */
export function fitMember(ctx: Context, book: Book): void {
  if (!mayTakePart(ctx, book) && !mayWrite(ctx, book))
    throw new Refusal('forbidden', 'meeting.not_member', 'This is for those who belong to the meeting.')
}

/** Refuses `meeting.not_member`: an order of what is talked about is that of the people who belong to it, each by their own hand. */
export function fitVoter(ctx: Context, book: Book): void {
  if (ctx.actor.kind === 'person' && mayTakePart(ctx, book)) return
  throw new Refusal('forbidden', 'meeting.not_member', 'Those who belong to the meeting vote, each for themselves.')
}
