import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { propose } from './rules/engine/propose.ts'
import type { PreviewInput } from './rules/engine/shapes.ts'
import { previewInputShape, previewOutputShape } from './shapes.ts'

const body: PreviewInput = {
  as_of: '2026-07-01T09:30:00+02:00',
  through: '2027-03-01',
  include: ['state', 'revenue', 'postings', 'echo'],
  contract: {
    currency: 'EUR',
    zone: 'Europe/Berlin',
    start: '2026-02-10',
    end: '2027-02-10',
    items: [{ id: 'seats', product: 'enterprise', quantity: '80', unit_price: '84.00', per: 'year', cadence: { months: 6 } }],
    changes: [
      { kind: 'seats', item: 'seats', add: '15', effective: '2026-07-01' },
      { kind: 'renew', effective: '2027-02-10', recorded: '2027-01-01', end: '2028-02-10' },
    ],
  },
  discounts: [{ id: 'partner', percent: '10' }],
}

describe('the wire', () => {
  it('takes the input as it is and gives the output as the engine makes it', () => {
    const input = previewInputShape.parse(body)
    expect(input).toEqual(body)
    const output = propose(input)
    expect(output.documents.length).toBeGreaterThan(2)
    expect(previewOutputShape.parse(JSON.parse(JSON.stringify(output)))).toEqual(JSON.parse(JSON.stringify(output)))
  })

  it('takes the output’s documents back as billed', () => {
    const { documents } = propose(body)
    const input = previewInputShape.parse({ ...body, as_of: '2027-03-01', billed: documents })
    expect(propose(input).documents).toEqual([])
  })

  it('points to what does not fit', () => {
    const wrong = previewInputShape.safeParse({
      ...body,
      contract: { ...body.contract, items: [{ ...body.contract.items[0], quantity: 80 }] },
    })
    expect(wrong.error?.issues[0]?.path).toEqual(['contract', 'items', 0, 'quantity'])
  })

  it('can be described as JSON Schema', () => {
    expect(z.toJSONSchema(previewInputShape)).toMatchObject({ type: 'object' })
    expect(z.toJSONSchema(previewOutputShape)).toMatchObject({ type: 'object' })
  })
})
