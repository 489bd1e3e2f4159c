import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { call } from '../../server/doors/call.ts'
import { type Database, connect } from '../../server/kernel/connect.ts'
import type { Actor, Context, Open } from '../../server/kernel/context.ts'
import { type OpenHouse, openHouse } from '../../server/kernel/house.ts'
import { useHouseKey } from '../../server/kernel/keys.ts'
import { quietLog } from '../../server/kernel/log.ts'
import { type MigrationFolder, migrate, migrationsHash } from '../../server/kernel/migrate.ts'
import type { Operation, OutputOf } from '../../server/kernel/operation.ts'
import { collectRights, type Rights } from '../../server/kernel/rights-table.ts'
import type { Endpoint, Room } from '../../server/kernel/room.ts'
import { loadSettings } from '../../server/kernel/settings.ts'
import { usePasswordCost } from '../../server/modules/people/sign-in/hash.ts'
import { rightsOf, rightsOfContact } from '../../server/modules/people/rules/roles.ts'
import { map, reachOf } from '../house/map.ts'
import { testServerUrl } from './server.ts'
import { troubles } from './sound.ts'

export type Speaker = {
  actor: Actor
  /** through the one call of every door: right, input, transaction, output */
  call: <T extends Operation>(operation: T, input: Parameters<T['input']['parse']>[0], options?: { key?: string }) => Promise<OutputOf<T>>
}

export type Cast = {
  house: OpenHouse
  open: Open
  as: (...roles: string[]) => Speaker
  speaker: (actor: Actor) => Speaker
  contact: (accountId: string, role?: string, id?: string) => Speaker
  visitor: () => Speaker
  /** delivers events until nothing is due, retries included; a failed listener fails the test */
  drain: () => Promise<void>
  setNow: (now: Date) => void
  /** this test breaks the books on purpose, and says why: they are not checked when it closes */
  unsound: (reason: string) => void
  http: (request: Request) => Promise<Response>
  close: () => Promise<void>
}

type Wish = {
  now?: Date
  /** names of rooms, to which those come that they may call; all of them when left out */
  rooms?: readonly string[]
  /** rooms that only hand something over: their schemas are the test's own */
  also?: readonly Room[]
  /** SQL that is run before anything lives */
  staged?: string
  /** opens things with a life too (the warehouse, the ingest log) */
  live?: boolean
  settings?: Record<string, string>
  /** the folder of the built web app, for browsers */
  webRoot?: string
}

/** Names alone, in the order of `rooms.ts`: a test of few rooms loads no other. test/house.test.ts holds the two equal. */
export const allRooms: readonly string[] = Object.keys(map.rooms)
const roots = join(import.meta.dirname, '../../server')

/** A fresh house on a fresh copy of the migrated template database, with a clock that stands still until it is moved. */
export async function openCast(asked: Wish = {}): Promise<Cast> {
  const names = asked.rooms ? withThoseBelow(asked.rooms) : allRooms
  const own = await Promise.all(names.map(async (name) => ((await import(`${roots}/modules/${name}/index.ts`)) as { room: Room }).room))
  const rooms = [...own, ...(asked.also ?? [])]
  const folders = [
    { schema: 'kernel', folder: join(roots, 'kernel/migrations') },
    ...names.map((name) => ({ schema: name, folder: join(roots, 'modules', name, 'migrations') })),
  ]
  const database = await freshDatabase(folders)
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-cast-'))
  useHouseKey(Buffer.alloc(32, 7))
  usePasswordCost(10)
  let now = asked.now ?? new Date('2026-06-15T10:00:00Z')
  let latest = now
  let broken: string | undefined
  const settings = loadSettings({
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    // its own tests turn it on
    SIGN_IN_ADMIN_SECOND_FACTOR: 'false',
    LICENSING_SEAL_KEY: Buffer.alloc(32, 8).toString('base64'),
    ...asked.settings,
  })
  const house = openHouse({
    settings,
    rooms,
    db: database.db,
    log: quietLog,
    clock: () => now,
    zoneOf: zoneOf([...names]),
    rights: await wholeTable(),
  })
  if (asked.staged) await database.db.pool.query(asked.staged)
  const lives = asked.live ? await openRooms(rooms, house) : []
  let endpoints = rooms.flatMap((room) => room.operations)
  const door = names.length === allRooms.length ? await fullDoor(house, endpoints, rooms, asked.webRoot) : undefined
  if (door) endpoints = door.endpoints

  function speaker(actor: Actor): Speaker {
    return {
      actor,
      call: async (operation, input, options = {}) => {
        const bound = endpoints.find((one) => one.operation.name === operation.name)
        if (!bound) throw new Error(`no room binds ${operation.name}`)
        const { answer } = await call(house, bound, actor, input, options)
        return answer as never
      },
    }
  }

  return {
    house,
    open: house.open,
    speaker,
    as: (...roles) =>
      speaker({ kind: 'person', id: randomUUID(), name: roles.join(' & '), rights: rightsOf(house.rights, roles), roles: new Set(roles) }),
    contact: (accountId, role = 'owner', id = randomUUID()) =>
      speaker({
        kind: 'contact',
        id,
        name: role,
        rights: rightsOfContact(house.rights, [role]),
        accountId,
        address: '203.0.113.7',
        agent: 'test',
      }),
    visitor: () => speaker({ kind: 'visitor', id: 'visitor', name: 'Visitor', rights: new Map(), address: '203.0.113.8', agent: 'test' }),
    drain: () => drain(house),
    setNow: (next) => {
      now = next
      if (next > latest) latest = next
    },
    unsound: (reason) => {
      if (reason.trim() === '') throw new Error('say why the books are broken')
      broken = reason
    },
    http: async (request) => {
      if (!door) throw new Error('the HTTP door needs all rooms')
      return door.fetch(request)
    },
    close: async () => {
      for (const life of lives.reverse()) await life.close()
      const found = names.includes('billing') && broken === undefined ? await troubles(house.db.pool, latest, names) : []
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
      if (found.length > 0) throw new Error(`the books are not sound after this test:\n${found.join('\n')}`)
    },
  }
}

