import { performance } from 'node:perf_hooks'
import { statementsOf } from '../test/cast/statements.ts'
import { median, printFigure } from './figure.ts'
import { ranFor, serverIn } from './processes.ts'

type Asked = { rounds: number; folder: string }

/**
 * Prints what one question costs: statements (those that begin and end its transaction among them), what the asker waited, and what this
 * process and the database in the folder were on a core for; the median of the rounds.
 */
export async function printAsked(what: string, { rounds, folder }: Asked, ask: () => Promise<unknown>): Promise<void> {
  const database = () => serverIn(folder).all.reduce((sum, pid) => sum + ranFor(pid), 0)
  const statements = (await statementsOf(ask)).length
  const [waited, worked]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const before = database()
    const [begun, own] = [performance.now(), process.cpuUsage()]
    await ask()
    waited.push(performance.now() - begun)
    const { user, system } = process.cpuUsage(own)
    worked.push((user + system) / 1000 + database() - before)
  }
  printFigure(what, `${statements} statements, ${median(waited).toFixed(1)} ms waited, ${median(worked).toFixed(1)} ms on a core`)
}
