import { expect, test } from 'vitest'
import { z } from 'zod'
import { nearestName } from './nearest.ts'
import { strictly } from './strict.ts'

const port = z.object({ name: z.string(), pier: z.object({ no: z.int() }).optional() })
const shape = strictly(
  z
    .object({
      port,
      stops: z.array(port).default([]),
      by: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('sail'), sails: z.int() }),
        z.object({ kind: z.literal('oars'), pairs: z.int() }),
      ]),
      every: z.union([z.enum(['day', 'week']), z.object({ days: z.int() })]).nullish(),
      named: z.record(z.string(), port).optional(),
      open: z.looseObject({ a: z.int() }).optional(),
      later: z.lazy(() => port).optional(),
      trimmed: port.transform((one) => one.name).optional(),
    })
    .refine((given) => given.port.name !== 'nowhere', { path: ['port'] }),
)
const good = { port: { name: 'Kiel' }, by: { kind: 'oars', pairs: 2 } }

test.each([
  [{ ...good, extra: 1 }, []],
  [{ ...good, port: { name: 'Kiel', nam: 1 } }, ['port']],
  [{ ...good, port: { name: 'Kiel', pier: { no: 1, deep: true } } }, ['port', 'pier']],
  [{ ...good, stops: [{ name: 'a' }, { name: 'b', x: 1 }] }, ['stops', 1]],
  [{ ...good, by: { kind: 'oars', pairs: 1, sails: 1 } }, ['by']],
  [{ ...good, named: { first: { name: 'a', y: 1 } } }, ['named', 'first']],
  [{ ...good, later: { name: 'a', y: 1 } }, ['later']],
  [{ ...good, trimmed: { name: 'a', y: 1 } }, ['trimmed']],
])('an unknown field is refused where it stands: %j', (given, path) => {
  const issues = shape.safeParse(given).error?.issues ?? []
  expect(issues.map((issue) => [issue.code, issue.path])).toEqual([['unrecognized_keys', path]])
})

test('an unknown field in one of several alternatives is refused', () => {
  expect(shape.safeParse({ ...good, every: { days: 2, hours: 1 } }).success).toBe(false)
  expect(shape.safeParse({ ...good, every: { days: 2 } }).success).toBe(true)
})

test('what fits goes through, with its defaults, rules and what a shape leaves open', () => {
  expect(shape.parse({ ...good, open: { a: 1, b: 2 }, trimmed: { name: 'x' } })).toEqual({
    ...good,
    stops: [],
    open: { a: 1, b: 2 },
    trimmed: 'x',
  })
  expect(shape.safeParse({ ...good, port: { name: 'nowhere' } }).error?.issues[0]?.path).toEqual(['port'])
  expect(strictly(shape)).toBe(strictly(shape))
  expect(shape.safeParse(JSON.parse('{"port":{"name":"K"},"by":{"kind":"oars","pairs":1},"__proto__":{"a":1}}')).success).toBe(false)
})

test.each([
  ['cuntry', ['country', 'kind', 'tax_id'], 'country'],
  ['taxId', ['tax_id', 'terms_days'], 'tax_id'],
  ['legalname', ['legal_name', 'name'], 'legal_name'],
  ['currencyCode', ['currency', 'cursor'], 'currency'],
  ['zzz', ['country', 'kind'], undefined],
  ['coupon', ['unit_price', 'seats'], undefined],
])('the nearest name of %s among %j is %s', (typed, known, near) => {
  expect(nearestName(typed, known)).toBe(near)
})
