import { recordAll } from '../../../kernel/audit.ts'
import type { Open } from '../../../kernel/context.ts'
import { blankNotices } from '../../../kernel/notices.ts'
import { meetingTitle } from '../queries/book.ts'
import { lastDayToDelete } from '../rules/retention.ts'
import { deleteMinutes, takeOldMinutes } from '../store/retention.ts'

const batch = 100

/** Deletes the minutes that are over, a hundred meetings a transaction; what was deleted is told to the trail by its hash. */
export async function deleteOldMinutes(open: Open): Promise<{ deleted: number }> {
  let deleted = 0
  for (;;) {
    const many = await open(async (ctx) => {
      const old = await takeOldMinutes(ctx.tx, lastDayToDelete(ctx.today), batch)
      if (old.length === 0) return 0
      const ids = old.map(({ id }) => id)
      await deleteMinutes(ctx.tx, ids, ctx.today)
      await blankNotices(ctx, { reason: 'cadence.message.told', kind: 'meeting', ids }, 'Deleted with the minutes')
      await recordAll(
        ctx,
        old.map((meeting) => ({
          action: 'cadence.minutes.deleted',
          subject: { kind: 'meeting', id: meeting.id, label: meetingTitle(meeting, meeting) },
          before: { minutes_hash: meeting.minutes_hash },
          reason: 'Minutes are kept for seven years.',
        })),
      )
      return old.length
    })
    deleted += many
    if (many < batch) return { deleted }
  }
}
