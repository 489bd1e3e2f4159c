import type { Context } from '../../kernel/context.ts'
import type { Fact } from '../../kernel/facts.ts'
import type { Listener, Room } from '../../kernel/room.ts'
import { requestListeners } from './commands/requests.ts'

let sources: NonNullable<Room['facts']>[] = []

/** Keeps what rooms hand over; where one of them announces requests, they are heard. */
export function meetRooms(rooms: readonly Room[]): Listener[] {
  sources = rooms.flatMap(({ facts }) => facts ?? [])
  return requestListeners(rooms)
}

/** What the rooms know to be so today. */
export async function factsNow(ctx: Context): Promise<Fact[]> {
  return (await Promise.all(sources.map((find) => find(ctx)))).flat()
}
