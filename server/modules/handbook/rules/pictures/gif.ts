import type { Read } from './format.ts'

/** A GIF (89a) without comments, words and what programs wrote into it; how often it repeats stays. */
export function gifOf(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 14) return undefined
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  let at = 13 + tableOf(bytes[10] ?? 0)
  const kept = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const from = at
    const sign = bytes[at]
    if (sign === 0x3b) return { bytes: Buffer.concat([...kept, bytes.subarray(at, at + 1)]), ...size }
    if (sign === 0x21) {
      const end = endOfBlocks(bytes, at + 2)
      if (end === undefined) return undefined
      const repeats =
        bytes[at + 1] === 0xff && /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)/.test(Buffer.from(bytes.subarray(at + 3, at + 14)).toString('latin1'))
      if (bytes[at + 1] === 0xf9 || repeats) kept.push(bytes.subarray(from, end))
      at = end
    } else if (sign === 0x2c) {
      const end = endOfBlocks(bytes, at + 11 + tableOf(bytes[at + 9] ?? 0))
      if (end === undefined) return undefined
      kept.push(bytes.subarray(from, end))
      at = end
    } else return undefined
  }
  return undefined
}

/** Bytes of the table of colours that flags announce. */
function tableOf(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

function endOfBlocks(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at < bytes.length; at += 1 + (bytes[at] ?? 0)) if (bytes[at] === 0) return at + 1
  return undefined
}
