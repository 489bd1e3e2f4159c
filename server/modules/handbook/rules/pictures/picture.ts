import type { Read } from './format.ts'
import { gifOf } from './gif.ts'
import { jpegOf } from './jpeg.ts'
import { pngOf } from './png.ts'
import { svgOf } from './svg.ts'
import { webpOf } from './webp.ts'

/** A picture as it is shown: what its bytes are, without what they tell beside what is seen. */
export type Picture = { type: string; bytes: Uint8Array; width: number; height: number }

/** Bytes of one, and dots: what is more stops whoever draws it. */
export const mostPictureBytes = 10 * 1024 * 1024
const mostDots = 50_000_000

/**
 * The picture in some bytes (PNG, JPEG, GIF, WebP, SVG), without notes, places, cameras and programs that its file tells of. Nothing where they
 * are none, where it is too large to be drawn, or where it is broken.
 */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  if (bytes.length > mostPictureBytes) return undefined
  const found = formats.find(({ begins }) => begins(bytes))
  const read = found?.read(bytes)
  if (!found || !read) return undefined
  const { width, height } = read
  return width > 0 && height > 0 && width * height <= mostDots ? { type: found.type, ...read } : undefined
}

const formats: readonly { type: string; begins: (bytes: Uint8Array) => boolean; read: (bytes: Uint8Array) => Read }[] = [
  { type: 'image/png', begins: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), read: pngOf },
  { type: 'image/jpeg', begins: starts(0xff, 0xd8, 0xff), read: jpegOf },
  { type: 'image/gif', begins: starts(0x47, 0x49, 0x46, 0x38), read: gifOf },
  {
    type: 'image/webp',
    begins: (bytes) => starts(0x52, 0x49, 0x46, 0x46)(bytes) && starts(0x57, 0x45, 0x42, 0x50)(bytes.subarray(8)),
    read: webpOf,
  },
  { type: 'image/svg+xml', begins: (bytes) => /^[\ufeff\s]*</.test(new TextDecoder().decode(bytes.subarray(0, 256))), read: svgOf },
]

function starts(...mark: number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => mark.every((byte, at) => bytes[at] === byte)
}
