import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cite, citedNumbers, dependantsOf } from './dependants.ts'

const cites = (...pairs: string[]): Cite[] => pairs.map((pair) => ({ from: pair[0] ?? '', to: pair[1] ?? '' }))

test.each<[string, Cite[], [string, string, number][]]>([
  ['nothing', [], []],
  ['what cites it', cites('ba'), [['b', 'a', 1]]],
  [
    'what cites that too, nearest first',
    cites('cb', 'ba'),
    [
      ['b', 'a', 1],
      ['c', 'b', 2],
    ],
  ],
  [
    'by the shortest way where there are two',
    cites('ba', 'cb', 'ca'),
    [
      ['b', 'a', 1],
      ['c', 'a', 1],
    ],
  ],
  [
    'not what it cites itself, nor itself in a circle',
    cites('ax', 'ba', 'ab', 'cb', 'bc', 'aa'),
    [
      ['b', 'a', 1],
      ['c', 'b', 2],
    ],
  ],
])('on a decision stands %s', (_what, edges, found) => {
  expect(dependantsOf('a', edges).map(({ id, through, steps }) => [id, through, steps])).toEqual(found)
})

/** As slow and as plain as can be: whoever cites something of the set joins it, until nobody does. */
function closure(start: string, edges: readonly Cite[]): Set<string> {
  const set = new Set([start])
  for (let size = 0; size !== set.size; ) {
    size = set.size
    for (const { from, to } of edges) if (set.has(to)) set.add(from)
  }
  set.delete(start)
  return set
}

const node = fc.constantFrom(...'abcdefghij')
const graph = fc.array(fc.record({ from: node, to: node }), { maxLength: 40 })

test('it is the closure of who cites whom, each once, on whatever graph', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const found = dependantsOf('a', edges)
      expect(new Set(found.map(({ id }) => id))).toEqual(closure('a', edges))
      expect(found.length).toBe(new Set(found.map(({ id }) => id)).size)
      const at = new Map(found.map(({ id, steps }) => [id, steps]))
      for (const { id, through, steps } of found) {
        expect(edges).toContainEqual({ from: id, to: through })
        expect(through === 'a' ? 0 : at.get(through)).toBe(steps - 1)
      }
    }),
  )
})

test('a hundred thousand steps in a row are no trouble', () => {
  const edges = Array.from({ length: 100_000 }, (_one, n) => ({ from: `n${n + 1}`, to: `n${n}` }))
  expect(dependantsOf('n0', edges).at(-1)?.steps).toBe(100_000)
})

test.each([
  ['As said in DEC-2026-0007, and DEC-2025-0012 (DEC-2026-0007).', ['DEC-2026-0007', 'DEC-2025-0012']],
  ['DEC-2026-00071', ['DEC-2026-00071']],
  ['XDEC-2026-0007 and DEC-26-1 and dec-2026-0007', []],
  ['', []],
])('%s names %j', (text, numbers) => {
  expect(citedNumbers(text)).toEqual(numbers)
})
