import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitEdge, typesBetween } from './edges.ts'
import { norm, sim, stemsOf } from './text.ts'

describe('words', () => {
  test('are compared by their stems, without filling words', () => {
    const a = 'Roll out single sign-on to all internal systems'
    const b = 'Roll single sign-on out to every internal system'
    const c = 'Roll out two-factor sign-in to all systems'
    expect(norm(a, 'en').toSorted()).toEqual(['intern', 'roll', 'sign', 'singl', 'system'])
    expect(sim(norm(a, 'en'), norm(b, 'en'))).toBe(1)
    expect(sim(norm(a, 'en'), norm(c, 'en')).toFixed(4)).toBe('0.4286')
  })

  test.each([
    ['Go on', 'Go on', 0],
    ['Sell more seats', 'Sell seats', 0],
    ['Ｆｉｎｄ every fault', 'find faults early', 0.5],
  ])('%s and %s are alike by %f; with fewer than three words nothing is', (a, b, like) => {
    const [one, other] = [norm(a, 'en'), norm(b, 'en')]
    expect(sim(one, other)).toBeCloseTo(like === 0.5 && one.length < 3 ? 0 : like)
  })

  test('struck words and whoever answers are not said; other languages keep their endings', () => {
    expect(stemsOf('**Renew** ~~late~~ early (TN) - with \\(care\\)', 'en')).toEqual(['renew', 'earli', 'care'])
    expect(stemsOf('Renew early (DRI: Tova Nyk)', 'en')).toEqual(['renew', 'earli'])
    expect(stemsOf('Verträge früh erneuern', 'de')).toEqual(['verträge', 'früh', 'erneuern'])
  })
})

describe('an edge', () => {
  const end = (
    key: string,
    section: 'vision' | 'priorities' | 'methods' | 'obstacles' | 'measures' | 'objectives' | 'commentary',
    more = {},
  ) => ({
    key,
    plan: key.split('.')[0] ?? '',
    section,
    depth: 0,
    level: 'department' as const,
    ...more,
  })
  const none = new Map<string, string[]>()
  test('joins the parts that belong together', () => {
    expect(typesBetween(end('a.v', 'vision'), end('b.m', 'methods'))).toEqual(['serves'])
    expect(typesBetween(end('a.m', 'methods'), end('b.m', 'methods'))).toEqual(['serves', 'same_as', 'needs'])
    expect(typesBetween(end('a.m', 'methods'), end('a.k', 'measures'))).toEqual(['measured_by'])
    expect(typesBetween(end('a.m', 'methods'), end('a.o', 'obstacles'))).toEqual(['mitigates'])
    expect(typesBetween(end('a.o', 'objectives'), end('b.m', 'methods'))).toContain('serves')
    expect(typesBetween(end('a.k', 'objectives', { depth: 1 }), end('b.k', 'measures'))).toContain('serves')
    expect(typesBetween(end('a.c', 'commentary'), end('b.m', 'methods'))).toEqual([])
  })

  test.each([
    ['edge.wrong_ends', 'serves', end('a.o', 'obstacles'), end('b.m', 'methods'), none],
    ['edge.wrong_ends', 'mitigates', end('a.o', 'obstacles'), end('a.m', 'methods'), none],
    ['edge.same_item', 'same_as', end('a.m', 'methods'), end('a.m', 'methods'), none],
    ['edge.same_plan', 'serves', end('a.m', 'methods'), end('a.n', 'methods'), none],
    ['edge.points_down', 'serves', end('a.m', 'methods', { level: 'company' }), end('b.m', 'methods'), none],
    [
      'edge.circle',
      'serves',
      end('a.m', 'methods'),
      end('b.m', 'methods'),
      new Map([
        ['b.m', ['c.m']],
        ['c.m', ['a.m']],
      ]),
    ],
  ] as const)('%s', (code, type, from, to, serves) => {
    expect(() => fitEdge(type, from, to, serves)).toThrow(expect.objectContaining({ code }))
  })

  test('never closes a circle, in whatever order they are drawn', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 40 }), (wanted) => {
        const serves = new Map<string, string[]>()
        for (const [a, b] of wanted) {
          const [from, to] = [`p${a}.m`, `p${b}.m`]
          try {
            fitEdge('serves', end(from, 'methods'), end(to, 'methods'), serves)
            serves.set(from, [...(serves.get(from) ?? []), to])
          } catch {}
        }
        const walk = (key: string, path: string[]): boolean =>
          path.includes(key) || (serves.get(key) ?? []).some((next) => walk(next, [...path, key]))
        expect([...serves.keys()].some((key) => walk(key, []))).toBe(false)
      }),
    )
  })
})
