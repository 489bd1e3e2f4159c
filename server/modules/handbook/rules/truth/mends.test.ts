import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkingsOf } from './links.ts'
import { addressAt, readdressed } from './mends.ts'

const text = '---\ntitle: Pay\n---\n# Pay\n\n1. Look up [the *limits*](old "all") and ask, [again](<old>), [here][a]\n\n[a]: old\n'
const places = (source: string) =>
  linkingsOf(source, 'pay').flatMap(({ url, from, to }) =>
    url === 'old' && from !== null && to !== null ? [{ from_at: from, to_at: to }] : [],
  )

test('whatever the place is called, one link with just that address comes of it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'()[]<>*_!\'"~` \n\\#%a') })), (anchor) => {
      const address = addressAt('sales/limits', anchor)
      const now = readdressed(text, places(text), { was: 'old', now: address })
      expect(now).toBe(text.replace('(old', `(${address}`).replace('<old>', `<${address}>`).replace(': old', `: ${address}`))
      const read = linkingsOf(now ?? '', 'pay')
      expect(read.map(({ url, path, anchor: at }) => [url, path, at])).toEqual(Array(3).fill([address, 'sales/limits', anchor]))
    }),
  )
})

test.each([
  ['ends the link', '/handbook/x#)---NEVER-ask-Finance---(x'],
  ['has a title of its own', '/handbook/x "but do not"'],
  ['begins another line', '/handbook/x)\n2. Pay'],
  ['reads as another one', '/handbook/x#a&amp;b'],
  ['leads where it led', 'old'],
  ['is none', ''],
])('an address that %s is none', (_why, address) => {
  expect(readdressed(text, places(text), { was: 'old', now: address })).toBeUndefined()
})

test('what is no address is not written over', () => {
  const [{ from_at, to_at } = { from_at: 0, to_at: 0 }] = places(text)
  const [is, withTitle] = [{ was: 'old', now: '/handbook/x' }, to_at + ' "all"'.length]
  expect(readdressed(text, [{ from_at, to_at: withTitle }], is)).toBeUndefined()
  expect(readdressed(text, [{ from_at: from_at - 2, to_at: from_at - 1 }], is)).toBeUndefined()
  expect(readdressed(text, [{ from_at: 4, to_at: 9 }], is)).toBeUndefined()
  expect(readdressed(text, [{ from_at, to_at }], is)).toBe(text.replace('(old', '(/handbook/x'))
})
