import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundaryOf, type PartHead, readMultipart } from './multipart.ts'

type Part = { head: PartHead; bytes: Buffer }

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? bytes.length
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function read(bytes: Buffer, sizes: readonly number[] = [bytes.length], boundary = 'xyz'): Promise<Part[]> {
  const parts: Part[] = []
  await readMultipart(inPieces(bytes, sizes), boundary, async (head) => {
    const held: Buffer[] = []
    return {
      write: async (some) => void held.push(Buffer.from(some)),
      end: async () => void parts.push({ head, bytes: Buffer.concat(held) }),
    }
  })
  return parts
}

const part = (head: string, bytes: Buffer | string) =>
  Buffer.concat([Buffer.from(`--xyz\r\n${head}\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from('--xyz--\r\n')])

test('parts come out as they went in, however the request is cut', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some))
  const tricky = fc.constantFrom('', '\r\n', '\r\n--xy', '\r\n--xz', '--xyz', '\r\n\r\n--', 'a\r\n-').map((text) => Buffer.from(text))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bytes, tricky),
      fc.oneof(bytes, tricky),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (a, b, sizes) => {
        fc.pre(![a, b].some((one) => `\r\n${one.toString('latin1')}`.includes('\r\n--xyz')))
        const sent = form(
          part('Content-Disposition: form-data; name="signer"', a),
          part('Content-Disposition: form-data; name="file"; filename="a%22b.pdf"\r\nContent-Type: application/PDF', b),
        )
        expect(await read(sent, sizes)).toEqual([
          { head: { name: 'signer', filename: undefined, type: '' }, bytes: a },
          { head: { name: 'file', filename: 'a"b.pdf', type: 'application/pdf' }, bytes: b },
        ])
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  ['has no end', part('Content-Disposition: form-data; name="a"', 'x')],
  ['has a part without a name', form(part('Content-Type: text/plain', 'x'))],
  ['has a head without an end', Buffer.from(`--xyz\r\nContent-Disposition: form-data; name="${'a'.repeat(9000)}`)],
  ['has another boundary', Buffer.from('--abc\r\n\r\n--abc--')],
  ['has something behind a boundary', Buffer.from('--xyzz\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--xyz--')],
  ['has very many parts', form(...Array.from({ length: 70 }, () => part('Content-Disposition: form-data; name="a"', 'x')))],
  [
    'has a long word in front',
    Buffer.concat([Buffer.alloc(9000, 'z'), Buffer.from('\r\n'), form(part('Content-Disposition: form-data; name="a"', 'x'))]),
  ],
  ['is empty', Buffer.alloc(0)],
])('a form that %s is refused', async (_name, bytes) => {
  await expect(read(bytes, [7])).rejects.toMatchObject({ code: 'body.invalid' })
})

test.each([
  ['multipart/form-data; boundary=xyz', 'xyz'],
  ['Multipart/Form-Data; charset=utf-8; boundary="x y"', 'x y'],
  ['application/json', undefined],
  ['multipart/form-data', undefined],
  ['multipart/mixed; boundary=xyz', undefined],
])('the boundary of %s', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary)
})