/** A room does not open without those that it may call. */
function withThoseBelow(names: readonly string[]): readonly string[] {
  const wanted = new Set(names.flatMap((name) => [name, ...reachOf(name)]))
  return allRooms.filter((name) => wanted.has(name))
}

/** What all rooms declare, though a test opens few of them: who speaks in it holds roles of the whole house. */
async function wholeTable(): Promise<Rights> {
  const declared = allRooms.map(async (name) => ({ name, ...((await import(`${roots}/modules/${name}/rights.ts`)) as { rights: Rights }) }))
  return collectRights(await Promise.all(declared))
}

async function drain(house: OpenHouse): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    while ((await house.deliver()) > 0) {
      // a listener may announce more
    }
    const waiting = await house.db.pool.query('select listener, error from kernel.delivery where done_at is null order by error limit 3')
    if (waiting.rows.length === 0) return
    const failed = waiting.rows.filter((row) => row.error !== null)
    if (failed.length > 0) throw new Error(`deliveries failed: ${JSON.stringify(failed)}`)
    // announced since by a thing with a life of its own (the warehouse), or under way in another lane
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('deliveries do not come to rest')
}

async function openRooms(rooms: Room[], house: OpenHouse) {
  const lives: { close: () => Promise<void> }[] = []
  for (const room of rooms) if (room.open) lives.push(await room.open(house))
  return lives
}

async function fullDoor(house: OpenHouse, endpoints: Endpoint[], rooms: Room[], webRoot: string | undefined) {
  const { houseOperations } = await import('../../server/doors/house-operations.ts')
  const { httpDoor } = await import('../../server/doors/http.ts')
  const all = [...endpoints, ...houseOperations(rooms, house.settings.demo)]
  const door = httpDoor(house, all, webRoot)
  return { endpoints: all, fetch: (request: Request) => Promise.resolve(door.fetch(request)) }
}

function zoneOf(names: string[]) {
  if (!names.includes('people')) return async () => 'UTC'
  return async (tx: Context['tx']) => (await import('../../server/modules/people/index.ts')).companyZone(tx)
}

/** Makes the template once for each state of the migrations, then copies it: tens of milliseconds a test file. */
async function freshDatabase(folders: MigrationFolder[]): Promise<{ url: string; db: Database; drop: () => Promise<void> }> {
  const serverUrl = testServerUrl()
  const template = `template_${migrationsHash(folders).slice(0, 24)}`
  const name = `cast_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(4242)')
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) {
      await admin.query(`drop database if exists ${template}_making`)
      await admin.query(`create database ${template}_making`)
      const making = connect(withDatabase(serverUrl, `${template}_making`), { max: 1 })
      try {
        await migrate(making.pool, folders)
      } finally {
        await making.close()
      }
      await admin.query(`alter database ${template}_making rename to ${template}`)
    }
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
  } finally {
    await admin.query('select pg_advisory_unlock(4242)').catch(() => undefined)
    await admin.end()
  }
  const url = withDatabase(serverUrl, name)
  const db = connect(url, { max: 12 })
  return {
    url,
    db,
    drop: async () => {
      await db.close()
      const last = new pg.Client({ connectionString: serverUrl })
      await last.connect()
      await last.query(`drop database if exists ${name} with (force)`)
      await last.end()
    },
  }
}

function withDatabase(serverUrl: string, name: string): string {
  return serverUrl.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
}
