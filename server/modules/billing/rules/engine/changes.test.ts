import { describe, expect, it } from 'vitest'
import { propose } from './propose.ts'
import { shippedRates } from '../tax/rows/rates.ts'
import { shippedRules } from '../tax/rows/rules.ts'
import type { Change, Doc, Item, PreviewInput } from './shapes.ts'

/** Every kind of change and convention, with amounts worked by hand. 310.00 a month is 10.00 a day in January. */

type More = { item?: Partial<Item>; changes?: Change[]; contract?: Partial<PreviewInput['contract']>; input?: Partial<PreviewInput> }

function ask(as_of: string, through: string | undefined, more: More = {}) {
  const item: Item = { id: 'seats', product: 'cloud', quantity: '1', unit_price: '310.00', per: 'month', ...more.item }
  const contract = { currency: 'EUR', start: '2026-01-01', end: '2027-01-01', items: [item], changes: more.changes ?? [], ...more.contract }
  return propose({ as_of, ...(through && { through }), contract, ...more.input })
}

const brief = (documents: Doc[]) => documents.map(({ day, kind, totals }) => [day, kind, totals.net_minor])
const lines = (documents: Doc[]) =>
  documents.flatMap((document) => document.lines.map((line) => [document.day, line.kind, line.from, line.to, line.net_minor]))

describe('pause and resume', () => {
  const changes: Change[] = [
    { kind: 'pause', item: 'seats', effective: '2026-01-11' },
    { kind: 'resume', item: 'seats', effective: '2026-01-21' },
  ]

  it('give back the days from the pause on, and charge them again from the resumption', () => {
    expect(lines(ask('2026-01-01', '2026-01-31', { changes }).documents)).toEqual([
      ['2026-01-01', 'charge', '2026-01-01', '2026-02-01', 31000],
      ['2026-01-11', 'credit', '2026-01-11', '2026-02-01', -21000],
      ['2026-01-21', 'charge', '2026-01-21', '2026-02-01', 11000],
    ])
  })

  it('leave a gap when nothing was billed before', () => {
    expect(lines(ask('2026-01-31', undefined, { changes }).documents).map((line) => line.slice(2))).toEqual([
      ['2026-01-01', '2026-01-11', 10000],
      ['2026-01-21', '2026-02-01', 11000],
    ])
  })
})

describe('the end of a contract in the middle of a period', () => {
  const ended = (credit?: 'prorated' | 'none' | 'full'): Change[] => [{ kind: 'end', effective: '2026-01-11', ...(credit && { credit }) }]

  it('gives the rest back in proportion', () => {
    const output = ask('2026-01-01', '2026-06-01', { changes: ended() })
    expect(brief(output.documents)).toEqual([
      ['2026-01-01', 'invoice', 31000],
      ['2026-01-11', 'credit_note', -21000],
    ])
    expect(output.documents[1]?.of).toBe('#0')
    expect(output.next).toBeNull()
  })

  it('gives nothing back with credit none, everything with full', () => {
    expect(brief(ask('2026-01-01', '2026-06-01', { changes: ended('none') }).documents)).toEqual([['2026-01-01', 'invoice', 31000]])
    expect(brief(ask('2026-01-01', '2026-06-01', { changes: ended('full') }).documents)).toEqual([
      ['2026-01-01', 'invoice', 31000],
      ['2026-01-11', 'credit_note', -31000],
    ])
  })

  it('is what the state says, whatever is given back', () => {
    const state = (day: string) => ask(day, undefined, { changes: ended('none'), input: { include: ['state'] } }).state
    expect(state('2026-01-10')?.items).toHaveLength(1)
    expect(state('2026-01-11')).toEqual({ items: [], term: { n: 1, start: '2026-01-01', end: '2026-01-11' } })
  })

  it('waits for the next boundary without proration', () => {
    const output = ask('2026-01-01', '2026-03-01', {
      changes: [{ kind: 'end', item: 'seats', effective: '2026-01-11', proration: 'none' }],
    })
    expect(brief(output.documents)).toEqual([['2026-01-01', 'invoice', 31000]])
  })
})

