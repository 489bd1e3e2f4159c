import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { groupsBehind, mailboxesOf } from '../../people/index.ts'
import type { MemberTable } from '../tables.ts'

type Leading = { chair: string; vice_chair: string | null; scribe: string | null }

/**
 * Who stands behind several groups on a day, whoever asks: a group for the few belongs to a meeting also when it is changed or started by
 * somebody who may not name it.
 */
export async function behindGroups(ctx: Context, ids: readonly string[], day: Day): Promise<Map<string, string[]>> {
  const house: Context = { ...ctx, actor: { kind: 'system', id: 'cadence', name: 'cadence', rights: new Map() } }
  const groups = await groupsBehind(house, [...new Set(ids)], day)
  return new Map([...groups].map(([id, { person_ids }]) => [id, person_ids]))
}

/** Who belongs to a series on a day: its persons, those behind its groups, and who leads and writes; whoever has left is nobody's. */
export async function participantsOf(ctx: Context, leading: Leading, members: readonly MemberTable[], day: Day): Promise<string[]> {
  const behind = await behindGroups(
    ctx,
    members.flatMap(({ group_id }) => group_id ?? []),
    day,
  )
  const persons = members.flatMap(({ person_id }) => person_id ?? [])
  const { chair, vice_chair, scribe } = leading
  const all = new Set([chair, vice_chair, scribe, ...persons, ...[...behind.values()].flat()].flatMap((one) => one ?? []))
  const here = await mailboxesOf(ctx, [...all])
  return [...all].filter((one) => here.has(one)).sort()
}

/** Refuses `series.person_unknown` for who is no colleague of today. */
export async function fitColleagues(ctx: Context, wanted: readonly { id: string; path: string }[]): Promise<void> {
  const here = await mailboxesOf(
    ctx,
    wanted.map(({ id }) => id),
  )
  const unmet = wanted
    .filter(({ id }) => !here.has(id))
    .map(({ path }) => ({ code: 'series.person_unknown', text: 'Choose a colleague of today.', path }))
  if (unmet.length > 0)
    throw new Refusal('refused', 'series.person_unknown', 'One of these is no colleague of today. Choose somebody else.', { unmet })
}

type Wanted = { person_id?: string | undefined; group_id?: string | undefined }

/** Refuses `series.member_unclear` and `series.group_unknown`; who is named twice is there once. */
export async function membersFrom(ctx: Context, series: string, wanted: readonly Wanted[]): Promise<MemberTable[]> {
  if (wanted.some(({ person_id, group_id }) => (person_id === undefined) === (group_id === undefined)))
    throw new Refusal('refused', 'series.member_unclear', 'A member is one person or one group.', {
      unmet: [{ code: 'series.member_unclear', text: 'Name one person or one group.', path: 'members' }],
    })
  await fitColleagues(
    ctx,
    wanted.flatMap(({ person_id }) => (person_id ? [{ id: person_id, path: 'members' }] : [])),
  )
  const groups = [...new Set(wanted.flatMap(({ group_id }) => group_id ?? []))]
  await fitGroups(ctx, groups, 'members')
  const keys = new Map(wanted.map((one) => [one.person_id ?? one.group_id, one]))
  return [...keys.values()].map(({ person_id = null, group_id = null }, position) => ({ series_id: series, position, person_id, group_id }))
}

/** Groups that are there, are not closed, and may be named by whoever asks. */
export async function fitGroups(ctx: Context, ids: readonly string[], path: string): Promise<void> {
  const known = await groupsBehind(ctx, ids, ctx.today)
  if (ids.some((id) => known.get(id)?.closed !== false))
    throw new Refusal('refused', 'series.group_unknown', 'One of these groups is not there any more. Choose another one.', {
      unmet: [{ code: 'series.group_unknown', text: 'Choose a group of today.', path }],
    })
}
