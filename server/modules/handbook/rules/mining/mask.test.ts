import { expect, test } from 'vitest'
import { excerptOf, masked } from './mask.ts'

test.each([
  ['write to bea.lund@tidewater.example please', 'write to [e-mail] please'],
  ['call +49 40 1234 5678 or (040) 123-45-67', 'call [phone] or [phone]'],
  ['the card is 4242 4242 4242 4242, thanks', 'the card is [card], thanks'],
  ['card 5105105105105100', 'card [card]'],
  ['pay to DE89 3704 0044 0532 0130 00', 'pay to [account]'],
  ['password: Hunter2!x and then enter', 'password: [secret] and then enter'],
  ['my api key = abc123def', 'my api key = [secret]'],
  ['the PIN is 4711', 'the PIN is [secret]'],
  ['use ghp_aB3dE5fG7hI9jK1lM2nO3pQ4 for it', 'use [secret] for it'],
  ['bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123ghiJKL456', 'bearer [secret]'],
  ['hash 9f86d081884c7d659a2feaa0c55ad015 is wrong', 'hash [secret] is wrong'],
  ['see https://wiki.example/page?token=abc#x now', 'see https://wiki.example/page now'],
  ['see https://me:pw@host.example/a', 'see https://host.example/a'],
  ['https://drive.example/d/1aB2cD3eF4gH5iJ6kL7mN8oP9/edit', 'https://drive.example/d/[secret]/edit'],
  ['postgres://admin:hunter2@localhost/db and redis://:pw@cache:6379', 'postgres://localhost/db and redis://cache:6379'],
  ['{"password": "hunter22"}', '{"password": [secret]'],
  ['**password:** hunter22', '**password: [secret]'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [secret]'],
  ['tel.040 123 45 67 or 040\u00a01234567 or 040–1234567', 'tel.[phone] or [phone] or [phone]'],
  ['card 4242\u00a04242\u00a04242\u00a04242', 'card [card]'],
  ['@anna/@otto and _@ilse_', '@colleague/@colleague and _@colleague'],
  ['@anna.berg can you, @here', '@colleague can you, @here'],
  ['order 2026-11-03 costs 1.250.000 in version 4.11.2', 'order 2026-11-03 costs 1.250.000 in version 4.11.2'],
  ['ticket 12345 and INV-2026-000123', 'ticket 12345 and INV-2026-000123'],
  ['the handbook/operations/business-continuity page', 'the handbook/operations/business-continuity page'],
])('%s → %s', (text, kept) => {
  expect(masked(text)).toBe(kept)
})

test('an excerpt is one line of 280 letters at most, cut at a word', () => {
  const long = excerptOf(`How do we\n\nfind it? ${'word '.repeat(100)}`)
  expect([...long].length).toBeLessThanOrEqual(280)
  expect(long).toMatch(/^How do we find it\? word .* word …$/)
})

test('letters that look like the beginning of everything end with an answer', () => {
  for (const sign of ['@', '1', 'a@', '+', '(', '-----BEGIN A-----', 'http://', 'password:', 'A1', '4 ', '.', '@a.'])
    expect(masked(sign.repeat(16_000 / sign.length)).length).toBeLessThanOrEqual(64_000)
})
