import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { stateOf } from '../../../kernel/shared-text.ts'
import { readerOf } from './book.ts'
import type * as promise from '../contract.ts'
import { isHereNow } from '../rules/presence.ts'
import { editsAfter, presenceOf } from '../store/live.ts'
import { getMeeting } from '../store/meetings.ts'
import type { PresenceTable } from '../tables.ts'

/** Edits that one answer holds: whoever was away for longer gets the whole text. */
const mostEdits = 300

/** What whoever follows a meeting does not have yet. Three reads, since it is asked at every letter. */
export async function followMeeting(
  ctx: Context,
  { id, after }: InputOf<typeof promise.meetingsFollow>,
): Promise<OutputOf<typeof promise.meetingsFollow>> {
  const meeting = await getMeeting(ctx.tx, id, readerOf(ctx))
  const { notes_version: number } = meeting
  const edits = after > 0 && after < number ? await editsAfter(ctx.tx, id, after, mostEdits) : []
  const whole = after === 0 || edits.length < number - after
  return {
    version: meeting.version,
    number,
    state: whole ? Buffer.from(meeting.notes_state ?? stateOf(meeting.notes)).toString('base64') : null,
    edits: whole
      ? []
      : edits.map((one) => ({
          number: one.number,
          by: { id: one.person_id, name: one.name },
          edit: one.edit.toString('base64'),
          at: one.at,
        })),
    here: hereNow(await presenceOf(ctx.tx, id), ctx.now),
    lead: meeting.lead,
  }
}

export function hereNow(seen: readonly PresenceTable[], now: Date): { id: string; name: string }[] {
  return seen.filter((one) => isHereNow(one, now)).map(({ person_id: id, name }) => ({ id, name }))
}
