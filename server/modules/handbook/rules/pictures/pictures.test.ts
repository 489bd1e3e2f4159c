import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calledOf, filesCalled } from './called.ts'
import { freeName } from './names.ts'
import { mostPictureBytes, pictureOf } from './picture.ts'

const part = (name: string, bytes: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(bytes.length)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}
const signed = Buffer.from('89504e470d0a1a0a', 'hex')
const ihdr = (width: number, height: number) => {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width)
  bytes.writeUInt32BE(height, 4)
  bytes.set([8, 0, 0, 0, 0], 8)
  return part('IHDR', bytes)
}
const dots = part('IDAT', deflateSync(Buffer.alloc(6)))
const png = (...more: Buffer[]) => Buffer.concat([signed, ihdr(2, 2), ...more, dots, part('IEND', Buffer.alloc(0))])
const segment = (kind: number, bytes: Buffer) => {
  const head = Buffer.from([0xff, kind, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}
const size = segment(0xc0, Buffer.from([8, 0, 3, 0, 4, 1, 1, 0x11, 0]))
const jfif = segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'))
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])])
const jpeg = (...more: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), jfif, ...more, size, scan, Buffer.from([0xff, 0xd9])])
const exif = (up: number) =>
  segment(
    0xe1,
    Buffer.from(
      `Exif\0\0II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x06\0\0\0Canary\x12\x01\x03\0\x01\0\0\0${String.fromCharCode(up)}\0\0\0\0\0\0\0`.replace(
        'Canary',
        '\x26\0\0\0',
      ),
      'latin1',
    ),
  )
const gif = (...more: Buffer[]) =>
  Buffer.concat([
    Buffer.from('GIF89a\x02\0\x03\0\0\0\0', 'latin1'),
    ...more,
    Buffer.from([0x2c, 0, 0, 0, 0, 2, 0, 3, 0, 0, 2, 1, 0x44, 0, 0x3b]),
  ])
