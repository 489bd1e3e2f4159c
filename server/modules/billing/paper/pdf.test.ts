import { expect, test } from 'vitest'
import { samplePaper } from '../../../../test/cast/paper.ts'
import { textOfPdf } from '../../../../test/cast/pdf.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { settlementsFrom } from '../rules/settled.ts'
import { pdfOf } from './pdf.ts'
import { fitPrint } from './printable.ts'

const proof = { sha: 'a'.repeat(64), chain: 'b'.repeat(64) }
const textOf = async (...args: Parameters<typeof samplePaper>) => (await textOfPdf(await pdfOf(samplePaper(...args), proof))).join('\n')

test.each([
  'Ελληνική Τεχνολογία Α.Ε.',
  'Софийски Софтуер ЕООД',
  '東京ソフトウェア株式会社',
  'Příliš Žluťoučký Kůň',
  'Đường Nguyễn',
  '주식회사 한국소프트웨어',
  '北京软件技术有限公司',
  '台灣軟體股份有限公司',
])('the name of the buyer stands on the paper as it is written: %s', async (buyer) => {
  const paper = samplePaper({ buyer })
  expect(() => fitPrint(paper)).not.toThrow()
  expect(await textOf({ buyer })).toContain(buyer)
})

test.each(['חברת תוכנה ישראלית', 'שלום', 'شركة البرمجيات', 'شرکت نرم‌افزار پارس', 'บริษัท ซอฟต์แวร์น้ำไทย จำกัด', 'भारतीय सॉफ्टवेयर'])(
  'right to left, joined and stacked scripts can be drawn, without a missing glyph: %s',
  async (buyer) => {
    expect(() => fitPrint(samplePaper({ buyer }))).not.toThrow()
    const letters = (text: string) => [...text.normalize('NFKC')].filter((sign) => /\p{L}/u.test(sign))
    const said = letters(await textOf({ buyer }))
    for (const letter of letters(buyer)) expect(said).toContain(letter)
  },
)

test('letters that look alike stay what they are', async () => {
  const text = await textOf({ buyer: 'Софтуер с cc οo оo ΑA АA', collection: 'card' })
  expect(text.split('\n').slice(4, 18).join('')).toContain('Софтуер с cc οo оo ΑA АA')
  expect(text).toContain('We charge the card')
})

test('the same document gives the same bytes, also after others were drawn', async () => {
  const paper = samplePaper({ buyer: '東京 שלום Łódź' })
  const first = await pdfOf(paper, proof)
  await pdfOf(samplePaper({ buyer: 'تهران ۱۲۳' }), proof)
  // Cyrillic с and Latin c, Ð and Đ have one shape each: what was drawn before must not decide what a copy of this one says
  await pdfOf(samplePaper({ buyer: 'Софийски Ð Софтуер' }), proof)
  expect((await pdfOf(paper, proof)).equals(first)).toBe(true)
  expect(first.length).toBeLessThan(30_000)
})

test('what cannot be drawn is refused by its characters', () => {
  const refusal = (() => {
    try {
      fitPrint(samplePaper({ buyer: 'Հայ Soft 🦄' }))
    } catch (error) {
      return error
    }
  })()
  expect(isRefusal(refusal) && refusal.code).toBe('paper.undrawable')
  expect(refusal).toMatchObject({ facts: { characters: ['Հ', 'ա', 'յ', '🦄'] }, message: expect.stringContaining('Հ (U+0540)') })
})

test('an open invoice asks for a transfer, one that a card will pay does not, a paid one says by what and when', async () => {
  expect(await textOf()).toContain('Please pay by 15 Jul 2026 and name INV-2026-000123.')
  const card = await textOf({ collection: 'card' })
  expect(card).toContain('We charge the card')
  expect(card).not.toContain('IBAN')
  const atOnce = await textOf({ paid_by: 'Visa …4242' })
  expect(atOnce).toContain('Paid by Visa …4242 on 15 Jun 2026.')
  const closing = { day: '2026-07-01', source: 'card', number: 'P-000001', brand: 'visa', last4: '4242', amount_minor: 1n } as const
  const later = textOfPdf(await pdfOf(samplePaper(), proof, { parts: settlementsFrom([closing]), open: 0n })).join('\n')
  expect(later).toContain('Paid by Visa …4242 on 1 Jul 2026.')
  for (const text of [atOnce, later]) expect(text).not.toMatch(/IBAN|Please pay|Due/)
})

