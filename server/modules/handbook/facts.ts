import type { Context } from '../../kernel/context.ts'
import type { Fact } from '../../kernel/facts.ts'
import type { Listener, Room } from '../../kernel/room.ts'

let sources: NonNullable<Room['facts']>[] = []

/** Keeps what rooms hand over; nothing is listened to because of it. */
export function meetRooms(rooms: readonly Room[]): Listener[] {
  sources = rooms.flatMap(({ facts }) => facts ?? [])
  return []
}

/** What the rooms know to be so today. */
export async function factsNow(ctx: Context): Promise<Fact[]> {
  return (await Promise.all(sources.map((find) => find(ctx)))).flat()
}
