import type { Context } from '../../kernel/context.ts'
import { mayDo } from '../../kernel/rights.ts'
import type { Listener, Room } from '../../kernel/room.ts'
import type { SubjectRef } from '../../kernel/subject.ts'
import { reachOf } from '../people/index.ts'

let met: readonly Room[] = []

/** The rooms of the house: an item may be about a thing of any of them, which this room does not know by name. */
export function meetRooms(rooms: readonly Room[]): Listener[] {
  met = rooms
  return []
}

/** A thing of some room, if whoever asks may see it. */
export async function subjectOf(
  ctx: Context,
  { room, kind, id }: { room: string; kind: string; id: string },
): Promise<SubjectRef | undefined> {
  const owner = met.find(({ name }) => name === room)
  const source = owner?.subjects?.[kind]
  if (!source || mayDo(ctx.actor, source.right) === undefined) return undefined
  // a meeting is read by colleagues who reach other customers: only whoever reaches all of them names one
  if (owner.accountBound[kind] && (await reachOf(ctx, source.right)).of !== 'all') return undefined
  return source.find(ctx, id)
}
