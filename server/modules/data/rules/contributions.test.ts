import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceOf, type Part, signsIn } from './contributions.ts'

const part = (name: string, value: string): Part => ({ name, value, href: null })

describe('what makes the difference between two figures', () => {
  test('who came, who went, who adds more or less; whoever adds the same is not named', () => {
    const before = [part('Maple Bank', '100'), part('Lumen', '40.5'), part('Kestrel', '7')]
    const now = [part('Maple Bank', '130'), part('Kestrel', '7'), part('Orchid', '12')]
    expect(differenceOf(before, now, '1.5', 5, 'Others')).toEqual([part('Lumen', '-40.5'), part('Maple Bank', '30'), part('Orchid', '12')])
    expect(differenceOf(before, now, '1.5', 1, 'Others')).toEqual([part('Lumen', '-40.5'), part('Others', '42')])
  })

  test('what is hidden from the asker is among the others', () => {
    expect(differenceOf([], [part('Maple Bank', '3')], '10', 5, 'Others')).toEqual([part('Maple Bank', '3'), part('Others', '7')])
  })

  test('it always adds up to the difference, and nobody who is named adds less than one who is not', () => {
    const parts = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: fc.integer({ min: -500, max: 500 }) }))
    fc.assert(
      fc.property(parts, parts, fc.integer({ min: 0, max: 5 }), (before, now, most) => {
        const sum = (list: { value: number }[]) => list.reduce((all, { value }) => all + value, 0)
        const told = (list: { name: string; value: number }[]) => list.map(({ name, value }) => part(name, (value / 100).toFixed(2)))
        const total = ((sum(now) - sum(before)) / 100).toFixed(2)
        const found = differenceOf(told(before), told(now), total, most, 'Others')
        expect(found.reduce((all, { value }) => all + Number(value), 0)).toBeCloseTo(Number(total), 6)
        const named = found.filter(({ name }) => name !== 'Others')
        expect(named.length).toBeLessThanOrEqual(most)
        const naive = new Map<string, number>()
        for (const { name, value } of now) naive.set(name, (naive.get(name) ?? 0) + value)
        for (const { name, value } of before) naive.set(name, (naive.get(name) ?? 0) - value)
        const sizes = [...naive.values()]
          .map(Math.abs)
          .filter((one) => one > 0)
          .toSorted((a, b) => b - a)
        expect(named.map(({ value }) => Math.round(Math.abs(Number(value)) * 100))).toEqual(sizes.slice(0, most))
      }),
    )
  })

  test('a sum says with which sign each input goes in; anything else does not', () => {
    expect([...(signsIn('won + back - gone') ?? [])]).toEqual([
      ['won', 1],
      ['back', 1],
      ['gone', -1],
    ])
    expect(signsIn('won / all')).toBeUndefined()
    expect(signsIn('2 * won')).toBeUndefined()
  })
})
