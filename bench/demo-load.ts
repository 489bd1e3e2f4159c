import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { loadDemo } from '../demo/load.ts'
import { loadSettings } from '../server/kernel/settings.ts'
import { openProgram, openRooms } from '../server/programs/open.ts'
import { conditions, printFigure } from './figure.ts'
import { serverCpu } from './processes.ts'

/**
 * What loading the demo company costs: statements, turns with the database (several statements may go in one), commits, and
 * the CPU seconds of Node and of PostgreSQL. The seconds on the clock mean something on a quiet machine only.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'))
const settings = loadSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }, ['--demo'])
let [turns, statements, commits] = [0, 0, 0]
const plain = pg.Client.prototype.query
pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
  const [first] = given as [{ commands?: { text: string }[] } | string | undefined]
  const sent = typeof first === 'object' ? first.commands : undefined
  turns += 1
  statements += sent?.length ?? 1
  commits += sent?.filter(({ text }) => text === 'commit').length ?? 0
  return Reflect.apply(plain, this, given)
} as typeof plain

conditions()
const program = await openProgram(settings)
try {
  ;[turns, statements, commits] = [0, 0, 0]
  const cluster = join(dataDir, 'postgres', 'cluster')
  const [began, node, database] = [performance.now(), process.cpuUsage(), serverCpu(cluster)]
  await loadDemo({ ...program, openRooms })
  const { user, system } = process.cpuUsage(node)
  const [load = 0] = loadavg()
  printFigure('statements · turns · commits', `${statements} · ${turns} · ${commits}`)
  printFigure('CPU of Node · of PostgreSQL', `${((user + system) / 1e6).toFixed(1)} s · ${(serverCpu(cluster) - database).toFixed(1)} s`)
  printFigure('on the clock', `${((performance.now() - began) / 1000).toFixed(1)} s at a load of ${load.toFixed(1)}`)
} finally {
  await program.close()
  rmSync(dataDir, { recursive: true, force: true })
}
