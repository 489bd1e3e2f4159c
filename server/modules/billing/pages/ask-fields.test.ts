import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lackingIn } from './ask-fields.ts'

const whole = { seats: '40', name: 'Pat', company: 'Lynx', line1: 'Kai 7', city: 'Hamburg', email: 'pat@lynx.example', country: 'DE' }

test.each<[Record<string, string>, string[]]>([
  [{}, []],
  [{ seats: '' }, ['seats']],
  [{ seats: '0' }, ['seats']],
  [{ seats: '1000001' }, ['seats']],
  [{ seats: '1000000' }, []],
  [{ seats: '2.5' }, ['seats']],
  [{ email: 'no address' }, ['email']],
  [{ name: '', company: '', line1: '', city: '', email: '', country: '' }, ['name', 'company', 'line1', 'city', 'email', 'country']],
])('%j lacks %j', (change, paths) => {
  expect(lackingIn({ ...whole, ...change }).map(({ path }) => path)).toEqual(paths)
})

test('whatever comes, each field is told once and in a sentence', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.string()), (fields) => {
      const told = lackingIn(fields)
      expect(new Set(told.map(({ path }) => path)).size).toBe(told.length)
      for (const { text } of told) expect(text).toMatch(/^[A-Z].*\.(com\.)?$/)
    }),
  )
})
