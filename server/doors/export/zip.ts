import { constants, crc32, deflateRawSync } from 'node:zlib'

/** A file inside an archive; its bytes are made while they are sent. */
export type Part = { name: string; bytes: AsyncIterable<string> | Iterable<string> }

/**
 * A ZIP archive (PKWARE APPNOTE 6.3) as it is made: sizes and sums follow each part, so that nothing is held but a piece and the
 * directory. Each piece is packed by itself and ends on a byte; together they are one deflate stream (RFC 1951). Below 4 GiB.
 */
export async function* zipOf(parts: Iterable<Part>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const entries: Buffer[] = []
  let at = 0
  let directory = 0
  for (const { name, bytes } of parts) {
    const begin = at
    const title = Buffer.from(name)
    const facts = { sum: 0, packed: 0, plain: 0 }
    const head = Buffer.concat([header(0x04034b50, title, facts), title])
    at += head.length
    yield Uint8Array.from(head)
    for await (const text of bytes) {
      const piece = Buffer.from(text)
      const packed = deflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH })
      facts.sum = crc32(piece, facts.sum)
      facts.plain += piece.length
      facts.packed += packed.length
      at += packed.length
      yield Uint8Array.from(packed)
    }
    const end = deflateRawSync(Buffer.alloc(0))
    facts.packed += end.length
    const tail = Buffer.concat([end, numbers([0x08074b50, 4], [facts.sum, 4], [facts.packed, 4], [facts.plain, 4])])
    at += tail.length
    yield Uint8Array.from(tail)
    const entry = Buffer.concat([header(0x02014b50, title, facts), numbers([0, 2], [0, 2], [0, 2], [0, 4], [begin, 4]), title])
    entries.push(entry)
    directory += entry.length
  }
  const count = entries.length
  const close = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory, 4], [at, 4], [0, 2])
  yield Uint8Array.from(Buffer.concat([...entries, close]))
}

/** What the head of a part and its entry in the directory have in common. Bit 3: sums follow; bit 11: the name is UTF-8; method 8. */
function header(mark: number, title: Buffer, facts: { sum: number; packed: number; plain: number }): Buffer {
  const made: [number, number][] = mark === 0x02014b50 ? [[20, 2]] : []
  const day = ((2026 - 1980) << 9) | (1 << 5) | 1
  return numbers(
    [mark, 4],
    ...made,
    ...([
      [20, 2],
      [0x0808, 2],
      [8, 2],
      [0, 2],
      [day, 2],
    ] as [number, number][]),
    ...([
      [facts.sum, 4],
      [facts.packed, 4],
      [facts.plain, 4],
      [title.length, 2],
      [0, 2],
    ] as [number, number][]),
  )
}

function numbers(...values: [value: number, bytes: number][]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) at = buffer.writeUIntLE(value >>> 0, at, bytes)
  return buffer
}
