import { performance } from 'node:perf_hooks'
import { testServer } from '../server/kernel/embedded.ts'
import { conditions, printFigure } from './figure.ts'

/**
 * What a grown company waits for: 20,000 customers and 100,000 documents on the built-in PostgreSQL, and p50 and p95 of every list,
 * search and home, for one who reaches everything and for a seller who reaches one customer in fifty.
 */
const [customers = 20_000, documents = 100_000, rounds = 15] = process.argv.slice(2).map(Number)
const server = await testServer()
process.env['TEST_SERVER_URL'] = server.url
conditions()
try {
  const { openGrown } = await import('../test/cast/grown.ts')
  const began = performance.now()
  const grown = await openGrown({ customers, documents })
  printFigure(`${customers} customers, ${documents} documents`, `${((performance.now() - began) / 1000).toFixed(1)} s`)
  const rows: { title: string; p50: number; p95: number }[] = []
  for (const { bound, input, title } of grown.asks) {
    const actors = bound.operation.audience === 'portal' ? [grown.contact] : [grown.person('admin'), grown.person('sales')]
    for (const actor of actors) {
      const times: number[] = []
      for (let round = 0; round <= rounds; round += 1) {
        const start = performance.now()
        const { code } = await grown.ask(bound, actor, input)
        if (code === 'right.missing') break
        if (round > 0) times.push(performance.now() - start)
      }
      if (times.length === 0) continue
      times.sort((a, b) => a - b)
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN
      rows.push({ title: `${title} as ${actor.name}`, p50: at(0.5), p95: at(0.95) })
    }
  }
  rows.sort((a, b) => b.p95 - a.p95)
  for (const { title, p50, p95 } of rows) printFigure(title, `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`)
  printFigure('asked above 50 ms at p95', String(rows.filter((row) => row.p95 > 50).length))
  await grown.close()
} finally {
  await server.stop()
}
