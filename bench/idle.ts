import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { conditions, printFigure } from './figure.ts'
import { cpuOf, heldTogether, serverCpu, serverIn, textOf } from './processes.ts'

/**
 * What a house costs that nobody uses: CPU seconds of Node and of PostgreSQL in a minute and the memory both hold.
 * `node bench/idle.ts [data folder | new] [seconds]`: a copy of the folder is started (with the demo company loaded into it before, say),
 * an empty house without one, or a house that loads the demo company first (`new`). Counted by process (Linux's /proc), so that whatever
 * else the machine does does not count. The bound is 300 MB for all processes together.
 */

const [from, length = '60'] = process.argv.slice(2)
const seconds = Number(length)
const root = join(import.meta.dirname, '..')

type Cost = { node: number; postgres: number }

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const mebibytes = (kib: number) => `${(kib / 1024).toFixed(0)} MiB`
const residentOf = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(textOf(pid, 'status'))?.[1] ?? 0)

const clusterIn = (folder: string) => join(folder, 'postgres', 'cluster')
const databaseOf = (folder: string) => serverIn(clusterIn(folder))

function costNow(folder: string, node: number): Cost {
  return { node: cpuOf(node, false), postgres: serverCpu(clusterIn(folder)) }
}

/** At rest: five seconds in a row in which Node took less than 5 % of a core, or a minute went by. */
async function rest(pid: number): Promise<void> {
  let quiet = 0
  for (let waited = 0; waited < 60 && quiet < 5; waited += 1) {
    const before = cpuOf(pid, false)
    await pause(1000)
    quiet = cpuOf(pid, false) - before < 0.05 ? quiet + 1 : 0
  }
}

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-idle-'))
if (from && from !== 'new') cpSync(from, folder, { recursive: true, filter: (path) => !/postmaster\.pid|\.sock/.test(path) })
const demo = from ? ['--demo'] : []
/** What `bin/start` tells the runtime. */
const flags = /exec node (.*?) "/.exec(readFileSync(join(root, 'bin/start'), 'utf8'))?.[1]?.split(' ') ?? []
const house = spawn(
  process.execPath,
  [...flags, ...process.execArgv, join(root, 'server/programs/main.ts'), ...demo, '--port', String(await freePort())],
  {
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'), ...process.env, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
try {
  await new Promise<void>((resolve, reject) => {
    house.stdout.on('data', (bytes: Buffer) => (/ready in/.test(bytes.toString()) ? resolve() : undefined))
    house.once('exit', (code) => reject(new Error(`the house ended with ${code}`)))
  })
  const pid = house.pid ?? 0
  await rest(pid)
  const started = performance.now()
  const before = costNow(folder, pid)
  await pause(seconds * 1000)
  const after = costNow(folder, pid)
  const took = (performance.now() - started) / 1000
  conditions()
  console.log(
    `# ${from ? `demo company, ${from === 'new' ? 'just loaded' : 'started again'}` : 'empty house'} · one process, all roles · load ${loadavg()[0]?.toFixed(1)}`,
  )
  const [node, postgres] = [after.node - before.node, after.postgres - before.postgres]
  printFigure(`Node, CPU seconds in ${took.toFixed(0)} s`, node.toFixed(2))
  printFigure(`PostgreSQL, CPU seconds in ${took.toFixed(0)} s`, postgres.toFixed(2))
  printFigure('both, of one core', `${(((node + postgres) / took) * 100).toFixed(2)} %`)
  printFigure('Node, resident', mebibytes(residentOf(pid)))
  const { all } = databaseOf(folder)
  printFigure(`PostgreSQL, ${all.length} processes`, mebibytes(heldTogether(all)))
  const together = heldTogether([pid, ...all])
  printFigure(
    'all together',
    `${mebibytes(together)}, ${((together * 1024) / 1e6).toFixed(0)} MB${together * 1024 > 300e6 ? ' · ABOVE 300 MB' : ''}`,
  )
} finally {
  const ended = once(house, 'exit')
  if (house.exitCode === null) {
    house.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
