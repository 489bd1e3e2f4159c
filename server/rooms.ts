import { join } from 'node:path'
import type { MigrationFolder } from './kernel/migrate.ts'
import type { Room } from './kernel/room.ts'
import { room as billing } from './modules/billing/index.ts'
import { room as customers } from './modules/customers/index.ts'
import { room as data } from './modules/data/index.ts'
import { room as decisions } from './modules/decisions/index.ts'
import { room as licensing } from './modules/licensing/index.ts'
import { room as people } from './modules/people/index.ts'
import { room as strategy } from './modules/strategy/index.ts'
import { room as cadence } from './modules/cadence/index.ts'
import { room as handbook } from './modules/handbook/index.ts'

/** The one file that knows all rooms, in the order of the arrows: a room stands below those that may call it. */
export const rooms: readonly Room[] = [people, decisions, customers, billing, licensing, data, strategy, cadence, handbook]

/** The kernel's migrations, then each room's. */
export const migrationFolders: MigrationFolder[] = [
  { schema: 'kernel', folder: join(import.meta.dirname, 'kernel/migrations') },
  ...rooms.map((room) => ({ schema: room.name, folder: join(import.meta.dirname, 'modules', room.name, 'migrations') })),
]
