import { crc32 } from 'node:zlib'
import type { Read } from './format.ts'

/** Parts of a PNG (ISO/IEC 15948, and APNG) that say how it looks; all others tell of something else. */
const seen = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD cICP acTL fcTL fdAT'.split(' '))

export function pngOf(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | undefined
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (view.getUint32(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return undefined
    if (name === 'IHDR' && length >= 8) size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    // what is no part of how it looks begins with a small letter; of the others each has to be known
    if (seen.has(name)) kept.push(bytes.subarray(at, end))
    else if (/^[A-Z]/.test(name)) return undefined
    // what lies behind the end is none of the picture
    if (name === 'IEND') return size && { bytes: Buffer.concat(kept), ...size }
    at = end
  }
  return undefined
}
