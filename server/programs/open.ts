import { checkBelonging, checkFolder } from '../kernel/belonging.ts'
import { connect, type Database } from '../kernel/connect.ts'
import { startEmbedded } from '../kernel/embedded.ts'
import { faultOf } from '../kernel/fault.ts'
import { type OpenHouse, openHouse } from '../kernel/house.ts'
import { useHouseKey } from '../kernel/keys.ts'
import { type Log, openLog } from '../kernel/log.ts'
import { migrate } from '../kernel/migrate.ts'
import { openReader } from '../kernel/reader.ts'
import type { Endpoint, Room } from '../kernel/room.ts'
import type { HouseSettings } from '../kernel/settings.ts'
import { houseOperations } from '../doors/house-operations.ts'
import { companyZone } from '../modules/people/index.ts'
import { migrationFolders, rooms } from '../rooms.ts'

export type OpenProgram = {
  house: OpenHouse
  endpoints: Endpoint[]
  /** resolves with its last words if the built-in database ends by itself; never with a database of one's own */
  ended: Promise<string>
  close: () => Promise<void>
}

/** Settings → database → migrations → rooms: what every program of ours does first, before it opens doors of its own. */
export async function openProgram(
  settings: HouseSettings,
  options: { log?: Log; clock?: () => Date; pool?: number } = {},
): Promise<OpenProgram> {
  const log = options.log ?? openLog(settings.logLevel)
  useHouseKey(settings.secretKey)
  checkFolder(settings)
  const embedded = settings.databaseUrl ? undefined : await startEmbedded({ dataDir: settings.dataDir, log, takeOver: true })
  const db: Database = connect(settings.databaseUrl ?? embedded?.url ?? '', { max: options.pool ?? 16 })
  try {
    const done = await migrate(db.pool, migrationFolders)
    if (done.length > 0) log.info({ migrations: done.length }, 'migrated')
    await checkBelonging(db.pool, settings)
    await openReader(db.pool, log)
  } catch (error) {
    await db.close()
    await embedded?.stop()
    throw error
  }
  const house = openHouse({
    settings,
    rooms,
    db,
    log,
    roles: settings.roles,
    zoneOf: companyZone,
    ...(options.clock ? { clock: options.clock } : {}),
  })
  return {
    house,
    endpoints: [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, settings.demo)],
    ended: embedded?.ended ?? new Promise(() => undefined),
    close: async () => {
      await db.close()
      await embedded?.stop()
    },
  }
}

/** Opens the things with a life (ingest log, warehouse) of each room in order; closes them in the other. */
export async function openRooms(house: OpenHouse, of: readonly Room[] = rooms): Promise<{ close: () => Promise<void> }> {
  const opened: { close: () => Promise<void> }[] = []
  const close = async () => {
    for (const life of opened.splice(0).reverse())
      await life.close().catch((error: unknown) => house.log.error({ err: faultOf(error) }, 'closing'))
  }
  try {
    for (const room of of) if (room.open) opened.push(await room.open(house))
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}
