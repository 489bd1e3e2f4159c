import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { GroupTable } from '../tables.ts'
import { people } from './tables.ts'

type Named = { id: string; name: string }
export type GroupRow = Selectable<GroupTable> & { lead: Named | null; members: (Named & { initials: string | null })[] }

export async function getGroup(tx: Tx, id: string, day: Day, seenBy?: string): Promise<GroupRow> {
  const row = await seen(withMembers(tx, day), seenBy).where('group.id', '=', id).where('group.closed_at', 'is', null).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'group.unknown', 'There is no such group.')
  return row
}

export async function takeGroup(tx: Tx, id: string, day: Day): Promise<GroupRow> {
  await people(tx).selectFrom('group').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getGroup(tx, id, day)
}

export type GroupName = {
  id: string
  name: string
  short_name: string | null
  kind: string
  parent_id: string | null
  lead_id: string | null
}

/** Names and places of all open groups; a company has some hundred of them at most. */
export async function groupTree(tx: Tx): Promise<GroupName[]> {
  return people(tx)
    .selectFrom('group')
    .select(['id', 'name', 'short_name', 'kind', 'parent_id', 'lead_id'])
    .where('closed_at', 'is', null)
    .orderBy(sql`lower(name)`)
    .limit(5000)
    .execute()
}

export async function findGroup(tx: Tx, id: string): Promise<Selectable<GroupTable> | undefined> {
  return people(tx).selectFrom('group').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Groups by id, closed ones too; unknown ids are left out. */
export async function findGroups(tx: Tx, ids: readonly string[]): Promise<Selectable<GroupTable>[]> {
  if (ids.length === 0) return []
  return people(tx)
    .selectFrom('group')
    .selectAll()
    .where('id', 'in', [...ids])
    .limit(5000)
    .execute()
}

export async function findGroupByName(tx: Tx, name: string): Promise<string | undefined> {
  const open = people(tx).selectFrom('group').select('id').where('closed_at', 'is', null)
  return (await open.where(sql`lower(name)`, '=', name.toLowerCase()).executeTakeFirst())?.id
}

export async function groupsLedBy(tx: Tx, personId: string): Promise<Named[]> {
  const open = people(tx).selectFrom('group').select(['id', 'name']).where('closed_at', 'is', null).where('lead_id', '=', personId)
  return open.orderBy(sql`lower(name)`).limit(500).execute()
}

/** Gives open groups on that this person, or nobody, leads; answers those that moved. */
export async function handLead(tx: Tx, change: { ids: readonly string[]; from: string; to: string | null }): Promise<string[]> {
  const rows = await people(tx)
    .updateTable('group')
    .set({ lead_id: change.to, version: sql`version + 1` as never })
    .where('id', 'in', [...change.ids])
    .where('closed_at', 'is', null)
    .where(({ eb, or }) => or([eb('lead_id', '=', change.from), eb('lead_id', 'is', null)]))
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export async function addGroup(tx: Tx, row: Insertable<GroupTable>): Promise<void> {
  await people(tx).insertInto('group').values(row).execute()
}

export async function saveGroup(tx: Tx, id: string, change: Updateable<GroupTable>): Promise<void> {
  await people(tx)
    .updateTable('group')
    .set({ ...change, version: sql`version + 1` as never })
    .where('id', '=', id)
    .execute()
}

/** Which of these groups are open. */
export async function openAmong(tx: Tx, groupIds: readonly string[]): Promise<Set<string>> {
  if (groupIds.length === 0) return new Set()
  const open = people(tx).selectFrom('group').select('id').where('closed_at', 'is', null)
  const rows = await open.where('id', 'in', [...groupIds]).execute()
  return new Set(rows.map((row) => row.id))
}

/** Names of groups, closed ones too, in the order of the ids. */
export async function groupNames(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
  if (groupIds.length === 0) return []
  const rows = await people(tx)
    .selectFrom('group')
    .select(['id', 'name'])
    .where('id', 'in', [...groupIds])
    .execute()
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return groupIds.map((id) => names.get(id) ?? id)
}

/** Groups with the members of a day. */
export function withMembers(tx: Tx, day: Day) {
  return people(tx)
    .selectFrom('group')
    .selectAll('group')
    .select([
      sql<Named | null>`(select jsonb_build_object('id', l.id, 'name', l.name) from people.person l where l.id = "group".lead_id)`.as(
        'lead',
      ),
      sql<
        (Named & { initials: string | null })[]
      >`coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'initials', p.initials) order by p.name)
        from people.membership m join people.person p on p.id = m.person_id
        where m.group_id = "group".id and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day}) and p.left_at is null), '[]')`.as(
        'members',
      ),
    ])
}

function seen(query: ReturnType<typeof withMembers>, person: string | undefined) {
  if (person === undefined) return query
  return query.where(openTo(person))
}

/** Which of these groups, closed ones too, are for the few and not for this person. */
export async function unseenAmong(tx: Tx, groupIds: readonly string[], person: string): Promise<Set<string>> {
  if (groupIds.length === 0) return new Set()
  const all = people(tx)
    .selectFrom('group')
    .select('id')
    .where('id', 'in', [...groupIds])
  const rows = await all.where(({ not }) => not(openTo(person))).execute()
  return new Set(rows.map((row) => row.id))
}

/** Open to all, or one's own. */
export function openTo(person: string) {
  return sql<boolean>`("group".audience <> 'restricted' or coalesce("group".lead_id::text = ${person}, false) or exists (select 1 from people.membership own
      where own.group_id = "group".id and own.person_id::text = ${person} and own.valid_to is null))`
}
