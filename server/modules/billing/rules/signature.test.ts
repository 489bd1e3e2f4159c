import { describe, expect, it } from 'vitest'
import { givenAway } from './lane.ts'
import { mostSignedBytes, requireSignature, signedBytes } from './signature.ts'

const base64 = (bytes: number[] | string) => Buffer.from(bytes as string).toString('base64')
const file = (type: string, bytes: number[] | string) => ({ name: 'a', type, content: base64(bytes) })

describe('a signature', () => {
  const form = { hasFile: true, signed_on: '2026-06-15' }
  it('is the signed form, in lanes of a click as well', () => {
    for (const sign of ['click', 'e_sign', 'wet'] as const)
      expect(() => requireSignature(form, { sign, made_on: '2026-06-15' }, '2026-06-15')).not.toThrow()
  })
  it.each([
    ['a typed name alone', { ...form, hasFile: false }, 'e_sign', 'signature.file_missing'],
    ['a typed name alone in a lane of a click', { ...form, hasFile: false }, 'click', 'signature.file_missing'],
    ['tomorrow’s', { ...form, signed_on: '2026-06-16' }, 'e_sign', 'signature.in_the_future'],
    ['one from before the quote was made', { ...form, signed_on: '2026-06-13' }, 'e_sign', 'signature.before_quote'],
    ['one for a deal that its lane refuses', form, 'none', 'signature.lane'],
  ] as const)('is not %s', (_says, given, sign, code) => {
    expect(() => requireSignature(given, { sign, made_on: '2026-06-14' }, '2026-06-15')).toThrowError(expect.objectContaining({ code }))
  })
})

describe('the bytes of a signed form', () => {
  it('are a PDF or a picture, whatever the name says', () => {
    expect(Buffer.from(signedBytes(file('application/pdf', '%PDF-1.7 x'))).toString()).toBe('%PDF-1.7 x')
    expect(signedBytes(file('image/jpeg', [0xff, 0xd8, 0xff, 1]))).toHaveLength(4)
    expect(signedBytes(file('image/png', [0x89, 0x50, 0x4e, 0x47, 1]))).toHaveLength(5)
  })
  it.each([
    ['nothing', file('application/pdf', ''), 'signature.file_empty'],
    ['text called PDF', file('application/pdf', 'I signed this'), 'file.type_mismatch'],
    ['a PDF called PNG', file('image/png', '%PDF-1.7'), 'file.type_mismatch'],
    ['a page', file('text/html', '<p>%PDF-'), 'file.type_mismatch'],
    ['too much', { ...file('application/pdf', ''), content: Buffer.alloc(mostSignedBytes + 1, 65).toString('base64') }, 'file.too_large'],
  ])('are not %s', (_says, given, code) => {
    expect(() => signedBytes(given)).toThrowError(expect.objectContaining({ code }))
  })
})

describe('what a price gives away', () => {
  it.each([
    ['88.00', '88.00', '0', '0'],
    ['88.00', '95.00', '0', '0'],
    ['88.00', '79.20', '0', '10.00'],
    ['88.00', '79.20', '15', '15'],
    ['88.00', '0.01', '0', '99.99'],
    ['88.00', '0', '5', '100.00'],
    ['100.00', '84.999', '0', '15.01'],
    ['0', '0', '0', '0'],
  ])('book %s, offered at %s with %s %% off: %s %%', (list_price, unit_price, discount, percent) => {
    expect(givenAway(discount, { unit_price, list_price })).toBe(percent)
  })
})
