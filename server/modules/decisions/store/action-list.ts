import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Day } from '../../../kernel/period.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { actionsList } from '../contract.ts'
import type { ActionTable } from '../tables.ts'
import { seenBy } from './actions.ts'
import type { Reader } from './decisions.ts'
import { tables } from './tables.ts'

/** Actions as a list was asked. Words are looked for in number and text. */
export async function listActions(
  tx: Tx,
  { asking, reader }: { asking: Asking; reader: Reader },
  asked: Asked,
): Promise<Page<ActionTable>> {
  const rows = tables(tx).selectFrom('action').selectAll('action').where(seenBy(reader))
  const search = async (words: string, nearness: Nearness) => [holds(actionWords, words, nearness)]
  return askList(tx, { list: actionsList.list, asking, rows, id: 'action.id', by: columns(asking.today), search }, asked)
}

const actionWords = sql<string>`kernel.fold(action.number || ' ' || action.text)`

function columns(today: Day): Expressed<typeof actionsList.list> {
  return {
    text: sql`action.text`,
    number: sql`action.number`,
    dri: { name: sql`(select lower(p.name) from people.person p where p.id = action.dri)`, id: sql`action.dri` },
    due: sql`action.due`,
    state: sql`action.state`,
    late: sql`(action.state = 'open' and action.due < ${today}::date)`,
    origin: sql`(action.origin ->> 'title')`,
    first_due: sql`action.first_due`,
    moves: sql`action.moves`,
    opened_by: sql`action.opened_by_name`,
    opened_day: sql`action.opened_day`,
    closed_day: sql`action.closed_day`,
    reason: sql`action.reason`,
  }
}
