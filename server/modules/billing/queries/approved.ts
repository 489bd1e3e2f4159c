import type { Context } from '../../../kernel/context.ts'
import { signedOf, standingsOf } from '../../decisions/index.ts'
import { approvingRoles, peopleInRoles, personsOf, standsInFor } from '../../people/index.ts'
import { requireApproved, type Seats, type Verdict } from '../rules/approval.ts'
import type { QuoteTable } from '../tables.ts'

type Asked = Pick<QuoteTable, 'id' | 'order_hash' | 'lane'>
/** A verdict with what the page says of it; a pending one was said by nobody. */
export type Said = Verdict & { by_name: string | null; for_id: string | null; at: Date | null; reason: string | null }

/** What a role of a deal's lane signs off: a thing of its own in the ledger, so that each role's yes stands by itself. */
export function approvalThing(quoteId: string, role: string): { room: string; kind: string; id: string } {
  return { room: 'billing', kind: 'approval', id: `${quoteId}/${role}` }
}

export function dealOf(quote: QuoteTable) {
  return { number: quote.number, made_by: quote.created_by, order_hash: quote.order_hash, approve: quote.lane.approve }
}

/**
 * The roles in whose name the actor may speak today: their own (`null`), and those that others hold who are away and named them for approvals.
 * It gives no right: whoever has no approving role of their own is asked for none.
 */
export async function seatsOf(ctx: Context): Promise<Seats> {
  const own: Seats = new Map([...(ctx.actor.roles ?? [])].map((role) => [role, [null]]))
  const away = ctx.actor.kind === 'person' ? await standsInFor(ctx, ctx.actor.id, ctx.today, 'approvals') : []
  if (away.length === 0) return own
  const held = [...(await peopleInRoles(ctx, approvingRoles))].flatMap(([role, ids]) => ids.map((id) => ({ role, id })))
  const lent = Map.groupBy(
    held.filter(({ role, id }) => away.includes(id) && !own.has(role)),
    ({ role }) => role,
  )
  return new Map([...own, ...[...lent].map(([role, those]) => [role, those.map(({ id }) => id).toSorted()] as const)])
}

/** For the trail: in whose place it was said, by name. */
export async function inPlaceOf(ctx: Context, person: string | null): Promise<{ in_place_of?: string }> {
  return person === null ? {} : { in_place_of: (await personsOf(ctx, [person])).get(person) ?? 'Somebody who left' }
}

/** Every role of the lane has a sign-off in force on exactly what is offered. Refuses `quote.approvals_missing`. */
export async function fitApproved(ctx: Pick<Context, 'tx' | 'today'>, quote: Asked): Promise<void> {
  const { order_hash, lane } = quote
  if (lane.approve.length === 0) return
  const standings = await standingsOf(
    ctx,
    lane.approve.map((role) => ({ ...approvalThing(quote.id, role), hash: order_hash })),
  )
  const given = lane.approve.filter((_, at) => ['agreed', 'carried'].includes(standings[at]?.is ?? 'none'))
  requireApproved(
    { order_hash, approve: lane.approve },
    given.map((role) => ({ role, order_hash, state: 'approved', by_id: null })),
  )
}

export async function verdictsOn(ctx: Pick<Context, 'tx' | 'today'>, quote: Asked): Promise<Said[]> {
  return (await verdictsOf(ctx, [quote])).get(quote.id) ?? []
}

/** How each role of each lane stands, the newest sign-off first; what was said of an older hash is void. One read, however many quotes. */
export async function verdictsOf(ctx: Pick<Context, 'tx' | 'today'>, quotes: readonly Asked[]): Promise<Map<string, Said[]>> {
  const things = quotes.flatMap(({ id, lane }) => lane.approve.map((role) => approvalThing(id, role)))
  if (things.length === 0) return new Map()
  const signed = Map.groupBy(await signedOf(ctx, things), ({ id }) => id)
  return new Map(quotes.map((quote) => [quote.id, quote.lane.approve.flatMap((role) => verdictsIn(quote, role, signed))]))
}

function verdictsIn({ id, order_hash }: Asked, role: string, signed: ReadonlyMap<string, Awaited<ReturnType<typeof signedOf>>>): Said[] {
  const said = signed.get(approvalThing(id, role).id) ?? []
  const now = said.find(({ hash }) => hash === order_hash)
  const older = said.filter(({ hash }) => hash !== order_hash)
  const pending: Said = { role, order_hash, state: 'pending', by_id: null, by_name: null, for_id: null, at: null, reason: null }
  return [
    now ? { ...sayingOf(role, now), state: now.verdict === 'accept' ? 'approved' : 'rejected' } : pending,
    ...older.map((one) => ({ ...sayingOf(role, one), state: 'void' as const })),
  ]
}

function sayingOf(role: string, { hash, by_id, by, for_id, at, text }: Awaited<ReturnType<typeof signedOf>>[number]) {
  return { role, order_hash: hash, by_id, by_name: by, for_id, at, reason: text }
}
