import type { Read } from './format.ts'

/** A WebP (RFC 9649) without what cameras and programs wrote into it. */
export function webpOf(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = Math.min(bytes.length, view.getUint32(4, true) + 8)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  for (let at = 12; at + 8 <= end; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    const next = at + 8 + length + (length & 1)
    if (at + 8 + length > end) return undefined
    size ??= sizeIn(name, bytes.subarray(at + 8, at + 8 + length))
    const part = Buffer.from(bytes.subarray(at, Math.min(next, end)))
    // flags that announce what is taken out
    if (name === 'VP8X' && part.length > 8) part[8] = (part[8] ?? 0) & ~0x0c
    if (/^(?:VP8[ LX]|ALPH|ANIM|ANMF|ICCP)$/.test(name)) kept.push(part)
    at = next
  }
  if (!size) return undefined
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(4 + kept.reduce((sum, part) => sum + part.length, 0), 4)
  return { bytes: Buffer.concat([head, ...kept]), ...size }
}

function sizeIn(name: string, part: Uint8Array): { width: number; height: number } | undefined {
  const at = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
  if (name === 'VP8X' && at.length >= 10) return { width: at.readUIntLE(4, 3) + 1, height: at.readUIntLE(7, 3) + 1 }
  if (name === 'VP8 ' && at.length >= 10) return { width: at.readUInt16LE(6) & 0x3fff, height: at.readUInt16LE(8) & 0x3fff }
  if (name !== 'VP8L' || at.length < 5) return undefined
  const bits = at.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
