import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asRead, markdownHtml, priceWords, savedByYear } from './words.ts'

test.each([
  ['Renews on 2027-11-29 for another year.', 'Renews on November 29, 2027 for another year.'],
  ['25 × 156.00 EUR per year = 3900.00 EUR', '25 × €156.00 per year = €3,900.00'],
  ['VAT 19 % of DE is charged.', 'VAT 19% of DE is charged.'],
  ['8.875 % of 100 JPY', '8.875% of ¥100'],
  ['17 VAT ids', '17 VAT ids'],
  ['INV-2026-000123', 'INV-2026-000123'],
])('"%s" is read as "%s"', (sentence, read) => {
  expect(asRead(sentence)).toBe(read)
})

test('prices keep the decimals of their currency, and their own', () => {
  expect([priceWords('156', 'EUR'), priceWords('15.6', 'EUR'), priceWords('0.1250', 'USD'), priceWords('1200', 'JPY')]).toEqual([
    '€156.00',
    '€15.60',
    '$0.125',
    '¥1,200',
  ])
})

test('what a year saves is never overstated', () => {
  expect([savedByYear('156.00', '15.60'), savedByYear('96', '8'), savedByYear('100', '8')]).toEqual([16, 0, 0])
  const price = fc.integer({ min: 1, max: 100_000 })
  fc.assert(
    fc.property(price, price, (year, month) => {
      const saved = savedByYear(String(year), String(month))
      expect(saved).toBeGreaterThanOrEqual(0)
      if (saved > 0) expect(year).toBeLessThanOrEqual(month * 12 * (1 - saved / 100) + 1e-6)
    }),
  )
})

test('a text in Markdown is read without its signs, and nothing of it becomes markup', () => {
  expect(markdownHtml('# Terms\n\n**1. Who.** You & we.\n\n- one\n- <b>two</b>')).toBe(
    '<h1>Terms</h1>\n<p><strong>1. Who.</strong> You &amp; we.</p>\n<ul><li>one</li><li>&lt;b&gt;two&lt;/b&gt;</li></ul>',
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const left = markdownHtml(text).replaceAll(/<\/?(?:h[1-6]|p|ul|li|strong)>/g, '')
      expect(left).not.toMatch(/[<>]/)
    }),
  )
})
