import type { Day } from '../../kernel/period.ts'
import { pageBy } from '../../kernel/keyset.ts'
import type { Context } from '../../kernel/context.ts'
import type { Notice } from '../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { mayDo } from '../../kernel/rights.ts'
import type * as promise from './contract.ts'
import { type Delegable, stateOf } from './rules/delegation.ts'
import { latestFirst, delegationsFrom, delegationsTo, listDelegations, type NamedDelegation } from './store/delegations.ts'

/**
 * Who is asked today in the place of those who are away, for one thing: nobody for whom nobody was named. Whoever stands in is never away for
 * the same thing, so that the answer is final. Whoever asks sees to it that it is not the one who opened the matter.
 */
export async function delegatesOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  ids: readonly string[],
  what: Delegable,
): Promise<Map<string, { id: string; of: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await delegationsFrom(ctx.tx, ids, ctx.today)
  return new Map(rows.filter((one) => one.what.includes(what)).map((one) => [one.from_id, { id: one.to_id, of: one.from_name }]))
}

/**
 * What whoever stands in today is told beside those who are away, each time saying for whom: nobody twice of one thing, `never` those who have
 * a part of their own in it, and of what is for the few nobody but whoever is asked.
 */
export async function noticesInPlace(
  ctx: Context,
  notices: readonly Notice[],
  what: Delegable,
  never: readonly string[] = [],
): Promise<Notice[]> {
  const open = notices.filter(({ subject }) => subject.audience !== 'restricted')
  const away = await delegatesOf(ctx, [...new Set(open.flatMap(({ to }) => to))], what)
  return open.flatMap((notice) =>
    [...new Set(notice.to)].flatMap((person) => {
      const delegate = away.get(person)
      if (!delegate || notice.to.includes(delegate.id) || never.includes(delegate.id)) return []
      return [{ ...notice, to: [delegate.id], text: `${notice.text.replace(/\.$/, '')} (in the place of ${delegate.of})` }]
    }),
  )
}

/** In whose place somebody answers on a day for one thing: the other way round of `delegatesOf`. */
export async function standsInFor(ctx: Pick<Context, 'tx'>, personId: string, day: Day, scope: Delegable): Promise<string[]> {
  const rows = await delegationsTo(ctx.tx, personId, day)
  return [...new Set(rows.filter((one) => one.what.includes(scope)).map((one) => one.from_id))]
}

export async function listAllDelegations(
  ctx: Context,
  input: InputOf<typeof promise.delegationsList>,
): Promise<OutputOf<typeof promise.delegationsList>> {
  const { cursor, ...filter } = input
  const rows = await listDelegations(ctx.tx, { ...filter, day: ctx.today, cursor })
  const page = pageBy(rows, latestFirst, input.limit)
  return { items: page.items.map((row) => delegationShape(ctx, row)), next: page.next }
}

export function delegationShape(ctx: Context, row: NamedDelegation): OutputOf<typeof promise.delegationEnd> {
  const { id, from_id, to_id, from_name, to_name, what, from_day, until_day, ended_on } = row
  const state = stateOf(row, ctx.today)
  const scope = mayDo(ctx.actor, 'people.delegate')
  const mine = scope === 'all' || (scope !== undefined && [from_id, to_id].includes(ctx.actor.id))
  return {
    id,
    from: { id: from_id, name: from_name },
    to: { id: to_id, name: to_name },
    what,
    from_day,
    until_day,
    state,
    ended_on: ended_on !== null && ended_on <= until_day ? ended_on : null,
    may: state !== 'over' && mine ? ['people.delegations.end'] : [],
  }
}
