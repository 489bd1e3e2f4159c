import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { people } from './tables.ts'

/**
 * A company that moves to a zone in which it is still yesterday takes along what has begun: a role or a membership of today would
 * otherwise wait for midnight, and nobody could get in meanwhile.
 */
export async function keepBegun(tx: Tx, day: { was: Day; is: Day }): Promise<void> {
  if (day.is >= day.was) return
  await people(tx)
    .updateTable('role_grant')
    .set({ from_day: day.is })
    .where('from_day', '>', day.is)
    .where('from_day', '<=', day.was)
    .execute()
  await people(tx)
    .updateTable('membership')
    .set({ valid_from: day.is })
    .where('valid_from', '>', day.is)
    .where('valid_from', '<=', day.was)
    .where('valid_to', 'is', null)
    .execute()
}
