import { randomFillSync } from 'node:crypto'

let lastMillis = 0
let sequence = 0

/** Randomness is asked for by the pool: a call of the system for each id costs more than the id. Each byte is given out once. */
const pool = Buffer.alloc(4096)
let given = pool.length

function random(count: number): Buffer {
  if (given + count > pool.length) {
    randomFillSync(pool)
    given = 0
  }
  const bytes = Buffer.from(pool.subarray(given, given + count))
  given += count
  return bytes
}

/** UUIDv7 (RFC 9562): sorts by time of making, also within one millisecond of one process. */
export function newId(at: number = Date.now()): string {
  if (at > lastMillis) {
    lastMillis = at
    sequence = random(2).readUInt16BE() & 0x7ff
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      lastMillis += 1
      sequence = 0
    }
  }
  const bytes = random(16)
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
