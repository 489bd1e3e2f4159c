import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { sayStopping } from './doors/health.ts'
import { httpDoor } from './doors/http.ts'
import { houseJobs } from './doors/jobs.ts'
import { startDispatch } from './kernel/dispatch.ts'
import { startJobs } from './kernel/jobs.ts'
import { isRefusal } from './kernel/refusal.ts'
import { type HouseSettings, loadSettings } from './kernel/settings.ts'
import { openLives, openStanding } from './open.ts'

const webRoot = join(import.meta.dirname, '../dist/web')

/** Opens the house and stays until told to stop. */
async function main(): Promise<void> {
  const settings = loadSettings(process.env, process.argv.slice(2))
  const started = performance.now()
  const standing = await openStanding(settings)
  const { house } = standing
  const lives = await openLives(house)
  const welcome = settings.demo ? await loadDemo(standing) : []
  const working = settings.roles.has('worker')
  const dispatch = working ? await startDispatch(house) : undefined
  const jobs = working ? await startJobs(house, houseJobs(settings)) : undefined
  const door = httpDoor(house, standing.bounds, existsSync(join(webRoot, 'index.html')) ? webRoot : undefined)
  const server = serve({ fetch: door.fetch, port: settings.port, hostname: settings.host })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  sayHello(settings, welcome, performance.now() - started)

  let stopping = false
  async function stop(signal: string): Promise<void> {
    if (stopping) return
    stopping = true
    sayStopping()
    house.log.info({ signal }, 'stopping')
    const hurry = setTimeout(() => process.exit(1), 10_000)
    hurry.unref()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        resolve()
      }, 3000).unref()
    })
    await jobs?.close()
    await dispatch?.close()
    await lives.close()
    await standing.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
}

async function loadDemo(standing: Awaited<ReturnType<typeof openStanding>>): Promise<string[]> {
  const { loadDemoCompany } = await import('../demo/load.ts')
  return loadDemoCompany(standing)
}

function sayHello(settings: HouseSettings, welcome: string[], ms: number): void {
  const lines = ['', `  Quarterdeck  ${settings.publicUrl}`, '', ...welcome.map((line) => `  ${line}`)]
  lines.push(`  ready in ${(ms / 1000).toFixed(1)} s · data in ${settings.databaseUrl ? 'your PostgreSQL' : settings.dataDir} · stop with Ctrl+C`, '')
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  const text = isRefusal(error) ? `${error.code}: ${error.message}` : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`quarterdeck cannot start\n${text}\n`)
  process.exit(1)
})
