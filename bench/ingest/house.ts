import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { httpDoor } from '../../server/doors/http.ts'
import { connect } from '../../server/kernel/connect.ts'
import { testServer } from '../../server/kernel/embedded.ts'
import { openHouse } from '../../server/kernel/house.ts'
import { quietLog } from '../../server/kernel/log.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { testSettings } from '../../server/kernel/settings.ts'
import { createSource, room as data } from '../../server/modules/data/index.ts'
import { companyZone, room as people } from '../../server/modules/people/index.ts'

/** The house as it is with ROLE=ingest: the real door, the real log, keys from PostgreSQL; no loader in this process. */
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-ingest-'))
const postgres = await testServer()
const db = connect(postgres.url, { max: 4 })
const root = join(import.meta.dirname, '../../server')
await migrate(
  db.pool,
  ['kernel', 'people', 'data'].map((schema) => ({
    schema,
    folder: join(root, schema === 'kernel' ? 'kernel' : `modules/${schema}`, 'migrations'),
  })),
)
const settings = testSettings(folder, {
  DATABASE_URL: postgres.url,
  SECRET_KEY: Buffer.alloc(32).toString('base64'),
  LICENSING_SEAL_KEY: Buffer.alloc(32).toString('base64'),
  INGEST_EVENTS_PER_SECOND: '10000000',
  INGEST_REQUESTS_PER_SECOND: '1000000',
})
const house = openHouse({ settings, rooms: [people, data], db, log: quietLog, roles: new Set(['ingest']), zoneOf: companyZone })
const { write_key: key } = await house.open((ctx) =>
  createSource(ctx, { key: 'harbor', name: 'Harbor', subject: 'server', class: 'internal' }),
)
const living = await data.open?.(house)
const door = httpDoor(house, [], undefined)
const server = serve({ fetch: door.fetch, port: 0, hostname: '127.0.0.1' }, (info) => process.send?.({ port: info.port, key }))
process.on('message', (message) => {
  if (message === 'cpu') process.send?.(process.cpuUsage().user + process.cpuUsage().system)
  if (message === 'stop') void stop()
})

async function stop(): Promise<void> {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await living?.close()
  await db.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}
