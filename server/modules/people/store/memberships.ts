import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { MemberRun } from '../rules/expand.ts'
import type { MembershipTable } from '../tables.ts'
import { people } from './tables.ts'

type MembershipRow = Selectable<MembershipTable>
type By = { at: Date; day: Day; who: string }

type MemberLine = MembershipRow & { name: string; initials: string | null; left_at: Date | null }

/** Memberships of a group, newest first, those of the past included; at most 1,000. */
export async function membershipsOf(tx: Tx, groupId: string): Promise<MemberLine[]> {
  return people(tx)
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .selectAll('membership')
    .select(['person.name', 'person.initials', 'person.left_at'])
    .where('group_id', '=', groupId)
    .orderBy('membership.valid_from', 'desc')
    .orderBy('membership.id', 'desc')
    .limit(1000)
    .execute()
}

type OwnMembership = MembershipRow & { group_name: string; short_name: string | null; kind: string; audience: string }

/** Where a person belongs and belonged, newest first; at most 500. */
export async function membershipsOfPerson(tx: Tx, personId: string): Promise<OwnMembership[]> {
  return people(tx)
    .selectFrom('membership')
    .innerJoin('group', 'group.id', 'membership.group_id')
    .selectAll('membership')
    .select(['group.name as group_name', 'group.short_name', 'group.kind', 'group.audience'])
    .where('person_id', '=', personId)
    .orderBy('membership.valid_from', 'desc')
    .orderBy('membership.id', 'desc')
    .limit(500)
    .execute()
}

export async function takeMembership(tx: Tx, id: string): Promise<MembershipRow> {
  const row = await people(tx).selectFrom('membership').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'membership.unknown', 'There is no such membership.')
  return row
}

/** The runs of days of one person in one group. */
export async function runsOf(tx: Tx, groupId: string, personId: string): Promise<MembershipRow[]> {
  const of = people(tx).selectFrom('membership').selectAll().where('group_id', '=', groupId)
  return of.where('person_id', '=', personId).limit(500).execute()
}

/** Who was in any of these groups on a day. */
export async function runsOn(tx: Tx, groupIds: readonly string[], day: Day): Promise<MemberRun[]> {
  return people(tx)
    .selectFrom('membership')
    .select(['group_id', 'person_id', 'valid_from', 'valid_to'])
    .where('group_id', 'in', [...groupIds])
    .where('valid_from', '<=', day)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .limit(20_000)
    .execute()
}

export async function addMembership(tx: Tx, row: Insertable<MembershipTable>): Promise<void> {
  await people(tx).insertInto('membership').values(row).execute()
}

export async function endMembership(tx: Tx, id: string, validTo: Day): Promise<void> {
  await people(tx).updateTable('membership').set({ valid_to: validTo }).where('id', '=', id).execute()
}

/** Who belongs to a group from today on: the others end today, who is new begins. */
export async function saveMembers(tx: Tx, groupId: string, personIds: readonly string[], by: By): Promise<void> {
  let ending = people(tx).updateTable('membership').set(endOn(by.day)).where('group_id', '=', groupId).where('valid_to', 'is', null)
  if (personIds.length > 0) ending = ending.where('person_id', 'not in', [...personIds])
  await ending.execute()
  await addMembers(
    tx,
    personIds.map((personId) => ({ groupId, personId })),
    by,
  )
}

export async function addMembers(tx: Tx, pairs: readonly { groupId: string; personId: string }[], by: By): Promise<void> {
  if (pairs.length === 0) return
  await people(tx)
    .insertInto('membership')
    .values(
      pairs.map(({ groupId, personId }) => ({
        id: newId(),
        group_id: groupId,
        person_id: personId,
        valid_from: by.day,
        valid_to: null,
        source: 'hand' as const,
        created_at: by.at,
        created_by: by.who,
      })),
    )
    .onConflict((conflict) => conflict.columns(['group_id', 'person_id']).where('valid_to', 'is', null).doNothing())
    .execute()
}

/** Ends all memberships of somebody who leaves; those of the future never begin. */
export async function endMembershipsOf(tx: Tx, personId: string, day: Day): Promise<void> {
  await people(tx)
    .updateTable('membership')
    .set(endOn(day))
    .where('person_id', '=', personId)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .execute()
  await people(tx).updateTable('group').set({ lead_id: null }).where('lead_id', '=', personId).execute()
}

/** Everybody who shares an open team with the person today, the person included. Bodies and projects widen nobody's reach. */
export async function teammatesOf(tx: Tx, personId: string, day: Day): Promise<string[]> {
  const holds = (name: 'mine' | 'theirs') =>
    sql<boolean>`${sql.ref(`${name}.valid_from`)} <= ${day} and (${sql.ref(`${name}.valid_to`)} is null or ${sql.ref(`${name}.valid_to`)} > ${day})`
  const rows = await people(tx)
    .selectFrom('membership as mine')
    .innerJoin('group', 'group.id', 'mine.group_id')
    .innerJoin('membership as theirs', 'theirs.group_id', 'mine.group_id')
    .select('theirs.person_id')
    .distinct()
    .where('mine.person_id', '=', personId)
    .where(holds('mine'))
    .where(holds('theirs'))
    .where('group.kind', '=', 'team')
    .where('group.closed_at', 'is', null)
    .limit(5000)
    .execute()
  return [...new Set([personId, ...rows.map((row) => row.person_id)])]
}

function endOn(day: Day) {
  return { valid_to: sql<Day>`greatest(valid_from, ${day}::date)` }
}