const riff = (...parts: Buffer[]) => {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
const chunk = (name: string, bytes: Buffer) => {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length & 1)])
}
const vp8x = chunk('VP8X', Buffer.from([0x0c, 0, 0, 0, 6, 0, 0, 4, 0, 0]))
const svg = (inner: string, head = 'width="40" height="20"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${head}>${inner}</svg>`)
const canary = Buffer.from('CANARY of the few')
const shown = (bytes: Uint8Array) => {
  const picture = pictureOf(bytes)
  return picture && { ...picture, bytes: Buffer.from(picture.bytes).toString('latin1') }
}

describe('a picture is shown without what its file tells beside it', () => {
  test.each([
    [
      'PNG: notes, places, days, and what lies behind its end',
      Buffer.concat([png(part('tEXt', canary), part('eXIf', canary), part('tIME', Buffer.alloc(7))), canary]),
      png(),
      2,
      2,
    ],
    [
      'JPEG: comments, what programs wrote, and what lies behind its end',
      Buffer.concat([jpeg(segment(0xfe, canary), segment(0xe1, canary), segment(0xed, canary), exif(1)), canary]),
      jpeg(),
      4,
      3,
    ],
    ['GIF: comments and notes of programs', gif(Buffer.from(`\x21\xfe\x11${canary.toString()}\0`, 'latin1')), gif(), 2, 3],
    [
      'WebP: cameras and programs',
      riff(vp8x, chunk('VP8L', Buffer.alloc(6)), chunk('EXIF', canary), chunk('XMP ', canary)),
      riff(chunk('VP8X', Buffer.from([0, 0, 0, 0, 6, 0, 0, 4, 0, 0])), chunk('VP8L', Buffer.alloc(6))),
      7,
      5,
    ],
  ] as const)('%s', (_name, given, kept, width, height) => {
    expect(shown(given)).toMatchObject({ width, height, bytes: Buffer.from(kept).toString('latin1') })
    expect(Buffer.from(given).includes(canary)).toBe(true)
  })

  test('which side of a photograph is up stays, and nothing else of its Exif', () => {
    const { bytes = '' } = shown(jpeg(exif(6))) ?? {}
    expect(bytes).toContain('Exif')
    expect(bytes.length).toBe(jpeg().length + 36)
    expect(shown(Buffer.from(bytes, 'latin1'))?.bytes).toBe(bytes)
  })

  test.each([
    ['a script', '<script>alert(1)</script><path/>'],
    ['a script in a script', '<scr<script></script>ipt>alert(1)</script><path/>'],
    ['a handler', '<path onload="alert(1)" ONclick=alert(1) d="M0 0"/>'],
    ['a comment', '<!-- CANARY --><path/>'],
    ['a comment without an end', '<path/><!-- CANARY '],
    ['notes of a program', '<metadata><rdf>CANARY</rdf></metadata><path/>'],
    ['a page in it', '<foreignObject><body>CANARY</body></foreignObject><path/>'],
    ['a link that runs', '<a href="javascript:alert(1)"><path/></a>'],
  ])('SVG: %s goes', (_name, inner) => {
    expect(shown(svg(inner))).toMatchObject({ type: 'image/svg+xml', width: 40, height: 20 })
    expect(shown(svg(inner))?.bytes).not.toMatch(/script|alert|on(?:load|click)|canary/i)
  })

  test.each([
    ['that declares entities', Buffer.from('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg width="1" height="1">&a;</svg>')],
    ['of more dots than are drawn', Buffer.concat([signed, ihdr(60_000, 60_000), dots, part('IEND', Buffer.alloc(0))])],
    ['without dots', Buffer.concat([signed, ihdr(0, 4), dots, part('IEND', Buffer.alloc(0))])],
    ['that is too heavy', Buffer.concat([png(), Buffer.alloc(mostPictureBytes)])],
    ['that is cut off', png().subarray(0, 60)],
    ['with a part that is not what it says', Buffer.concat([png().subarray(0, 20), Buffer.from([9]), png().subarray(21)])],
    ['that is a page', Buffer.from('<!doctype html><svg></svg>')],
    ['that is nothing', Buffer.alloc(0)],
  ])('one %s is none', (_name, bytes) => {
    expect(pictureOf(bytes)).toBeUndefined()
  })

  test('an SVG says its size, or that of its box', () => {
    expect(shown(svg('', 'viewBox="0 0 24 12"'))).toMatchObject({ width: 24, height: 12 })
    expect(shown(svg('', 'width="100%"'))).toMatchObject({ width: 300, height: 300 })
  })

  test('whatever the bytes, it is a picture or none, and what is shown is shown as it is', () => {
    const whole = [png(part('tEXt', canary)), jpeg(exif(3)), gif(), riff(vp8x, chunk('VP8L', Buffer.alloc(6))), svg('<path/><!-- x -->')]
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        fc.nat(300),
        (given, changes, end) => {
          const bytes = Buffer.from(given)
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
          for (const one of [bytes, bytes.subarray(0, end)]) {
            const picture = pictureOf(one)
            if (picture) expect(Buffer.from(pictureOf(picture.bytes)?.bytes ?? []).equals(Buffer.from(picture.bytes))).toBe(true)
          }
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('a text of nothing but beginnings is read in time that grows with its length', () => {
    const many = (inner: string) => Buffer.from(`<svg>${inner.repeat(30_000)}`)
    for (const inner of ['<script>', '<!--', '<?', '<metadata ', '<a onx=', '                ', '<svg '])
      expect([inner, pictureOf(many(inner))?.type ?? 'none']).toEqual([inner, expect.any(String)])
  })
})

describe('what a text calls a file', () => {
  test.each([
    ['img/a%20b.png', 'img/a b.png'],
    ['../img/a.png?raw=1#x', '../img/a.png'],
    ['/static/a.png', '/static/a.png'],
    ['@site/static/a.png', '/static/a.png'],
    ['a%ZZ.png', 'a%ZZ.png'],
    ['https://x.example/a.png', undefined],
    ['//x.example/a.png', undefined],
    ['data:image/png;base64,AA', undefined],
    ['#here', undefined],
    ['', undefined],
    ['a%00.png', undefined],
  ])('%s', (url, called) => {
    expect(calledOf(url)).toBe(called)
  })

  test('pictures and files of a text, each once, with its line; what stands in code is none', () => {
    const source =
      '---\ntitle: T\n---\n![a](x.png) and ![b][ref]\n\n[ref]: <y z.png>\n\n[form](form.pdf) [page](other.md) <img src="z.svg"> <a href="s.zip">s</a>\n\n`![c](code.png)`\n\n    ![d](code.png)\n'
    expect(filesCalled(source).map(({ called, shown: is, line }) => `${called} ${is} ${line}`)).toEqual([
      'x.png true 4',
      'y z.png true 6',
      'form.pdf false 8',
      'z.svg true 8',
      's.zip false 8',
    ])
  })

  test('a name for a new picture means nothing yet', () => {
    expect(freeName('Bildschirmfoto Übersicht (2).PNG', 'png', new Set())).toBe('pictures/bildschirmfoto-ubersicht-2.png')
    expect(freeName('a.png', 'jpg', new Set(['pictures/a.jpg', 'pictures/a-2.jpg']))).toBe('pictures/a-3.jpg')
    expect(freeName('../..', 'png', new Set())).toBe('pictures/picture.png')
  })
})
