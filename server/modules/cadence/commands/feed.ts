import { record } from '../../../kernel/audit.ts'
import { calendarFile } from '../../../kernel/calendar/icalendar.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { randomToken } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { addFeed, datesOf, findFeedByHash, noteRead, revokeFeed } from '../store/calendars.ts'
import { readerOf } from '../queries/book.ts'
import { readerBehind } from '../queries/feed.ts'
import { eventOf } from './invitations.ts'

/** Days that other calendars see. */
const shownAhead = 180

/** Only the hash is kept: the address itself is shown this once. */
export async function makeFeed(ctx: Context): Promise<OutputOf<typeof promise.feedCreate>> {
  const { person } = readerOf(ctx)
  await revokeFeed(ctx.tx, person, ctx.now)
  const token = randomToken()
  await addFeed(ctx.tx, { id: newId(), person_id: person, token_hash: sha256(token), made_at: ctx.now, revoked_at: null, read_at: null })
  await record(ctx, { action: 'cadence.feed.made', subject: { kind: 'person', id: person } })
  return { url: `${ctx.settings.publicUrl}/api/cadence/calendars/${token}.ics`, made_at: ctx.now }
}

export async function endFeed(ctx: Context): Promise<OutputOf<typeof promise.feedRevoke>> {
  const { person } = readerOf(ctx)
  const revoked = await revokeFeed(ctx.tx, person, ctx.now)
  if (revoked) await record(ctx, { action: 'cadence.feed.revoked', subject: { kind: 'person', id: person } })
  return { revoked }
}

/**
 * The next half year of one person, dates that are off among them. Whoever has the address reads what the person may read now: nothing once
 * it was revoked, the person left, or may see no meetings any more, in the words for what never was.
 */
export async function readCalendar(ctx: Context, { token }: InputOf<typeof promise.calendarsRead>): Promise<FileAnswer> {
  const feed = await findFeedByHash(ctx.tx, sha256(token.replace(/\.ics$/, '')))
  const actor = feed && (await readerBehind(ctx, feed.person_id))
  if (!actor) throw new Refusal('missing', 'calendar.unknown', 'There is no such calendar.')
  await noteRead(ctx.tx, feed.id, ctx.now)
  const dates = await datesOf(ctx.tx, feed.person_id, ctx.today, addDays(ctx.today, shownAhead + 1))
  const file = calendarFile(
    dates.map((one) => eventOf(ctx, one)),
    { method: 'PUBLISH', name: `Meetings of ${actor.name}` },
  )
  return { type: 'text/calendar; charset=utf-8', name: 'meetings.ics', bytes: Buffer.from(file), inline: true }
}
