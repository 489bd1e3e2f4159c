import { randomBytes } from 'node:crypto'

let lastMillis = 0
let sequence = 0

/** UUIDv7 (RFC 9562): sorts by time of making, also within one millisecond of one process. */
export function newId(at: number = Date.now()): string {
  if (at > lastMillis) {
    lastMillis = at
    sequence = randomBytes(2).readUInt16BE() & 0x7ff
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      lastMillis += 1
      sequence = 0
    }
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMillis, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return formatId(bytes)
}

/** 16 bytes as the usual 8-4-4-4-12 text. */
export function formatId(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
