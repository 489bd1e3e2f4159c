import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { TeamTable } from '../tables.ts'
import { people } from './tables.ts'

export type TeamRow = Selectable<TeamTable> & { lead: { id: string; name: string } | null; members: { id: string; name: string }[] }

/** Every open team; a company has some hundred of them at most. */
export async function listTeams(tx: Tx): Promise<TeamRow[]> {
  return withMembers(tx).where('team.closed_at', 'is', null).orderBy(sql`lower(team.name)`).limit(1000).execute()
}

export async function getTeam(tx: Tx, id: string): Promise<TeamRow> {
  const row = await withMembers(tx).where('team.id', '=', id).where('team.closed_at', 'is', null).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'team.unknown', 'There is no such team.')
  return row
}

export async function takeTeam(tx: Tx, id: string): Promise<TeamRow> {
  await people(tx).selectFrom('team').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getTeam(tx, id)
}

export async function findTeamByName(tx: Tx, name: string): Promise<string | undefined> {
  const row = await people(tx)
    .selectFrom('team')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

export async function addTeam(tx: Tx, row: Insertable<TeamTable>): Promise<void> {
  await people(tx).insertInto('team').values(row).execute()
}

export async function saveTeam(tx: Tx, id: string, change: Updateable<TeamTable>): Promise<void> {
  await people(tx)
    .updateTable('team')
    .set({ ...change, version: sql`version + 1` as never })
    .where('id', '=', id)
    .execute()
}

export async function saveMembers(tx: Tx, teamId: string, personIds: readonly string[], by: { at: Date; who: string }): Promise<void> {
  let ending = people(tx).updateTable('team_member').set({ ended_at: by.at }).where('team_id', '=', teamId).where('ended_at', 'is', null)
  if (personIds.length > 0) ending = ending.where('person_id', 'not in', [...personIds])
  await ending.execute()
  await addMembers(
    tx,
    personIds.map((personId) => ({ teamId, personId })),
    by,
  )
}

export async function addMembers(
  tx: Tx,
  pairs: readonly { teamId: string; personId: string }[],
  by: { at: Date; who: string },
): Promise<void> {
  if (pairs.length === 0) return
  await people(tx)
    .insertInto('team_member')
    .values(
      pairs.map(({ teamId, personId }) => ({
        id: newId(),
        team_id: teamId,
        person_id: personId,
        ended_at: null,
        created_at: by.at,
        created_by: by.who,
      })),
    )
    .onConflict((conflict) => conflict.columns(['team_id', 'person_id']).where('ended_at', 'is', null).doNothing())
    .execute()
}

/** Which of these people are with us: for commands that name several at once. */
export async function activeAmong(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await people(tx)
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...personIds])
    .where('left_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Names of teams, closed ones too, in the order of the ids. */
export async function teamNames(tx: Tx, teamIds: readonly string[]): Promise<string[]> {
  if (teamIds.length === 0) return []
  const rows = await people(tx)
    .selectFrom('team')
    .select(['id', 'name'])
    .where('id', 'in', [...teamIds])
    .execute()
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return teamIds.map((id) => names.get(id) ?? id)
}

/** Which of these teams are open. */
export async function openAmong(tx: Tx, teamIds: readonly string[]): Promise<Set<string>> {
  if (teamIds.length === 0) return new Set()
  const rows = await people(tx)
    .selectFrom('team')
    .select('id')
    .where('id', 'in', [...teamIds])
    .where('closed_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Everybody who shares an open team with the person, the person included. */
export async function teammatesOf(tx: Tx, personId: string): Promise<string[]> {
  const rows = await people(tx)
    .selectFrom('team_member as mine')
    .innerJoin('team', 'team.id', 'mine.team_id')
    .innerJoin('team_member as theirs', 'theirs.team_id', 'mine.team_id')
    .select('theirs.person_id')
    .distinct()
    .where('mine.person_id', '=', personId)
    .where('mine.ended_at', 'is', null)
    .where('theirs.ended_at', 'is', null)
    .where('team.closed_at', 'is', null)
    .limit(5000)
    .execute()
  return [...new Set([personId, ...rows.map((row) => row.person_id)])]
}

function withMembers(tx: Tx) {
  return people(tx)
    .selectFrom('team')
    .selectAll('team')
    .select([
      sql<{
        id: string
        name: string
      } | null>`(select jsonb_build_object('id', l.id, 'name', l.name) from people.person l where l.id = team.lead_id)`.as('lead'),
      sql<{ id: string; name: string }[]>`coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name)
        from people.team_member m join people.person p on p.id = m.person_id
        where m.team_id = team.id and m.ended_at is null and p.left_at is null), '[]')`.as('members'),
    ])
}

export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await people(tx)
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .limit(1000)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
