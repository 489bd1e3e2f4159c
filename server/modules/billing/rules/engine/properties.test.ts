import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween } from '../../../../kernel/period.ts'
import { balancesOf } from '../ledger.ts'
import { civil, dayNumber, dayText } from './days.ts'
import { propose, proposeAll } from './propose.ts'
import type { Change, Doc, Interval, Item, Line, PreviewInput, Tax } from './shapes.ts'

/** The engine's promises, for contracts that nobody thought of. */

const start = '2026-01-31'
const end = '2029-01-31'
/** by then every change is known */
const last = '2030-06-01'
const day = fc.integer({ min: 0, max: 1095 }).map((days) => dayText(dayNumber(start) + days))
const tax: Tax[] = [{ code: 'VAT', category: 'S', rate: '19', jurisdiction: 'DE' }]
const price = fc.integer({ min: 1, max: 99_999 }).map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`)
const cadence = fc.constantFrom<Interval>('month', 'quarter', 'year', { months: 36 })

function item(id: string): fc.Arbitrary<Item> {
  return fc.record({
    id: fc.constant(id),
    product: fc.constant('enterprise'),
    quantity: fc.integer({ min: 1, max: 400 }).map(String),
    unit_price: price,
    per: fc.constantFrom<Interval>('month', 'year'),
    cadence,
    timing: fc.constantFrom('advance' as const, 'arrears' as const),
    taxes: fc.constant(tax),
  })
}

function change(id: string): fc.Arbitrary<Change> {
  const dated = { item: fc.constant(id), effective: day, late: fc.constantFrom(0, 0, 3, 40, 400) }
  const any = fc.oneof(
    fc.record({ ...dated, kind: fc.constant('seats' as const), add: fc.integer({ min: 1, max: 50 }).map(String) }),
    fc.record({ ...dated, kind: fc.constant('seats' as const), to: fc.integer({ min: 0, max: 500 }).map(String) }),
    fc.record({ ...dated, kind: fc.constant('seats' as const), add: fc.constant('7'), unit_price: price }),
    fc.record({ ...dated, kind: fc.constant('swap' as const), unit_price: price, product: fc.constantFrom('professional', 'enterprise') }),
    fc.record({ ...dated, kind: fc.constant('swap' as const), cadence }),
    fc.record({ ...dated, kind: fc.constant('anchor' as const), day: fc.integer({ min: 1, max: 31 }) }),
    fc.record({
      ...dated,
      kind: fc.constant('seats' as const),
      add: fc.constant('3'),
      proration: fc.constantFrom('none' as const, 'days' as const),
    }),
  )
  return any.map(({ late, ...one }) => ({ ...one, recorded: late === 0 ? one.effective : dayText(dayNumber(one.effective) + late) }))
}

const contract = fc.record({
  items: fc.tuple(item('a'), item('b')),
  a: fc.array(change('a'), { maxLength: 4 }),
  b: fc.array(change('b'), { maxLength: 3 }),
  discount: fc.integer({ min: 0, max: 30 }),
})

type Sample = typeof contract extends fc.Arbitrary<infer T> ? T : never

function inputOf(sample: Sample, changes: Change[] = [...sample.a, ...sample.b]): PreviewInput {
  return {
    as_of: last,
    contract: { currency: 'EUR', start, end, items: sample.items, changes },
    discounts: sample.discount === 0 ? [] : [{ id: 'partner', percent: String(sample.discount) }],
  }
}

/** Bills day by day, as the nightly run does. */
function lived(input: PreviewInput): Doc[] {
  return propose({ ...input, as_of: start, through: last }).documents
}

function linesOf(documents: readonly Doc[]): Line[] {
  return documents.flatMap((document) => document.lines)
}

const runs = { numRuns: 60 }

describe('the engine', () => {
  it('proposes nothing when it is asked again', () => {
    fc.assert(
      fc.property(contract, (sample) => {
        // lines worth 0.00 are on no document and count as billed all the same: a later credit may refer to them
        const { output, unissued } = proposeAll({ ...inputOf(sample), as_of: start, through: last })
        expect(propose({ ...inputOf(sample), billed: [...output.documents, ...unissued] }).documents).toEqual([])
      }),
      runs,
    )
  })

  it('adds lines up to totals and groups, line by line and document by document', () => {
    fc.assert(
      fc.property(contract, fc.constantFrom('exclusive' as const, 'inclusive' as const), (sample, behaviour) => {
        for (const { lines, totals, tax_groups } of lived({ ...inputOf(sample), tax: { behaviour } })) {
          const sum = (pick: (line: Line) => number) => lines.reduce((total, line) => total + pick(line), 0)
          expect(sum((line) => line.net_minor)).toBe(totals.net_minor)
          expect(sum((line) => line.tax_minor)).toBe(totals.tax_minor)
          expect(totals.net_minor + totals.tax_minor).toBe(totals.gross_minor)
          expect(tax_groups.reduce((total, group) => total + group.tax_minor, 0)).toBe(totals.tax_minor)
          for (const line of lines) expect(line.net_minor + line.tax_minor).toBe(line.gross_minor)
        }
      }),
      runs,
    )
  })

  it('never credits more than it charged, and gives lines keys of their own', () => {
    fc.assert(
      fc.property(contract, (sample) => {
        const lines = linesOf(lived(inputOf(sample)))
        const left = new Map(lines.map((line) => [line.key, line.net_minor]))
        expect(left.size).toBe(lines.length)
        for (const line of lines) if (line.ref !== undefined) left.set(line.ref, (left.get(line.ref) ?? 0) + line.net_minor)
        for (const line of lines) if (line.kind === 'charge') expect(left.get(line.key)).toBeGreaterThanOrEqual(0)
      }),
      runs,
    )
  })

  it('comes to the same total by a chain of changes as by direct computation, within one minor unit a line', () => {
    fc.assert(
      fc.property(contract, (sample) => {
        const input = { ...inputOf(sample), discounts: [] }
        const chain = linesOf(lived(input))
        const direct = linesOf(propose(input).documents)
        const sum = (lines: Line[]) => lines.reduce((total, line) => total + line.net_minor, 0)
        expect(Math.abs(sum(chain) - sum(direct))).toBeLessThanOrEqual(chain.length + direct.length)
      }),
      runs,
    )
  })

  it('does not care in which order independent amendments were written down', () => {
    fc.assert(
      fc.property(contract, (sample) => {
        const documents = lived(inputOf(sample, [...sample.a, ...sample.b]))
        expect(lived(inputOf(sample, [...sample.b, ...sample.a]))).toEqual(documents)
      }),
      runs,
    )
  })

  it('makes postings that sum to zero and revenue that ends at the net', () => {
    fc.assert(
      fc.property(contract, (sample) => {
        const output = propose({ ...inputOf(sample), as_of: start, through: last, include: ['postings', 'revenue'] })
        const postings = (output.postings ?? []).map((posting) => ({ ...posting, amount: BigInt(posting.amount_minor) }))
        const total = [...balancesOf([{ event: 'all', postings }]).values()].reduce((sum, balance) => sum + balance, 0n)
        expect(total).toBe(0n)
        const recognised = (output.revenue ?? []).flatMap((plan) => plan.months).reduce((sum, month) => sum + month.amount_minor, 0)
        expect(recognised).toBe(output.sum.net_minor)
      }),
      runs,
    )
  })
})

it('counts days as the calendar library does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (number) => {
      const text = dayText(number)
      expect(dayNumber(text)).toBe(number)
      expect(daysBetween('1970-01-01', text)).toBe(number)
      expect(civil(number).day).toBe(Number(text.slice(-2)))
    }),
  )
})
