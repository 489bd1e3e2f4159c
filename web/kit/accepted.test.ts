import { expect, test } from 'vitest'
import { isAccepted } from './accepted.ts'

test('a file is taken by the end of its name, in any letters', () => {
  expect(isAccepted('Signed.PDF', '.pdf, .png')).toBe(true)
  expect(isAccepted('setup.exe', '.pdf,.png')).toBe(false)
  expect(isAccepted('pdf', '.pdf')).toBe(false)
})

test('without a wish, or with a kind, every name is taken', () => {
  expect(isAccepted('setup.exe')).toBe(true)
  expect(isAccepted('scan.heic', '.pdf,image/*')).toBe(true)
})
