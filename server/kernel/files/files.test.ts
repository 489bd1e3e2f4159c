import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostFileBytes, typeOf } from './files.ts'
import { mayShowInline, sniff } from './sniff.ts'
import { readZip } from './zip.ts'

type Part = { name: string; bytes?: Buffer; claims?: number; flags?: number; mode?: number; at?: number }

/** A ZIP as any program writes it, with what a wicked one would write instead. */
function zip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, bytes = Buffer.from('hello'), claims, flags = 0, mode = 0o100644, at: given } of parts) {
    const packed = deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(nameBytes.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claims ?? bytes.length, 24)
    entry.writeUInt16LE(nameBytes.length, 28)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(given ?? at, 42)
    local.push(head, nameBytes, packed)
    central.push(entry, nameBytes)
    at += 30 + nameBytes.length + packed.length
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, list, end])
}

describe('a file is what its bytes are', () => {
  test.each([
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
    ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')],
    ['image/gif', Buffer.from('GIF89a')],
    ['image/webp', Buffer.from('RIFF0000WEBPVP8 ')],
    ['application/zip', zip([{ name: 'a.txt' }])],
    ['application/gzip', gzipSync('a')],
    ['text/plain', Buffer.from('name,amount\nÄrger,7\n')],
    ['image/svg+xml', Buffer.from('<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg">')],
    ['text/html', Buffer.from('hello <script>alert(1)</script>')],
    ['text/html', Buffer.from('\ufeff<!DOCTYPE html><p>')],
    ['application/xml', Buffer.from('<?xml version="1.0"?><Invoice/>')],
    ['application/octet-stream', Buffer.from([0, 1, 2, 3])],
    ['application/octet-stream', Buffer.from('RIFF0000WAVE\xff', 'latin1')],
    ['application/octet-stream', Buffer.from('4d5a9000', 'hex')],
  ])('%s', (type, bytes) => {
    expect(sniff(bytes).type).toBe(type)
  })

  test('and what runs in a browser is never shown there', () => {
    const texts = ['image/svg+xml', 'text/html', 'application/xml', 'application/octet-stream', 'application/zip']
    expect(texts.filter(mayShowInline)).toEqual([])
    expect(mayShowInline('application/pdf')).toBe(true)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'file.empty'],
    ['too much', Buffer.alloc(mostFileBytes + 1, 0x20), 'file.too_large'],
    ['another kind than is taken', Buffer.from('<svg onload="alert(1)">'), 'file.type_not_taken'],
    ['an archive that is not taken', gzipSync('a'), 'file.type_not_taken'],
    ['an archive that leads out', zip([{ name: '../x' }]), 'file.archive_unsafe'],
  ])('%s is refused', (_name, bytes, code) => {
    const accepts = ['application/pdf', 'text/plain', ...(code === 'file.archive_unsafe' ? ['application/zip'] : [])]
    expect(() => typeOf({ bytes, accepts })).toThrow(expect.objectContaining({ code }))
  })
})

describe('an archive', () => {
  test('is listed without being unpacked', () => {
    const bytes = zip([
      { name: 'a/b.txt', bytes: Buffer.from('hello') },
      { name: 'c.txt', bytes: Buffer.alloc(1000, 65) },
    ])
    expect(readZip(bytes).map(({ name, size }) => [name, size])).toEqual([
      ['a/b.txt', 5],
      ['c.txt', 1000],
    ])
    expect(typeOf({ bytes, accepts: ['application/zip'] })).toBe('application/zip')
  })

  test.each<[string, Buffer]>([
    ['leads up', zip([{ name: 'a/../../etc/passwd' }])],
    ['leads up as Windows writes it', zip([{ name: '..\\..\\x.exe' }])],
    ['is absolute', zip([{ name: '/etc/passwd' }])],
    ['names a drive', zip([{ name: 'C:\\x' }])],
    ['has a zero byte in a name', zip([{ name: 'a\0.txt' }])],
    ['holds a link', zip([{ name: 'link', mode: 0o120777 }])],
    ['is encrypted', zip([{ name: 'a', flags: 1 }])],
    ['holds an archive', zip([{ name: 'inner.zip' }])],
    ['claims far more than it weighs', zip([{ name: 'bomb', bytes: Buffer.alloc(60_000_000) }])],
    [
      'claims more in all',
      zip(Array.from({ length: 60 }, (_none, at) => ({ name: `${at}`, bytes: Buffer.from(`${at}`), claims: 0x3fffff0 }))),
    ],
    [
      'overlaps',
      zip([
        { name: 'aa', bytes: Buffer.alloc(40, 1) },
        { name: 'bb', bytes: Buffer.alloc(40, 2), at: 0 },
      ]),
    ],
    ['lists what is not there', zip([{ name: 'a', at: 5 }])],
    ['has no list', Buffer.from('PK\u0003\u0004 and nothing')],
    ['has something after its end', Buffer.concat([zip([{ name: 'a' }]), Buffer.from('more')])],
  ])('that %s is refused', (_name, bytes) => {
    expect(() => readZip(bytes)).toThrow(expect.objectContaining({ code: 'file.archive_unsafe' }))
  })

  test('with any byte of it changed is read or refused, never a fault', () => {
    const good = zip([{ name: 'a.txt' }, { name: 'b.txt' }])
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
        const bytes = Buffer.from(good)
        bytes[at] = byte
        for (const one of [bytes, bytes.subarray(0, cut)]) {
          try {
            readZip(one)
          } catch (error) {
            expect(error).toMatchObject({ code: 'file.archive_unsafe' })
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
