import { existsSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { sayStopping } from '../doors/health.ts'
import { httpDoor } from '../doors/http.ts'
import { houseJobs } from '../doors/jobs.ts'
import { closeServer, listen, withPort } from '../doors/listen.ts'
import { paperWriter } from '../doors/papers.ts'
import { mailOf } from '../adapters/mail/mail.ts'
import { startMailer } from '../kernel/mailer.ts'
import { startDispatch } from '../kernel/dispatch.ts'
import { folderWords } from '../kernel/fault.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { outbound } from '../kernel/outbound/fetch.ts'
import { startPost } from '../kernel/webhooks/post.ts'
import { prepareJobs } from '../kernel/jobs.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { hasBuiltInDatabase, type HouseSettings, loadSettings } from '../kernel/settings.ts'
import { compileAll } from './compile.ts'
import { openRooms, openProgram } from './open.ts'
import { startTellers } from './storyteller.ts'

const webRoot = join(import.meta.dirname, '../../dist/web')

/** Opens the house and stays until told to stop. */
async function main(): Promise<void> {
  if (process.argv[2] === '--compile') return compileAll()
  const started = performance.now()
  const settings = await withPort(loadSettings(process.env, process.argv.slice(2)))
  // where there is no database yet there is no company either: who will tell of it gets ready while the database is made
  const early = settings.demo && isFirstStart(settings) ? startTellers() : undefined
  const program = await openProgram(settings)
  const { house } = program
  void program.ended.then((words) => fail(`The built-in database ended by itself.\n${words}`))
  const demo = settings.demo ? await import('../../demo/load.ts') : undefined
  const tellers = () => (early ?? startTellers()).at(house.db.url)
  const jobs = settings.roles.has('worker') ? prepareJobs(house, houseJobs(settings)) : undefined
  // said below, when the demo is there
  jobs?.catch(() => undefined)
  const welcome = (await demo?.loadDemo({ ...program, openRooms }, tellers)) ?? []
  const opened = await openRooms(house)
  const door = httpDoor(house, program.endpoints, existsSync(join(webRoot, 'index.html')) ? webRoot : undefined)
  const server = await listen(settings, door)
  const workers = jobs ? startWorkers(house, settings, jobs) : undefined

  let stopping = false
  async function stop(signal: string): Promise<void> {
    if (stopping) return
    stopping = true
    sayStopping()
    house.log.info({ signal }, 'stopping')
    // whatever hangs: everything acknowledged is in the database, and the built-in one stops when we are gone
    setTimeout(() => process.exit(1), 9500).unref()
    await Promise.all([closeServer(server), workers?.then((working) => working.close())])
    await opened.close()
    await program.close()
    process.exit(0)
  }
  // before the workers have started: who answers already must also stop as asked
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal).catch(fail))
  await workers
  if (!stopping) sayHello(settings, welcome, performance.now() - started)
  // a process that is killed would not write down what it compiled
  flushCompileCache()
}

function isFirstStart({ databaseUrl, dataDir }: HouseSettings): boolean {
  return !databaseUrl && !hasBuiltInDatabase(dataDir)
}

async function startWorkers(
  house: OpenHouse,
  settings: HouseSettings,
  prepared: ReturnType<typeof prepareJobs>,
): Promise<{ close: () => Promise<unknown> }> {
  const dispatch = await startDispatch(house)
  const deliver = mailOf(settings)
  const mailer = deliver ? await startMailer(house, deliver, paperWriter(house.rooms)) : undefined
  const post = await startPost(house, outbound(settings, house.log))
  const jobs = await (await prepared).work()
  return { close: () => Promise.all([dispatch.close(), mailer?.close(), post.close(), jobs.close()]) }
}

function sayHello(settings: HouseSettings, welcome: string[], ms: number): void {
  const lines = ['', `  Quarterdeck  ${settings.publicUrl}/app/`, '', ...welcome.map((line) => `  ${line}`)]
  lines.push(
    `  ready in ${(ms / 1000).toFixed(1)} s · data in ${settings.databaseUrl ? 'your PostgreSQL' : settings.dataDir} · stop with Ctrl+C`,
    '',
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

function fail(error: unknown): void {
  const text = isRefusal(error)
    ? `${error.code}: ${error.message}`
    : folderWords(error)
      ? `folder.read_only: ${folderWords(error)}`
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  process.stderr.write(`quarterdeck cannot go on\n${text}\n`)
  process.exit(1)
}

main().catch(fail)
