import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementAfter, placesGone, stepChanges } from './impact.ts'

test.each([
  [{ followed: false, forward: false, same: false }, 'none'],
  [{ followed: false, forward: true, same: true }, 'asked'],
  [{ followed: true, forward: false, same: false }, 'carried'],
  [{ followed: true, forward: false, same: true }, 'stands'],
  [{ followed: true, forward: true, same: false }, 'asked'],
] as const)('what becomes of an agreement: %j is %s', (of, becomes) => {
  expect(agreementAfter(of)).toBe(becomes)
})

const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
const steps = (of: readonly string[]) => of.map((key) => ({ key, title: `step ${key}` }))

test('of steps none is counted twice, and with what is told the earlier ones become the later ones', () => {
  fc.assert(
    fc.property(keys, keys, keys, (before, after, changed) => {
      const told = stepChanges(steps(before), steps(after), changed)
      const of = (is: string) => told.filter((one) => one.is === is).map(({ title }) => title)
      expect(new Set(told.map(({ title }) => title)).size).toBe(told.length)
      const left = steps(before).filter(({ title }) => !of('removed').includes(title))
      expect([...left.map(({ title }) => title), ...of('added')].toSorted()).toEqual(
        steps(after)
          .map(({ title }) => title)
          .toSorted(),
      )
      expect(of('changed')).toEqual(after.filter((key) => before.includes(key) && changed.includes(key)).map((key) => `step ${key}`))
    }),
  )
})

test('a place is gone that no heading of the next text has, whatever its capitals', () => {
  expect([...placesGone(['Colours', 'steps', 'old'], ['colours', 'Steps', 'new'])]).toEqual(['old'])
})