test('a fully credited invoice says by which note; the note asks for nothing and has no due day', async () => {
  const closing = {
    day: '2026-07-01',
    source: 'credit_note',
    number: 'CN-2026-000001',
    brand: null,
    last4: null,
    amount_minor: 1n,
  } as const
  const credited = textOfPdf(await pdfOf(samplePaper(), proof, { parts: settlementsFrom([closing]), open: 0n })).join('\n')
  expect(credited).toContain('Credited by credit note CN-2026-000001 on 1 Jul 2026.')
  const note = await textOf({ kind: 'credit_note', of: 'INV-2026-000123' })
  expect(note).toContain('For invoice')
  expect(note).not.toMatch(/Due|Please pay|IBAN/)
})

test('a credit note shows the price and the discount of the invoice, and no number is broken in two', async () => {
  const back = { amount_minor: -351_000, net_minor: -351_000, listed: { amount_minor: -390_000, discount_minor: -39_000 } }
  const lines = samplePaper().lines.map((line) => ({ ...line, ...back }))
  const note = { kind: 'credit_note' as const, number: 'DE-CN-2026-000009', of: 'DE-INV-2026-000287', lines }
  const said = textOfPdf(await pdfOf(samplePaper(note), proof))
  expect(said.slice(said.indexOf('156.00'), said.indexOf('156.00') + 2)).toEqual(['156.00', '3,900.00'])
  expect(said.slice(said.indexOf('Discount'), said.indexOf('Discount') + 2)).toEqual(['Discount', '-390.00'])
  expect(said).toContain('DE-INV-2026-000287')
  expect(textOfPdf(await pdfOf(samplePaper({ po_number: 'PO-4500-2026-000123456789' }), proof))).toContain('PO-4500-2026-000123456789')
})

test('an invoice of a seller that has no account on it says how it is paid', async () => {
  expect(await textOf({ bank: null })).toContain('Please pay by 15 Jul 2026 by card, in your customer portal.')
})

test('a bank transfer, a card and a credit note are named as people name them, each once', () => {
  const on = { day: '2026-07-01', brand: null, last4: null, amount_minor: 1n }
  expect(
    settlementsFrom([
      { ...on, source: 'transfer', number: 'P-000001' },
      { ...on, source: 'manual', number: 'P-000002' },
      { ...on, source: 'card', number: 'P-000003', brand: 'mastercard', last4: '4444' },
      { ...on, source: 'credit_note', number: 'CN-2026-000001' },
    ]).map((one) => one.by),
  ).toEqual(['bank transfer', 'Mastercard …4444', 'credit note CN-2026-000001'])
})

test('a part payment is said with its sum, and what is open; the rest is still asked for', async () => {
  const on = { brand: null, last4: null } as const
  const parts = settlementsFrom([
    { ...on, source: 'transfer', number: 'P-000001', day: '2026-07-01', amount_minor: 10_000n },
    { ...on, source: 'card', number: 'P-000002', day: '2026-07-03', brand: 'visa', last4: '4242', amount_minor: 5_000n },
  ])
  const text = textOfPdf(await pdfOf(samplePaper(), proof, { parts, open: 30_000n })).join(' ')
  expect(text).toContain('EUR 100.00 was paid by bank transfer on 1 Jul 2026.')
  expect(text).toContain('EUR 50.00 was paid by Visa …4242 on 3 Jul 2026.')
  expect(text).toContain('EUR 300.00 is left to pay.')
  expect(text).toContain('Please pay by 15 Jul 2026')
  expect(text).toContain('Due')
  expect(text).not.toContain('Nothing is left to pay')
})
