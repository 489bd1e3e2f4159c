import type { Context } from '../../kernel/context.ts'
import type { Asked, Page } from '../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import type { Day } from '../../kernel/period.ts'
import { mayDo, personBehind } from '../../kernel/rights.ts'
import type * as promise from './contract.ts'
import { type Group, shortGroup } from './parties.ts'
import { askingOf } from './persons.ts'
import { type Expanded, expandGroup } from './rules/expand.ts'
import { below, chain } from './rules/tree.ts'
import { listGroups } from './store/group-list.ts'
import { findGroup, findGroups, getGroup, type GroupName, type GroupRow, groupTree, unseenAmong } from './store/groups.ts'
import { membershipsOf, membershipsOfPerson, runsOn } from './store/memberships.ts'
import { namesOf, presentAmong } from './store/names.ts'

export async function listAllGroups(ctx: Context, input: InputOf<typeof promise.groupsList>): Promise<OutputOf<typeof promise.groupsList>> {
  const page = await pageOfGroups(ctx, input)
  return { ...page, items: page.items.map(groupShape) }
}

/** Groups that the actor may see, as a list was asked. */
export async function pageOfGroups(ctx: Context, asked: Asked): Promise<Page<GroupRow>> {
  return listGroups(ctx.tx, { asking: await askingOf(ctx), seenBy: seenBy(ctx) }, asked)
}

export async function readGroup(ctx: Context, input: InputOf<typeof promise.groupRead>): Promise<OutputOf<typeof promise.groupRead>> {
  const { id, day = ctx.today } = input
  const row = await getGroup(ctx.tx, id, ctx.today, seenBy(ctx))
  const tree = await groupTree(ctx.tx)
  const lines = await membershipsOf(ctx.tx, id)
  const expanded = await expandIn(ctx, row, tree, day)
  const names = await namesOf(ctx.tx, expanded.person_ids)
  const parents = new Map(tree.map((one) => [one.id, one.parent_id]))
  const named = await namedAround(ctx, tree)
  const above = row.parent_id ? chain(parents, row.parent_id).toReversed() : []
  return {
    ...groupShape(row),
    day,
    above: above.flatMap((one) => named.filter(({ id: other }) => other === one).map(({ name }) => ({ id: one, name }))),
    parts: named.filter((one) => one.parent_id === id).map((one) => ({ id: one.id, name: one.name, short_name: one.short_name ?? '' })),
    expanded: { by: expanded.by, persons: expanded.person_ids.map((person) => ({ id: person, name: names.get(person) ?? '' })) },
    memberships: lines.map((line) => ({
      id: line.id,
      person: { id: line.person_id, name: line.name, initials: line.initials, left: line.left_at !== null },
      valid_from: line.valid_from,
      valid_to: line.valid_to,
      source: line.source,
    })),
    may: mayDo(ctx.actor, 'people.admin') ? ['people.groups.change', 'people.memberships.create', 'people.groups.close'] : [],
  }
}

/** Who stands behind a group on a day, its parts included; nobody answers for one that never was. */
export async function expand(ctx: Pick<Context, 'tx'>, groupId: string, day: Day): Promise<Expanded> {
  const group = await findGroup(ctx.tx, groupId)
  if (!group) return { person_ids: [], by: 'nobody' }
  return expandIn(ctx, group, await groupTree(ctx.tx), day)
}

/** Those of several groups that may be named to whoever asks, with who stands behind each on a day; in four queries however many. */
export async function groupsBehind(ctx: Context, ids: readonly string[], day: Day): Promise<Map<string, Group & Expanded>> {
  if (ids.length === 0) return new Map()
  const unseen = await unseenBy(ctx, ids)
  const rows = (await findGroups(ctx.tx, ids)).filter(({ id }) => !unseen.has(id))
  const expanded = await expandAll(ctx, rows, await groupTree(ctx.tx), day)
  return new Map(rows.map((row) => [row.id, { ...shortGroup(row), ...(expanded.get(row.id) ?? { person_ids: [], by: 'nobody' }) }]))
}

/** The same whoever asks, also of groups that are hidden from them: for what must not hang on who happens to act. Nothing of it is shown. */
export async function membersBehind(ctx: Pick<Context, 'tx'>, ids: readonly string[], day: Day): Promise<string[]> {
  if (ids.length === 0) return []
  const expanded = await expandAll(ctx, await findGroups(ctx.tx, ids), await groupTree(ctx.tx), day)
  return [...new Set([...expanded.values()].flatMap(({ person_ids }) => person_ids))]
}

type Led = { id: string; lead_id: string | null }

async function expandIn(ctx: Pick<Context, 'tx'>, group: Led, tree: readonly GroupName[], day: Day): Promise<Expanded> {
  return (await expandAll(ctx, [group], tree, day)).get(group.id) ?? { person_ids: [], by: 'nobody' }
}

async function expandAll(
  ctx: Pick<Context, 'tx'>,
  groups: readonly Led[],
  tree: readonly GroupName[],
  day: Day,
): Promise<Map<string, Expanded>> {
  if (groups.length === 0) return new Map()
  const parents = new Map(tree.map((one) => [one.id, one.parent_id]))
  const runs = await runsOn(ctx.tx, [...new Set(groups.flatMap(({ id }) => [id, ...below(parents, id)]))], day)
  const ids = [...runs.map((run) => run.person_id), ...groups.flatMap(({ lead_id }) => lead_id ?? [])]
  const persons = await presentAmong(ctx.tx, ids)
  return new Map(groups.map((group) => [group.id, expandGroup(group, { parents, runs, persons }, day)]))
}

/** Groups that may be named to whoever asks, out of some. */
async function namedAround<T extends { id: string }>(ctx: Context, tree: readonly T[]): Promise<T[]> {
  const unseen = await unseenBy(
    ctx,
    tree.map(({ id }) => id),
  )
  return tree.filter(({ id }) => !unseen.has(id))
}

/** Groups among some that are for the few and hidden from whoever asks. */
export async function unseenBy(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const person = seenBy(ctx)
  return person === undefined ? new Set() : unseenAmong(ctx.tx, ids, person)
}

/** Whether a group is none that is for the few and hidden from whoever asks. */
export async function knowsGroup(ctx: Context, id: string): Promise<boolean> {
  return (await unseenBy(ctx, [id])).size === 0
}

/** Administrators and auditors see every group; others see the restricted ones to which they belong. */
function seenBy(ctx: Context): string | undefined {
  return mayDo(ctx.actor, 'people.restricted') ? undefined : personBehind(ctx.actor)
}

function groupShape(row: GroupRow) {
  const { id, short_name, name, kind, audience, parent_id, lead, members, version } = row
  return { id, short_name: short_name ?? '', name, kind, audience, parent_id, lead, members, version }
}

/** Ids of the groups of which whoever asks is a member today. */
export async function groupsOf(ctx: Context): Promise<string[]> {
  const { kind } = ctx.actor
  if (kind !== 'person' && kind !== 'key') return []
  const lines = await membershipsOfPerson(ctx.tx, personBehind(ctx.actor))
  return lines.filter((line) => line.valid_from <= ctx.today && (!line.valid_to || line.valid_to > ctx.today)).map((line) => line.group_id)
}
