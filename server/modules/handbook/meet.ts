import type { Listener, Room } from '../../kernel/room.ts'
import { expectRuns } from './commands/expected.ts'
import { requestListeners } from './commands/requests.ts'
import { keepRooms, knownEvents } from './facts.ts'

/** Listens to those events of the rooms because of which procedures may have to be followed, and to requests where one of them announces some. */
export function meetRooms(rooms: readonly Room[]): Listener[] {
  keepRooms(rooms)
  const on = [...knownEvents().keys()].toSorted()
  const triggers: Listener[] = on.length === 0 ? [] : [{ name: 'handbook.triggers', on, run: expectRuns }]
  return [...triggers, ...requestListeners(rooms)]
}
