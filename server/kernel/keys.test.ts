import { expect, test } from 'vitest'
import { derivedKey, encrypt, decrypt, useHouseKey } from './keys.ts'

const secret = Buffer.from('a signing key')

test('what was sealed opens under the same key for the same purpose, and never looks the same twice', () => {
  useHouseKey(Buffer.alloc(32, 1))
  const box = encrypt(secret, 'key:1')
  expect(decrypt(box, 'key:1')).toEqual(secret)
  expect(box.includes(secret)).toBe(false)
  expect(encrypt(secret, 'key:1')).not.toEqual(box)
})

test('a box moved to another row, changed by a bit, cut short, or under another house key does not open', () => {
  useHouseKey(Buffer.alloc(32, 1))
  const box = encrypt(secret, 'key:1')
  const refused = expect.objectContaining({ code: 'seal.wrong_key' })
  expect(() => decrypt(box, 'key:2')).toThrow(refused)
  for (let at = 1; at < box.length; at += 1) {
    const bent = Buffer.from(box)
    bent[at] = (bent[at] ?? 0) ^ 1
    expect(() => decrypt(bent, 'key:1')).toThrow(refused)
  }
  expect(() => decrypt(box.subarray(0, 20), 'key:1')).toThrow(expect.objectContaining({ code: 'seal.unreadable' }))
  useHouseKey(Buffer.alloc(32, 2))
  expect(() => decrypt(box, 'key:1')).toThrow(refused)
})

test('each purpose has a key of its own, the same at every start', () => {
  useHouseKey(Buffer.alloc(32, 1))
  expect(derivedKey('sessions')).toEqual(derivedKey('sessions'))
  expect(derivedKey('sessions')).not.toEqual(derivedKey('tokens'))
  expect(derivedKey('sessions')).toHaveLength(32)
})

test('a house key of the wrong length is refused', () => {
  expect(() => useHouseKey(Buffer.alloc(16))).toThrow(expect.objectContaining({ code: 'settings.secret_key' }))
})
