import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedIn } from './flags.ts'

const told = (run: () => unknown) => {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each([
  ['put right by the text of now', 'open', 1, 2, { as: 'fixed' }, 2],
  ['put right by one between', 'open', 1, 4, { as: 'fixed', no: 3 }, 3],
  ['put right by the very text that was read', 'open', 2, 2, { as: 'fixed' }, 'flag.no_later_text'],
  ['put right by an earlier one', 'open', 2, 3, { as: 'fixed', no: 1 }, 'flag.no_later_text'],
  ['put right by one that is not there yet', 'open', 1, 2, { as: 'fixed', no: 3 }, 'flag.no_later_text'],
  ['not so, on the same text', 'open', 2, 2, { as: 'not_so' }, null],
  ['answered twice', 'fixed', 1, 2, { as: 'not_so' }, 'flag.answered'],
])('%s', (_what, state, read, now, answer, expected) => {
  expect(told(() => fixedIn({ state, no: read }, { no: now }, answer as never))).toBe(expected)
})

test('an answer names a text exactly where there is one behind the text that was read', () => {
  const number = fc.integer({ min: 1, max: 12 })
  fc.assert(
    fc.property(number, number, fc.option(number, { nil: undefined }), (read, now, no) => {
      const texts = Array.from({ length: now }, (_none, at) => at + 1).filter((one) => one > read)
      const meant = no ?? now
      expect(told(() => fixedIn({ state: 'open', no: read }, { no: now }, { as: 'fixed', no }))).toBe(
        texts.includes(meant) ? meant : 'flag.no_later_text',
      )
    }),
  )
})
