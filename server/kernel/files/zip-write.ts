import { crc32, deflateRawSync } from 'node:zlib'

type Entry = { name: string; bytes: Uint8Array }

const [localMark, centralMark, endMark] = [0x04034b50, 0x02014b50, 0x06054b50]
/** UTF-8 names, and the first day that the format knows: the same files are the same archive, letter by letter. */
const [utf8, noDay] = [0x0800, 0x0021]

/** An archive of these files in this order. What gets no smaller lies in it as it is. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes)
    const smaller = packed.length < bytes.length
    const body = smaller ? packed : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const called = Buffer.from(name, 'utf8')
    const said = Buffer.alloc(26)
    said.writeUInt16LE(20, 0)
    said.writeUInt16LE(utf8, 2)
    said.writeUInt16LE(smaller ? 8 : 0, 4)
    said.writeUInt16LE(noDay, 8)
    said.writeUInt32LE(crc32(bytes), 10)
    said.writeUInt32LE(body.length, 14)
    said.writeUInt32LE(bytes.length, 18)
    said.writeUInt16LE(called.length, 22)
    parts.push(word(localMark), said, called, body)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(0o100644 * 0x10000, 6)
    place.writeUInt32LE(at, 10)
    // made by a system that knows modes of files
    list.push(word(centralMark), Buffer.from([20, 3]), said, place, called)
    at += 4 + said.length + called.length + body.length
  }
  const central = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, central, word(endMark), end])
}

function word(mark: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(mark)
  return bytes
}
