import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import type { Day } from '../../../kernel/period.ts'
import { groupsList } from '../contract.ts'
import { type GroupRow, openTo, withMembers } from './groups.ts'

/** Open groups with their members of today. `seenBy`: whoever may not see every restricted group sees the own ones. */
export async function listGroups(
  tx: Tx,
  { asking, seenBy }: { asking: Asking; seenBy: string | undefined },
  asked: Asked,
): Promise<Page<GroupRow>> {
  const all = withMembers(tx, asking.today).where('group.closed_at', 'is', null)
  const rows = seenBy === undefined ? all : all.where(openTo(seenBy))
  const words = sql<string>`kernel.fold("group".name || ' ' || coalesce("group".short_name, ''))`
  const search = async (text: string, nearness: Nearness) => [holds(words, text, nearness)]
  return askList(tx, { list: groupsList.list, asking, rows, id: 'group.id', by: columns(asking.today), search }, asked)
}

function columns(day: Day): Expressed<typeof groupsList.list> {
  const current = sql`from people.membership m join people.person p on p.id = m.person_id
    where m.group_id = "group".id and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day}) and p.left_at is null`
  return {
    name: sql`lower("group".name)`,
    short_name: sql`"group".short_name`,
    kind: sql`"group".kind`,
    lead: { name: sql`(select lower(l.name) from people.person l where l.id = "group".lead_id)`, id: sql`"group".lead_id` },
    members: sql`(select string_agg(p.name, ', ' order by p.name) ${current})`,
    audience: sql`"group".audience`,
  }
}
