import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, headIn, isDue, packet, packetsIn } from './sources.ts'

const at = (hours: number) => new Date(hours * 3_600_000)

test('a repository is due when its hours have gone by since it was looked at, and not while it rests', () => {
  const row = { every_hours: 6, looked_at: at(10), paused_at: null, ended_at: null }
  expect([isDue(row, at(15)), isDue(row, at(16)), isDue({ ...row, looked_at: null }, at(0))]).toEqual([false, true, true])
  expect([isDue({ ...row, paused_at: at(1) }, at(99)), isDue({ ...row, ended_at: at(1) }, at(99))]).toEqual([false, false])
})

test.each(['ftp://x.example/a', 'https://me:secret@x.example/a', 'https://x.example/a?token=1', 'git@x.example:a', 'no address', ''])(
  '%s is no address',
  (text) => {
    expect(() => addressOf(text)).toThrow(expect.objectContaining({ code: 'source.address_unfit' }))
  },
)

test('an address is asked without what is behind it', () => {
  expect(addressOf('https://X.example/a/book.git/')).toBe('https://x.example/a/book.git')
})

test('lines of the protocol come out as they went in, and what is none is none', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 50 }), { maxLength: 8 }), fc.uint8Array({ maxLength: 40 }), (lines, noise) => {
      const bytes = Buffer.from(lines.map(packet).join(''))
      expect(packetsIn(bytes)?.map((line) => line?.toString('utf8'))).toEqual(lines.map((line) => Buffer.from(line).toString('utf8')))
      packetsIn(Buffer.from(noise))
      headIn(Buffer.concat([bytes, Buffer.from(noise)]))
    }),
  )
  const sha = 'a'.repeat(40)
  expect(headIn(Buffer.from(`${packet('# service=git-upload-pack\n')}0000${packet(`${sha} HEAD\0multi_ack\n`)}0000`))).toBe(sha)
  expect(headIn(Buffer.from('<html>'))).toBeUndefined()
})
