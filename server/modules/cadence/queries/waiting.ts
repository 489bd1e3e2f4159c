import type { Context } from '../../../kernel/context.ts'
import { addDays, dayWords } from '../../../kernel/period.ts'
import type { Attention } from '../../../kernel/room.ts'
import { calendarOf } from '../../people/index.ts'
import { meetingTitle, readerOf } from './book.ts'
import { preworkDay } from '../rules/dates.ts'
import { meetingsWaiting } from '../store/meetings.ts'

/** What waits for whoever looks: a meeting of today that they lead, and what they get ready for. */
export async function waiting(ctx: Context): Promise<Attention[]> {
  const { person } = readerOf(ctx)
  const rows = await meetingsWaiting(ctx.tx, { person, today: ctx.today, until: addDays(ctx.today, 14) })
  if (rows.length === 0) return []
  const calendar = await calendarOf(ctx)
  return rows.flatMap((row): Attention[] => {
    const base = {
      kind: 'meeting',
      href: `/cadence/meetings/${row.id}`,
      at: row.opened_at ?? row.starts_at,
      assignee: person,
      due: row.day,
    }
    const title = meetingTitle(row, row)
    if (row.chair === person && (row.state === 'in_progress' || row.day <= ctx.today))
      return [{ ...base, title, detail: row.state === 'in_progress' ? 'Under way, and you lead it' : 'You lead it today', act: 'Run it' }]
    const ready = row.prework_days > 0 && row.state === 'open' && preworkDay(row.day, row.prework_days, calendar) <= ctx.today
    return ready && row.day >= ctx.today ? [{ ...base, title, detail: `Read and vote before ${dayWords(row.day)}`, act: 'Prepare' }] : []
  })
}
