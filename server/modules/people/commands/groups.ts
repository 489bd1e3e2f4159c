import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { groupChange, groupClose, groupCreate, groupMembers } from '../contract.ts'
import { readGroup } from '../group-queries.ts'
import { fitSign, isShortName, shortNamesFor } from '../rules/signs.ts'
import { fitTree } from '../rules/tree.ts'
import { addGroup, findGroupByName, getGroup, type GroupRow, groupTree, saveGroup, takeGroup } from '../store/groups.ts'
import { saveMembers } from '../store/memberships.ts'
import { activeAmong } from '../store/names.ts'
import { takeSigns } from '../store/signs.ts'
import { saveToldSigns } from '../store/told-signs.ts'

type Facts = {
  name?: string | undefined
  short_name?: string | undefined
  parent_id?: string | null | undefined
  lead_id?: string | null | undefined
}

export async function createGroup(ctx: Context, input: InputOf<typeof groupCreate>): Promise<OutputOf<typeof groupCreate>> {
  const id = newId()
  const { name, kind = 'team', audience = 'internal', parent_id = null, lead_id = null } = input
  await fitGroup(ctx, { id, kind }, input)
  const short_name = input.short_name ?? (await freeShortName(ctx, name))
  const row = { id, name, short_name, kind, audience, parent_id, lead_id }
  await addGroup(ctx.tx, { ...row, closed_at: null, created_at: ctx.now, created_by: ctx.actor.id })
  await record(ctx, { action: 'people.group.created', subject: { kind: 'group', id, label: name }, after: row })
  await announceGroup(ctx, id, ['created'])
  return readGroup(ctx, { id })
}

export async function changeGroup(ctx: Context, input: InputOf<typeof groupChange>): Promise<OutputOf<typeof groupChange>> {
  const { id, if_match: ifMatch, ...change } = input
  const before = await takeGroup(ctx.tx, id, ctx.today)
  fitVersion(ifMatch, before.version)
  await fitGroup(ctx, before, change)
  await saveGroup(ctx.tx, id, change)
  const after = await getGroup(ctx.tx, id, ctx.today)
  // texts go on naming it as it was called
  if (before.short_name && after.short_name?.toLowerCase() !== before.short_name.toLowerCase())
    await saveToldSigns(ctx.tx, [
      { sign: before.short_name.toLowerCase(), person_id: null, group_id: id, told_at: ctx.now, told_by: ctx.actor.id },
    ])
  await record(ctx, {
    action: 'people.group.changed',
    subject: { kind: 'group', id, label: after.name },
    before: facts(before),
    after: facts(after),
  })
  await announceGroup(ctx, id, Object.keys(change))
  return readGroup(ctx, { id })
}

export async function setMembers(ctx: Context, input: InputOf<typeof groupMembers>): Promise<OutputOf<typeof groupMembers>> {
  const before = await takeGroup(ctx.tx, input.id, ctx.today)
  fitVersion(input.if_match, before.version)
  const wanted = [...new Set(input.person_ids)]
  await fitPeople(ctx, wanted)
  await saveMembers(ctx.tx, input.id, wanted, { at: ctx.now, day: ctx.today, who: ctx.actor.id })
  await saveGroup(ctx.tx, input.id, {})
  const after = await getGroup(ctx.tx, input.id, ctx.today)
  await record(ctx, {
    action: 'people.group.members_set',
    subject: { kind: 'group', id: after.id, label: after.name },
    before: { members: before.members.map((member) => member.name) },
    after: { members: after.members.map((member) => member.name) },
  })
  await announceGroup(ctx, input.id, ['members'])
  return readGroup(ctx, { id: input.id })
}

export async function closeGroup(ctx: Context, input: InputOf<typeof groupClose>): Promise<OutputOf<typeof groupClose>> {
  const group = await takeGroup(ctx.tx, input.id, ctx.today)
  if ((await groupTree(ctx.tx)).some((other) => other.parent_id === group.id)) {
    throw new Refusal('refused', 'group.has_parts', 'Other teams belong to this one. Move them first.')
  }
  await saveMembers(ctx.tx, group.id, [], { at: ctx.now, day: ctx.today, who: ctx.actor.id })
  await saveGroup(ctx.tx, group.id, { closed_at: ctx.now })
  await record(ctx, { action: 'people.group.closed', subject: { kind: 'group', id: group.id, label: group.name }, before: facts(group) })
  await announceGroup(ctx, group.id, ['closed'])
  return { id: group.id }
}

/** Tells the house that a group is another one now; who needs to know what asks. */
export async function announceGroup(ctx: Context, id: string, fields: readonly string[]): Promise<void> {
  await ctx.announce('people.group.changed', { group_id: id, fields }, { key: id })
}

export async function fitPeople(ctx: Context, ids: readonly string[]): Promise<void> {
  const active = await activeAmong(ctx.tx, ids)
  if (ids.some((id) => !active.has(id))) throw new Refusal('refused', 'person.not_active', 'Somebody in the list is unknown or has left.')
}

/** A name and a short name that nobody has, a place in the tree of teams, a lead who is with us. */
async function fitGroup(ctx: Context, { id, kind }: Pick<GroupRow, 'id' | 'kind'>, request: Facts): Promise<void> {
  if (request.name !== undefined) {
    const namesake = await findGroupByName(ctx.tx, request.name)
    if (namesake && namesake !== id) throw new Refusal('conflict', 'group.name_taken', `There is a group "${request.name}" already.`)
  }
  if (request.short_name !== undefined) {
    if (!isShortName(request.short_name)) {
      throw new Refusal('invalid', 'group.short_name', 'A short name has 2 to 12 letters or digits and begins with a letter, such as LT.')
    }
    const holders = await takeSigns(ctx.tx, [request.short_name])
    fitSign(request.short_name, holders.get(request.short_name.toUpperCase()), { id, kind: 'group' })
  }
  if (request.parent_id) {
    if (kind !== 'team') throw new Refusal('refused', 'group.not_a_team', 'Only teams stand below one another.')
    const teams = (await groupTree(ctx.tx)).filter((one) => one.kind === 'team')
    fitTree(new Map(teams.map((one) => [one.id, one.parent_id])), id, request.parent_id)
  }
  if (request.lead_id) await fitPeople(ctx, [request.lead_id])
}

async function freeShortName(ctx: Context, name: string): Promise<string> {
  const wanted = shortNamesFor(name)
  const holders = await takeSigns(ctx.tx, wanted)
  const free = wanted.find((sign) => !holders.has(sign))
  if (!free) throw new Refusal('conflict', 'group.short_name_taken', 'No short name of this group is free. Choose one yourself.')
  return free
}

function facts({ name, short_name, audience, parent_id, lead }: GroupRow) {
  return { name, short_name, audience, parent_id, lead: lead?.name ?? null }
}
