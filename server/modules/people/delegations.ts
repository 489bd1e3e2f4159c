import { pageBy } from '../../kernel/keyset.ts'
import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import type { Day } from '../../kernel/period.ts'
import { mayDo } from '../../kernel/rights.ts'
import type * as promise from './contract.ts'
import { type Colleague, personOf } from './persons.ts'
import { type Delegable, stateOf } from './rules/delegation.ts'
import { latestFirst, delegationsOn, delegationsTo, listDelegations, type NamedDelegation } from './store/delegations.ts'

/**
 * Who answers in somebody's place on a day, for one thing or for any; nobody when nobody was named. The answer is final: who stands in is
 * never away for the same thing. Whoever asks sees to it that it is not the one who opened the matter.
 */
export async function delegateOf(ctx: Pick<Context, 'tx'>, personId: string, day: Day, scope?: Delegable): Promise<Colleague | undefined> {
  const rows = await delegationsOn(ctx.tx, personId, day)
  const row = rows.find((one) => scope === undefined || one.what.includes(scope))
  return row && personOf(ctx, row.to_id)
}

/** In whose place somebody answers on a day for one thing: the other way round of `delegateOf`. */
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