describe('the proration of added seats', () => {
  const added = (proration: Change['proration']): Change[] => [{ kind: 'seats', add: '2', effective: '2026-01-22', proration }]
  const january = (proration: Change['proration']) =>
    lines(ask('2026-01-01', '2026-02-01', { changes: added(proration) }).documents).slice(1)

  it('counts days by default', () => {
    expect(january('days')[0]).toEqual(['2026-01-22', 'charge', '2026-01-22', '2026-02-01', 20000])
  })

  it('takes the whole period with full', () => {
    expect(january('full')[0]).toEqual(['2026-01-22', 'charge', '2026-01-22', '2026-02-01', 62000])
  })

  it('begins at the next boundary with none', () => {
    expect(january('none')).toEqual([['2026-02-01', 'charge', '2026-02-01', '2026-03-01', 93000]])
  })

  it('counts whole months with months', () => {
    const yearly = {
      item: { per: 'year' as const, unit_price: '120.00' },
      changes: [{ kind: 'seats' as const, add: '1', effective: '2026-04-01', proration: 'months' as const }],
    }
    expect(
      lines(ask('2026-01-01', '2026-04-01', yearly).documents)
        .at(-1)
        ?.at(-1),
    ).toBe(9000)
  })
})

describe('price layers', () => {
  const changes: Change[] = [
    { kind: 'seats', add: '2', unit_price: '31.00', effective: '2026-02-01' },
    { kind: 'seats', add: '-1', effective: '2026-03-01' },
  ]

  it('keep seats of another price apart; removed seats leave the youngest', () => {
    const output = ask('2026-03-05', undefined, { changes, input: { include: ['state'] } })
    expect(output.state?.items.map(({ quantity, unit_price }) => [quantity, unit_price])).toEqual([
      ['1', '310.00'],
      ['1', '31.00'],
    ])
  })

  it('are merged by a swap', () => {
    const swap: Change = { kind: 'swap', item: 'seats', product: 'cloud-plus', effective: '2026-03-02' }
    const output = ask('2026-03-05', undefined, { changes: [...changes, swap], input: { include: ['state'] } })
    expect(output.state?.items).toMatchObject([
      { product: 'cloud-plus', quantity: '2', unit_price: '310.00', from: '2026-03-02', annual_minor: 744000 },
    ])
  })
})

it('another anchor ends this run of periods and begins a new one', () => {
  const changes: Change[] = [{ kind: 'anchor', item: 'seats', day: 15, effective: '2026-03-01', recorded: '2026-02-20' }]
  const output = ask('2026-02-01', '2026-04-01', { contract: { start: '2026-02-01' }, changes })
  expect(lines(output.documents)).toEqual([
    ['2026-02-01', 'charge', '2026-02-01', '2026-03-01', 31000],
    ['2026-03-01', 'charge', '2026-03-01', '2026-03-15', 15500],
    ['2026-03-15', 'charge', '2026-03-15', '2026-04-15', 31000],
  ])
})

it('another cadence bills the rest of its period from the day on, counted from the stored anchor', () => {
  const changes: Change[] = [{ kind: 'swap', item: 'seats', cadence: 'year', effective: '2026-07-01' }]
  const output = ask('2026-06-01', '2026-07-01', { contract: { start: '2026-06-01' }, changes })
  expect(lines(output.documents)).toEqual([
    ['2026-06-01', 'charge', '2026-06-01', '2026-07-01', 31000],
    ['2026-07-01', 'charge', '2026-07-01', '2027-01-01', 187529],
  ])
})

it('changes wait for the next invoice by the convention with_next', () => {
  const changes: Change[] = [{ kind: 'seats', add: '1', effective: '2026-01-22' }]
  const output = ask('2026-01-01', '2026-02-01', { changes, contract: { conventions: { changes: 'with_next' } } })
  expect(lines(output.documents)).toEqual([
    ['2026-01-01', 'charge', '2026-01-01', '2026-02-01', 31000],
    ['2026-02-01', 'charge', '2026-01-22', '2026-02-01', 10000],
    ['2026-02-01', 'charge', '2026-02-01', '2026-03-01', 62000],
  ])
})

it('credits stand on a note of their own by the convention separate', () => {
  const changes: Change[] = [{ kind: 'swap', item: 'seats', unit_price: '620.00', effective: '2026-01-22' }]
  const output = ask('2026-01-01', '2026-01-22', { changes, contract: { conventions: { credits: 'separate' } } })
  expect(brief(output.documents)).toEqual([
    ['2026-01-01', 'invoice', 31000],
    ['2026-01-22', 'invoice', 20000],
    ['2026-01-22', 'credit_note', -10000],
  ])
})

