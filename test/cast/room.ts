import { type OpenHouse, openHouse } from '../../server/kernel/house.ts'
import { quietLog } from '../../server/kernel/log.ts'
import { furnish, type Role, type Room } from '../../server/kernel/room.ts'
import type { HouseSettings } from '../../server/kernel/settings.ts'
import type { Cast } from './cast.ts'

/** A room of a test's own: empty but for what the test puts in. */
export function roomOf(name: string, parts: Partial<Room> = {}): Room {
  return furnish({ name, operations: [], rights: {}, personalData: [], ...parts })
}

/** A house of just these rooms over the cast's database, in UTC. */
export function houseOf(
  cast: Cast,
  rooms: Room[],
  more: { clock?: () => Date; roles?: Role[]; settings?: Partial<HouseSettings> } = {},
): OpenHouse {
  return openHouse({
    settings: { ...cast.house.settings, ...more.settings },
    rooms,
    db: cast.house.db,
    log: quietLog,
    clock: more.clock ?? (() => new Date('2026-06-15T10:00:00Z')),
    zoneOf: async () => 'UTC',
    rights: cast.house.rights,
    ...(more.roles ? { roles: new Set(more.roles) } : {}),
  })
}
