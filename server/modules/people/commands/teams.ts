import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { teamChange, teamClose, teamCreate, teamMembers } from '../contract.ts'
import { teamShape } from '../queries.ts'
import { fitTree } from '../rules/guards.ts'
import { activeAmong, addTeam, findTeamByName, getTeam, listTeams, saveMembers, saveTeam, takeTeam } from '../store/teams.ts'

export async function createTeam(ctx: Context, input: InputOf<typeof teamCreate>): Promise<OutputOf<typeof teamCreate>> {
  const id = newId()
  await fitTeam(ctx, id, input)
  const { name, parent_id = null, lead_id = null } = input
  await addTeam(ctx.tx, { id, name, parent_id, lead_id, closed_at: null, created_at: ctx.now, created_by: ctx.actor.id })
  await record(ctx, { action: 'people.team.created', subject: { kind: 'team', id, label: name }, after: { name, parent_id, lead_id } })
  return teamShape(await getTeam(ctx.tx, id))
}

export async function changeTeam(ctx: Context, input: InputOf<typeof teamChange>): Promise<OutputOf<typeof teamChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const before = await takeTeam(ctx.tx, id)
  fitVersion(ifMatch, before.version)
  await fitTeam(ctx, id, change)
  await saveTeam(ctx.tx, id, change)
  const after = await getTeam(ctx.tx, id)
  await record(ctx, {
    action: 'people.team.changed',
    subject: { kind: 'team', id, label: after.name },
    before: facts(before),
    after: facts(after),
  })
  return teamShape(after)
}

export async function setMembers(ctx: Context, input: InputOf<typeof teamMembers>): Promise<OutputOf<typeof teamMembers>> {
  const before = await takeTeam(ctx.tx, input.id)
  fitVersion(input.if_match, before.version)
  const wanted = [...new Set(input.person_ids)]
  await fitPeople(ctx, wanted)
  await saveMembers(ctx.tx, input.id, wanted, { at: ctx.now, who: ctx.actor.id })
  await saveTeam(ctx.tx, input.id, {})
  const after = await getTeam(ctx.tx, input.id)
  await record(ctx, {
    action: 'people.team.members_set',
    subject: { kind: 'team', id: after.id, label: after.name },
    before: { members: before.members.map((member) => member.name) },
    after: { members: after.members.map((member) => member.name) },
  })
  return teamShape(after)
}

export async function closeTeam(ctx: Context, input: InputOf<typeof teamClose>): Promise<OutputOf<typeof teamClose>> {
  const team = await takeTeam(ctx.tx, input.id)
  const teams = await listTeams(ctx.tx)
  if (teams.some((other) => other.parent_id === team.id)) {
    throw new Refusal('refused', 'team.has_parts', 'Other teams belong to this one. Move them first.')
  }
  await saveMembers(ctx.tx, team.id, [], { at: ctx.now, who: ctx.actor.id })
  await saveTeam(ctx.tx, team.id, { closed_at: ctx.now })
  await record(ctx, { action: 'people.team.closed', subject: { kind: 'team', id: team.id, label: team.name }, before: facts(team) })
  return { id: team.id }
}

/** A name that no open team has, a parent that is no part of the team itself, a lead who is with us. */
async function fitTeam(
  ctx: Context,
  id: string,
  team: { name?: string | undefined; parent_id?: string | null | undefined; lead_id?: string | null | undefined },
) {
  if (team.name !== undefined) {
    const namesake = await findTeamByName(ctx.tx, team.name)
    if (namesake && namesake !== id) throw new Refusal('conflict', 'team.name_taken', `There is a team "${team.name}" already.`)
  }
  if (team.parent_id) {
    const teams = await listTeams(ctx.tx)
    fitTree(new Map(teams.map((one) => [one.id, one.parent_id])), id, team.parent_id)
  }
  if (team.lead_id) await fitPeople(ctx, [team.lead_id])
}

async function fitPeople(ctx: Context, ids: readonly string[]): Promise<void> {
  const active = await activeAmong(ctx.tx, ids)
  if (ids.some((id) => !active.has(id))) throw new Refusal('refused', 'person.not_active', 'Somebody in the list is unknown or has left.')
}

function facts(team: { name: string; parent_id: string | null; lead: { name: string } | null }) {
  return { name: team.name, parent_id: team.parent_id, lead: team.lead?.name ?? null }
}