describe('timing', () => {
  it('bills arrears at the end of each period and of the item', () => {
    const output = ask('2026-01-01', '2026-03-01', { item: { timing: 'arrears' }, changes: [{ kind: 'end', effective: '2026-02-15' }] })
    expect(brief(output.documents)).toEqual([
      ['2026-02-01', 'invoice', 31000],
      ['2026-02-15', 'invoice', 15500],
    ])
  })

  it('charges nothing before a trial ends', () => {
    const output = ask('2026-01-01', '2026-02-01', { item: { trial_end: '2026-01-22' } })
    expect(lines(output.documents)).toEqual([
      ['2026-01-22', 'charge', '2026-01-22', '2026-02-01', 10000],
      ['2026-02-01', 'charge', '2026-02-01', '2026-03-01', 31000],
    ])
  })

  it('charges a one-time item whole, on its start', () => {
    const output = ask('2026-01-01', '2026-06-01', {
      item: { per: 'once', unit_price: '900.00', start: '2026-02-03', service: { from: '2026-02-10', to: '2026-02-12' } },
    })
    expect(output.documents[0]?.lines[0]).toMatchObject({
      from: '2026-02-03',
      to: '2026-02-12',
      amount_minor: 90000,
      fraction: { num: 1, den: 1, unit: 'whole' },
    })
    expect(output.documents).toHaveLength(1)
  })

  it('steps weeks from the start', () => {
    const output = ask('2026-01-01', '2026-01-15', { item: { per: 'week', unit_price: '70.00' } })
    expect(output.documents.map(({ day }) => day)).toEqual(['2026-01-01', '2026-01-08', '2026-01-15'])
  })

  it('reads an instant as the local day of the contract', () => {
    const output = ask('2025-12-31T23:30:00Z', undefined, { contract: { zone: 'Europe/Berlin' }, input: { include: ['echo'] } })
    expect(output.input?.as_of).toBe('2026-01-01')
    expect(brief(output.documents)).toEqual([['2026-01-01', 'invoice', 31000]])
  })
})

describe('documents', () => {
  it('are not issued when every line is worth 0.00', () => {
    const output = ask('2026-01-01', '2026-03-01', { item: { unit_price: '0' } })
    expect(output.documents).toEqual([])
    expect(output.next?.day).toBe('2026-04-01')
  })

  it('name what cannot be taxed', () => {
    const determine = { seller: { country: 'BR' }, buyer: { country: 'BR' }, rates: shippedRates, rules: shippedRules }
    expect(ask('2026-01-01', undefined, { input: { tax: { determine } } }).tax_undetermined).toEqual(['seats'])
  })

  it('are taxed by the rules in force on the tax day', () => {
    const determine = {
      seller: { country: 'DE' },
      buyer: { country: 'DE', kind: 'business' as const },
      rates: shippedRates,
      rules: shippedRules,
    }
    const [invoice] = ask('2026-01-01', undefined, { input: { tax: { determine } } }).documents
    expect(invoice?.tax_groups).toMatchObject([{ category: 'S', rate: '19', rule: 'R2', base_minor: 31000, tax_minor: 5890 }])
    const early = ask('2020-12-31', undefined, {
      contract: { start: '2021-01-01', end: null, conventions: { lead_days: 1 } },
      input: { tax: { determine } },
    })
    expect(early.documents[0]?.tax_groups[0]?.rate).toBe('16')
    const byService = { determine, day: 'service_start' as const }
    const later = ask('2020-12-31', undefined, {
      contract: { start: '2021-01-01', end: null, conventions: { lead_days: 1 } },
      input: { tax: byService },
    })
    expect(later.documents[0]?.tax_groups[0]?.rate).toBe('19')
  })

  it('keep the old rate on credits after a rate change', () => {
    const determine = { seller: { country: 'DE' }, buyer: { country: 'DE' }, rates: shippedRates, rules: shippedRules }
    const more = {
      contract: { start: '2020-12-11', end: null },
      changes: [{ kind: 'end' as const, effective: '2021-01-01' }],
      input: { tax: { determine } },
    }
    const output = ask('2020-12-11', '2021-02-01', more)
    expect(output.documents.map((document) => [document.kind, document.tax_groups[0]?.rate])).toEqual([
      ['invoice', '16'],
      ['credit_note', '16'],
    ])
  })

  it('hash the input that they were made from', () => {
    const first = ask('2026-01-01', undefined)
    expect(first.input_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(ask('2026-01-01', undefined).input_hash).toBe(first.input_hash)
    expect(ask('2026-01-02', undefined).input_hash).not.toBe(first.input_hash)
  })
})
