import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isGzip, isTar, readTar, ungzip } from './tar.ts'

type Part = { name: string; bytes?: Buffer; type?: string; claims?: number; prefix?: string; link?: string }

/** What `tar` writes, with what a wicked one would write instead. */
function tar(...parts: Part[]): Buffer {
  const blocks = parts.flatMap(({ name, bytes = Buffer.from('hello'), type = '0', claims, prefix = '', link = '' }) => {
    const head = Buffer.alloc(512)
    const body = ['1', '2', '3', '4', '5', '6'].includes(type) ? Buffer.alloc(0) : bytes
    head.write(name, 0, 100)
    head.write('0000644\0', 100)
    head.write(`${(claims ?? body.length).toString(8).padStart(11, '0')}\0`, 124)
    head.write('        ', 148)
    head.write(type, 156, 'latin1')
    head.write(link, 157, 100)
    head.write('ustar\x0000', 257, 'latin1')
    head.write(prefix, 345, 155)
    head.write(
      `${head
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
const names = (bytes: Buffer) => readTar(bytes).map(({ name, link, bytes: held }) => `${name}${link ? ' →' : ` ${held.length}`}`)
const hasTar = spawnSync('tar', ['--version']).status === 0

describe('a tar', () => {
  test('is listed with its files; what leads to another name is listed as that', () => {
    const bytes = tar(
      { name: './', type: '5' },
      { name: './a/b.txt' },
      { name: 'c', prefix: 'deep/er' },
      { name: 'l', type: '2', link: '/etc/passwd' },
      { name: 'h', type: '1', link: 'c' },
    )
    expect([isTar(bytes), isGzip(gzipSync(bytes)), ungzip(gzipSync(bytes)).equals(bytes)]).toEqual([true, true, true])
    expect(names(bytes)).toEqual(['a/b.txt 5', 'deep/er/c 5', 'l →', 'h →'])
  })

  test('says long names beside them, as POSIX and as GNU do', () => {
    const long = `${'ü'.repeat(90)}/x.md`
    const record = (text: string) => {
      const length = Buffer.byteLength(text) + 2
      const digits = String(length + String(length).length)
      return Buffer.from(`${Number(digits)} ${text}\n`)
    }
    expect(names(tar({ name: 'pax', type: 'x', bytes: record(`path=${long}`) }, { name: 'short' }, { name: 'next' }))).toEqual([
      `${long} 5`,
      'next 5',
    ])
    expect(names(tar({ name: '././@LongLink', type: 'L', bytes: Buffer.from(`${long}\0`) }, { name: 'short' }))).toEqual([`${long} 5`])
  })

  test.skipIf(!hasTar)('of the program that everybody has is read as it lies there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tar-'))
    const deep = join(folder, 'a'.repeat(90), 'b'.repeat(60))
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'ä.md'), '# A\n')
    symlinkSync('/etc/passwd', join(folder, 'link'))
    for (const format of ['gnu', 'pax', 'ustar']) {
      const bytes = execFileSync('tar', ['-C', folder, `--format=${format}`, '-czf', '-', '.'])
      expect([format, names(ungzip(bytes)).sort()]).toEqual([format, [`${'a'.repeat(90)}/${'b'.repeat(60)}/ä.md 4`, 'link →']])
    }
  })

  test.each<[string, () => unknown]>([
    ['leads up', () => readTar(tar({ name: 'a/../../etc/passwd' }))],
    ['leads up as Windows writes it', () => readTar(tar({ name: '..\\x' }))],
    ['leads up in a long name', () => readTar(tar({ name: 'L', type: 'L', bytes: Buffer.from('../x\0') }, { name: 'x' }))],
    ['is absolute', () => readTar(tar({ name: '/etc/passwd' }))],
    ['names a drive', () => readTar(tar({ name: 'C:\\x' }))],
    ['holds a device', () => readTar(tar({ name: 'null', type: '3' }))],
    ['holds a disk', () => readTar(tar({ name: 'sda', type: '4' }))],
    ['holds a pipe', () => readTar(tar({ name: 'fifo', type: '6' }))],
    ['holds holes', () => readTar(tar({ name: 'sparse', type: 'S' }))],
    ['claims more than it has', () => readTar(tar({ name: 'a', claims: 999_999 }))],
    ['has another sum', () => readTar(Buffer.concat([tar({ name: 'a' }).fill(0x62, 0, 1)]))],
    ['holds too many', () => readTar(tar({ name: 'a' }, { name: 'b' }), { entries: 1 })],
    ['holds far more than it weighs', () => ungzip(gzipSync(Buffer.alloc(60_000_000)))],
    ['cannot be unpacked', () => ungzip(gzipSync('a').subarray(0, 12))],
  ])('that %s is refused', (_name, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'file.archive_unsafe' }))
  })

  test('with any byte of it changed is read or refused, never a fault', () => {
    const good = tar({ name: 'a.txt' }, { name: 'x', type: 'x', bytes: Buffer.from('10 path=q\n') }, { name: 'b.txt' })
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
        const bytes = Buffer.from(good)
        bytes[at] = byte
        for (const one of [bytes, bytes.subarray(0, cut)]) {
          try {
            for (const { name } of readTar(one)) expect(name.split('/')).not.toContain('..')
          } catch (error) {
            expect(error).toMatchObject({ code: 'file.archive_unsafe' })
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
