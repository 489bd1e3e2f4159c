import type { Tx } from '../../../kernel/database.ts'
import type { FrozenRowTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Frozen rows of several meetings, oldest meeting first, and of each the last row of its scorecard first. */
export async function frozenOn(tx: Tx, meetings: readonly string[]): Promise<FrozenRowTable[]> {
  if (meetings.length === 0) return []
  return tables(tx)
    .selectFrom('frozen_row')
    .innerJoin('meeting', 'meeting.id', 'frozen_row.meeting_id')
    .selectAll('frozen_row')
    .where('meeting_id', 'in', [...meetings])
    .orderBy('meeting.starts_at')
    .orderBy('frozen_row.position', 'desc')
    .limit(100 * meetings.length)
    .execute()
}
