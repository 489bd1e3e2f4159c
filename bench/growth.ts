import { performance } from 'node:perf_hooks'
import { testServer } from '../server/kernel/embedded.ts'
import { conditions, printFigure } from './figure.ts'
import { ranFor, serverIn } from './processes.ts'

/**
 * What a grown company waits for: 20,000 customers, 100,000 documents on the built-in PostgreSQL and 2 million days of servers in the
 * warehouse, and p50 and p95 of every list, search, portal page and figure, of a page of each thing, for one who reaches everything and
 * for a seller who reaches one customer in fifty, and of each tile of the home page for those whose board has it. Of 20 rounds the
 * second slowest is p95; of fewer it is the slowest. An event of today was loaded before each figure: one that reads today is worked out anew, one of days
 * that are over has its rows kept since the first time, which is not counted. Two times each:
 * what the asker waited, and what this process (with the warehouse in it) and the database were on a core for.
 * `node bench/growth.ts [customers] [documents] [server-days] [rounds] [part of a name]`
 */
const words = process.argv.slice(2)
const [customers = 20_000, documents = 100_000, serverDays = 2_000_000, rounds = 20] = words.slice(0, 4).map(Number)
const only = words[4] ?? ''
const most = 50
const server = await testServer()
process.env['TEST_SERVER_URL'] = server.url
conditions()
try {
  const { openGrown } = await import('../test/cast/grown.ts')
  const began = performance.now()
  const grown = await openGrown({ customers, documents, serverDays })
  const built = ((performance.now() - began) / 1000).toFixed(1)
  printFigure(`${customers} customers, ${documents} documents, ${serverDays} server-days`, `${built} s`)
  const [place] = (await grown.shop.query("select current_setting('data_directory') as folder")).rows
  const database = () => serverIn(place.folder).all.reduce((sum, pid) => sum + ranFor(pid), 0)
  const rows: { title: string; waited: number[]; worked: number[] }[] = []
  for (const one of grown.asks.filter(({ title }) => title.includes(only))) {
    const { bound, input, title } = one
    for (const actor of grown.as(one)) {
      const row = { title: `${title} as ${actor.name}`, waited: [] as number[], worked: [] as number[] }
      for (let round = 0; round <= rounds; round += 1) {
        if (bound.operation.name.startsWith('data.') && round > 0) await grown.stir?.()
        // looking the processes up takes a while of its own: our own time is taken between the looks
        const before = database()
        const [begun, own] = [performance.now(), process.cpuUsage()]
        const { code } = await grown.ask(bound, actor, input)
        const waited = performance.now() - begun
        const { user, system } = process.cpuUsage(own)
        if (code === 'right.missing' || code === 'tile.unknown') break
        const worked = (user + system) / 1000 + database() - before
        if (round === 0) continue
        row.waited.push(waited)
        row.worked.push(worked)
      }
      if (row.waited.length > 0) rows.push(row)
    }
  }
  const at = (times: number[], share: number) => {
    const sorted = [...times].sort((a, b) => a - b)
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  }
  const both = (times: number[]) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.95).toFixed(1)}`
  rows.sort((a, b) => at(b.waited, 0.95) - at(a.waited, 0.95))
  console.log('# ms, p50 / p95: waited · on a core')
  for (const { title, waited, worked } of rows) console.log(`${both(waited).padStart(15)} ${both(worked).padStart(15)}  ${title}`)
  const slow = (times: (row: (typeof rows)[number]) => number[]) => String(rows.filter((row) => at(times(row), 0.95) > most).length)
  printFigure(
    `above ${most} ms at p95, waited`,
    slow((row) => row.waited),
  )
  printFigure(
    `above ${most} ms at p95, on a core`,
    slow((row) => row.worked),
  )
  await grown.close()
} finally {
  await server.stop()
}
