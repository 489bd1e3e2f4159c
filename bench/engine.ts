import { propose } from '../server/modules/billing/rules/engine/propose.ts'
import type { PreviewInput } from '../server/modules/billing/rules/engine/shapes.ts'
import { conditions, median, printFigure } from './figure.ts'

/**
 * Proposals a second on one core, beside what no engine could do with less: one multiplication and the same output as JSON text.
 * `node bench/engine.ts [seconds a round]`. Each round measures all cases in turn; the median of five rounds is printed.
 */

const seconds = Number(process.argv[2] ?? '1')
const rounds = 5
const taxes = [{ code: 'VAT', category: 'S' as const, rate: '19', jurisdiction: 'DE' }]

function contractOf(n: number): PreviewInput['contract'] {
  const item = { id: 'seats', product: 'enterprise', quantity: String(10 + (n % 90)), unit_price: '156.00', per: 'year' as const, taxes }
  return { currency: 'EUR', start: '2026-02-10', end: '2027-02-10', items: [item] }
}

function firstInvoice(n: number): PreviewInput {
  return { as_of: '2026-02-10', contract: contractOf(n) }
}

const bought = Array.from({ length: 90 }, (_, n) => propose(firstInvoice(n)).documents)

function seatsAdded(n: number): PreviewInput {
  const changes = [{ kind: 'seats' as const, item: 'seats', add: '5', effective: '2026-07-01' }]
  return { as_of: '2026-07-01', contract: { ...contractOf(n), changes }, billed: bought[n % 90] ?? [] }
}

function nothingDue(n: number): PreviewInput {
  return { as_of: '2026-07-01', contract: contractOf(n), billed: bought[n % 90] ?? [] }
}

const sample = propose(firstInvoice(0))

/** The floor: quantity × price in a float, and the same JSON written once. */
function naive(n: number): number {
  const net = Math.round((10 + (n % 90)) * 156 * 100)
  return JSON.stringify({ ...sample, sum: { net_minor: net, tax_minor: Math.round(net * 0.19), gross_minor: Math.round(net * 1.19) } })
    .length
}

const cases: [string, (n: number) => unknown][] = [
  ['one multiplication + JSON (floor)', naive],
  ['first invoice of a yearly contract', (n) => propose(firstInvoice(n))],
  ['seats added in mid-term, one document billed', (n) => propose(seatsAdded(n))],
  ['nothing due, one document billed', (n) => propose(nothingDue(n))],
]

/** Calls in `duration` seconds, in batches so that reading the clock costs nothing. */
function perSecond(work: (n: number) => unknown, duration: number): number {
  const started = process.hrtime.bigint()
  const until = started + BigInt(Math.round(duration * 1e9))
  let calls = 0
  while (process.hrtime.bigint() < until) for (let n = 0; n < 200; n++) work(calls++)
  return calls / (Number(process.hrtime.bigint() - started) / 1e9)
}

conditions()
console.log(
  `# one process, one core, median of ${rounds} rounds of ${seconds} s; each proposal reads, checks, prices, taxes and hashes its input`,
)
for (const [, work] of cases) perSecond(work, 0.5)
const figures = cases.map(() => [] as number[])
for (let round = 0; round < rounds; round++) cases.forEach(([, work], at) => void figures[at]?.push(perSecond(work, seconds)))
const floor = median(figures[0] ?? [])
cases.forEach(([name], at) => {
  const rate = median(figures[at] ?? [])
  printFigure(name, `${Math.round(rate).toLocaleString('en')} a second (${(floor / rate).toFixed(1)} × the floor’s time)`)
})
