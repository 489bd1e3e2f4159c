import { setTimeout as pause } from 'node:timers/promises'
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

/** Resolves when somebody of this house hears NOTIFY on a channel. */
export async function listening(cast: Cast, channel: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await cast.house.db.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and query = $1 and state = 'idle'`,
      [`listen ${channel}`],
    )
    if (rows.length > 0) return
    await pause(50)
  }
  throw new Error(`nobody listens on ${channel}`)
}
