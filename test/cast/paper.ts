import type { CanonicalDocument } from '../../server/modules/billing/paper/canonical.ts'

type Wish = Partial<Omit<CanonicalDocument, 'buyer'>> & { buyer?: string; address?: string[]; country?: string }

/** An invoice of the cast as it is hashed and printed: 25 seats at 156.00 EUR, 19 % tax. */
export function samplePaper({ buyer = 'Nordlicht Data GmbH', address, country = 'DE', ...request }: Wish = {}): CanonicalDocument {
  return {
    v: 1,
    kind: 'invoice',
    number: 'INV-2026-000123',
    entity: 'DE',
    issue_day: '2026-06-15',
    tax_day: '2026-06-15',
    due_day: '2026-07-15',
    currency: 'EUR',
    language: 'en',
    seller: {
      name: 'Tidewater Systems GmbH',
      lines: ['Am Sandtorkai 50', '20457 Hamburg', 'Germany'],
      country: 'DE',
      tax_ids: [{ id: 'DE811907980', state: 'valid', name: 'VAT id' }],
    },
    buyer: {
      name: buyer,
      lines: address ?? ['Hafenstrasse 1', '20457 Hamburg', 'Germany'],
      country,
      tax_ids: [{ id: 'DE811569869', state: 'valid', name: 'VAT id' }],
    },
    bank: { iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
    contract: 'C-000123',
    order: 'O-000123',
    of: null,
    po_number: null,
    paid_by: null,
    lines: [
      {
        key: 'seats|2026-06-15|2026-06-15|2027-06-15|enterprise@156.00/year|+1',
        kind: 'charge',
        item: 'seats',
        product: 'harbor-enterprise',
        description: 'Harbor Enterprise',
        ref: null,
        from: '2026-06-15',
        to: '2027-06-15',
        period_from: '2026-06-15',
        period_to: '2027-06-15',
        quantity: '25',
        unit_price: '156.00',
        per: 'year',
        amount_minor: 390_000,
        discount_minor: 0,
        net_minor: 390_000,
        tax_minor: 74_100,
        gross_minor: 464_100,
        taxes: [],
        formula: '25 × 156.00 EUR per year = 3900.00 EUR',
      },
    ],
    tax_groups: [
      {
        code: 'VAT',
        category: 'S',
        jurisdiction: 'DE',
        rate: '19',
        share: '100',
        base_minor: 390_000,
        tax_minor: 74_100,
        reason: null,
        note: null,
      },
    ],
    totals: {
      amount_minor: 390_000,
      discount_minor: 0,
      net_minor: 390_000,
      tax_minor: 74_100,
      rounding_minor: 0,
      gross_minor: 464_100,
    },
    notes: [],
    tax_decision: '019780f0-0000-7000-8000-000000000000',
    ...request,
  }
}
