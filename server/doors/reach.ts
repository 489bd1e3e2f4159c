import { type SqlBool, sql } from 'kysely'
import type { Context } from '../kernel/context.ts'
import type { Operation } from '../kernel/operation.ts'
import type { AccountBound, Reach } from '../kernel/reach.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Room } from '../kernel/room.ts'
import { visibleAccounts } from '../modules/customers/index.ts'
import { reachOf } from '../modules/people/index.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Refuses an input that names a thing of an account beyond the actor's reach, exactly as one that does not exist. Whoever reaches
 * everything costs no query: whether the thing exists is for the command to say.
 */
export async function needReach(ctx: Context, rooms: readonly Room[], operation: Operation, input: unknown): Promise<void> {
  const named = namedIn(operation, input)
  if (named.length === 0) return
  const reach = await reachOf(ctx, operation.right)
  if (reach.of === 'all') return
  for (const { kind, value } of named) {
    const place = placeOf(rooms, kind)
    if (!(await reaches(ctx, reach, place, value))) throw new Refusal('missing', place.unknown.code, place.unknown.text)
  }
}

/** Whether the reach of a right covers one thing; what belongs to no account is for its room to judge. */
export async function reachesSubject(ctx: Context, rooms: readonly Room[], right: string, kind: string, id: string): Promise<boolean> {
  const place = rooms.map((room) => room.accountBound[kind]).find((one) => one !== undefined)
  if (!place) return true
  if (!isId.test(id)) return false
  const reach = await reachOf(ctx, right)
  return reach.of === 'all' || reaches(ctx, reach, place, id)
}

/** Where the things of a kind lie; a kind that no room lists is a bug of the contract. */
export function placeOf(rooms: readonly Room[], kind: string): AccountBound {
  const place = rooms.map((room) => room.accountBound[kind]).find((one) => one !== undefined)
  if (!place) throw new Error(`no room lists where a ${kind} lies`)
  return place
}

function namedIn(operation: Operation, input: unknown): { kind: string; value: string }[] {
  return Object.entries(operation.bound ?? {}).flatMap(([field, kind]) => {
    const value = typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined
    return typeof value === 'string' ? [{ kind, value }] : []
  })
}

/** A handful of fields at most; each is one read by key. */
async function reaches(ctx: Context, reach: Reach, place: AccountBound, value: string): Promise<boolean> {
  const key = isId.test(value) ? sql`thing.id = ${value}::uuid` : sql`thing.number = ${value}`
  const { rows } = await sql<{ seen: SqlBool }>`select 1 as seen from ${sql.table(place.table)} thing
    where ${key} and ${visibleAccounts(reach, `thing.${place.account}`)}`.execute(ctx.tx)
  return rows.length > 0
}
