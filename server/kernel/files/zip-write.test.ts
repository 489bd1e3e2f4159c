import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refused } from '../../../test/cast/refused.ts'
import { readZip, unpack } from './zip.ts'
import { zipOf } from './zip-write.ts'

const files = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-zä-ü][a-z0-9ä-ü ]{0,12}(\/[a-z]{1,4}){0,2}\.md$/), bytes: fc.uint8Array({ maxLength: 4000 }) }),
  {
    selector: ({ name }) => name,
    maxLength: 12,
  },
)

test('what is packed is unpacked letter by letter, in its order, and the same files are the same archive', () => {
  fc.assert(
    fc.property(files, (entries) => {
      const archive = zipOf(entries)
      const read = readZip(archive).map((entry) => ({ name: entry.name, bytes: new Uint8Array(unpack(archive, entry)) }))
      expect(read).toEqual(entries.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })))
      expect(zipOf(entries).equals(archive)).toBe(true)
    }),
  )
})

test('a file that is not what its list says is refused', () => {
  const archive = zipOf([{ name: 'a.md', bytes: Buffer.from('x'.repeat(5000)) }])
  const [entry] = readZip(archive)
  if (!entry) throw new Error('it holds one')
  const unsafe = refused('file.archive_unsafe')
  expect(() => unpack(archive, { ...entry, crc: entry.crc ^ 1 })).toThrow(unsafe)
  expect(() => unpack(archive, { ...entry, size: 10 })).toThrow(unsafe)
  expect(() => unpack(archive, { ...entry, size: 6000 })).toThrow(unsafe)
  expect(() => unpack(archive, { ...entry, method: 12 })).toThrow(unsafe)
  expect(() => unpack(archive, { ...entry, packed: 3 })).toThrow(unsafe)
})

test('a name that is no UTF-8 is refused; archives in an archive are taken by whoever never opens them', () => {
  const archive = zipOf([{ name: 'ab.md', bytes: Buffer.from('x') }])
  const at = archive.lastIndexOf('ab.md')
  archive[at] = 0xff
  expect(() => readZip(archive)).toThrow(refused('file.archive_unsafe'))
  const nested = zipOf([{ name: 'a.zip', bytes: Buffer.from('x') }])
  expect(() => readZip(nested)).toThrow(refused('file.archive_unsafe'))
  expect(readZip(nested, { nested: true })).toHaveLength(1)
  expect(() => readZip(nested, { nested: true, entries: 0 })).toThrow(refused('file.archive_unsafe'))
})
