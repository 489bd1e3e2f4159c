import type { Read } from './format.ts'

/** Beginnings of a frame, in which the size stands. */
const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])
/** Segments of programs that say how the colours are meant: JFIF, ICC, Adobe. */
const [jfif, icc, adobe] = [0xe0, 0xe2, 0xee]

/** A JPEG (ITU T.81) without comments and what programs wrote into it; which side is up stays. */
export function jpegOf(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const kind = bytes[at + 1] ?? 0
    // a marker may have any number of these before it
    if (kind === 0xff) {
      at += 1
      continue
    }
    if (kind === 0xd9) return size && { bytes: Buffer.concat([...kept, bytes.subarray(at, at + 2)]), ...size }
    if (at + 4 > bytes.length) return undefined
    const length = view.getUint16(at + 2)
    let end = at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    if (frames.has(kind) && length >= 7) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const segment = bytes.subarray(at, end)
    const said = kind >= 0xe0 && kind <= 0xef
    if (kind === 0xe1) {
      const up = orientationIn(segment)
      if (up > 1) kept.push(orientation(up))
    } else if (kind !== 0xfe && (!said || kind === jfif || kind === adobe || (kind === icc && isIcc(segment)))) kept.push(segment)
    if (kind === 0xda) {
      // the picture itself, up to the next marker that is none of it
      const from = end
      while (end + 1 < bytes.length && !(bytes[end] === 0xff && bytes[end + 1] !== 0 && !isRestart(bytes[end + 1] ?? 0))) end += 1
      if (end + 1 >= bytes.length) return undefined
      kept.push(bytes.subarray(from, end))
    }
    at = end
  }
  return undefined
}

function isRestart(kind: number): boolean {
  return (kind >= 0xd0 && kind <= 0xd7) || kind === 0xff
}

function isIcc(segment: Uint8Array): boolean {
  return Buffer.from(segment.subarray(4, 15)).toString('latin1') === 'ICC_PROFILE'
}

/** Which side is up (1 to 8), as Exif says it; 0 where it says nothing. */
function orientationIn(segment: Uint8Array): number {
  const exif = Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength)
  if (exif.length < 18 || exif.toString('latin1', 4, 10) !== 'Exif\0\0') return 0
  const little = exif.toString('latin1', 10, 12) === 'II'
  const [word, long] = [
    (at: number) => (at + 2 > exif.length ? 0 : little ? exif.readUInt16LE(at) : exif.readUInt16BE(at)),
    (at: number) => (at + 4 > exif.length ? 0 : little ? exif.readUInt32LE(at) : exif.readUInt32BE(at)),
  ]
  const first = 10 + long(14)
  for (let n = 0; n < Math.min(word(first), 100); n += 1) {
    const entry = first + 2 + n * 12
    if (word(entry) !== 0x0112) continue
    const value = word(entry + 8)
    return value >= 1 && value <= 8 ? value : 0
  }
  return 0
}

/** An Exif segment that says this alone. */
function orientation(up: number): Buffer {
  const exif = Buffer.from('ffe10022457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100010000' + '00000000', 'hex')
  exif.writeUInt16BE(up, exif.length - 8)
  return exif
}
