import { performance } from 'node:perf_hooks'
import { testServer } from '../server/kernel/embedded.ts'
import { conditions, printFigure } from './figure.ts'

/**
 * How long a handbook takes to come in, on the built-in PostgreSQL: an archive of so many pages of about 2 kB, each with three links to
 * others, read and shown, done, read again and taken away; then ten times as many. Ten times the pages may take twelve times the time.
 * What listens to pages (search, findings) is not waited for.
 * `node bench/handbook-import.ts [pages]`
 */
const [pages = 100] = process.argv.slice(2).map(Number)
const server = await testServer()
process.env['TEST_SERVER_URL'] = server.url
conditions()
try {
  const { openLedger } = await import('../test/cast/ledger.ts')
  const { zipOf } = await import('../server/kernel/files/zip-write.ts')
  const promise = await import('../server/modules/handbook/contract.ts')
  const { continueImport } = await import('../server/modules/handbook/commands/importing.ts')
  const words = 'rope lamp quay tide crane yard berth crew storm ferry lock pier watch knot sail'.split(' ')
  const text = (n: number) =>
    Array.from({ length: 24 }, (_none, at) => {
      const said = Array.from({ length: 12 }, (_word, k) => words[(n * 7 + at * 5 + k * k + (n >> k)) % words.length]).join(' ')
      return at % 8 === 0
        ? `## ${words[(n + at) % words.length]} ${n}\n\n${said}, see [it](page-${(n * 13 + at) % Math.max(1, n + 1)}.md).`
        : `${said}.`
    }).join('\n\n')
  const archiveOf = (count: number) =>
    zipOf([
      {
        name: 'SUMMARY.md',
        bytes: Buffer.from(Array.from({ length: Math.min(count, 200) }, (_none, n) => `* [Page ${n}](docs/page-${n}.md)`).join('\n')),
      },
      ...Array.from({ length: count }, (_none, n) => ({ name: `docs/page-${n}.md`, bytes: Buffer.from(`# Page ${n}\n\n${text(n)}\n`) })),
    ])
  const times = new Map<number, number[]>()
  for (const count of [pages, pages * 10]) {
    const ledger = await openLedger(['people', 'decisions', 'handbook'])
    const ilse = ledger.as('ilse')
    const archive = archiveOf(count)
    const file = { name: 'bench.zip', type: 'application/zip' as const, content: archive.toString('base64') }
    const taken: number[] = []
    const timed = async <T>(what: string, work: () => Promise<T>) => {
      const before = performance.now()
      const answer = await work()
      taken.push(performance.now() - before)
      printFigure(`${count} pages ${what}`, `${((taken.at(-1) ?? 0) / 1000).toFixed(2)} s`)
      return answer
    }
    const { id } = await timed('read and shown', () => ilse.call(promise.importsPreview, { file }))
    await timed('done', async () => {
      await ilse.call(promise.importsApply, { id })
      await continueImport(ledger.cast.open, id)
    })
    await timed('read again, all the same', () => ilse.call(promise.importsPreview, { file }))
    await timed('taken away', () => ilse.call(promise.exportsGet, {}))
    const mega = Array.from({ length: count }, (_none, n) => Buffer.byteLength(text(n))).reduce((sum, one) => sum + one, 0) / 1024 ** 2
    printFigure(
      `${count} pages, texts a second`,
      `${(mega / (((taken[0] ?? 0) + (taken[1] ?? 0)) / 1000)).toFixed(2)} MiB of ${mega.toFixed(1)}`,
    )
    times.set(count, taken)
    await ledger.cast.close()
  }
  const ratio = (at: number) => (times.get(pages * 10)?.[at] ?? 0) / (times.get(pages)?.[at] ?? 1)
  for (const [at, what] of ['read and shown', 'done', 'read again', 'taken away'].entries())
    printFigure(`ten times the pages, ${what}`, `${ratio(at).toFixed(1)} times the time`)
} finally {
  await server.stop()
}
