/** What a file is by its bytes; its name and what a sender says of it prove nothing. */
type Sniffed = { type: string; archive: boolean }

const magic: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['application/zip', 0, [0x50, 0x4b, 0x03, 0x04]],
  // an empty one, and one in parts
  ['application/zip', 0, [0x50, 0x4b, 0x05, 0x06]],
  ['application/zip', 0, [0x50, 0x4b, 0x07, 0x08]],
  ['application/gzip', 0, [0x1f, 0x8b]],
  ['application/x-bzip2', 0, [0x42, 0x5a, 0x68]],
  ['application/x-xz', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['application/zstd', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['application/x-7z-compressed', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['application/vnd.rar', 0, [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['application/x-tar', 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
]
const archives: ReadonlySet<string> = new Set(
  ['zip', 'gzip', 'x-bzip2', 'x-xz', 'zstd', 'x-7z-compressed', 'vnd.rar', 'x-tar'].map((name) => `application/${name}`),
)

export function sniff(bytes: Uint8Array): Sniffed {
  const found = magic.find(([type, at, mark]) => mark.every((byte, n) => bytes[at + n] === byte) && (type !== 'image/webp' || riff(bytes)))
  const type = found?.[0] ?? textual(bytes) ?? 'application/octet-stream'
  return { type, archive: archives.has(type) }
}

/** Types that a browser shows without running anything of theirs. SVG and HTML never. */
export function mayShowInline(type: string): boolean {
  return ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'].includes(type)
}

function riff(bytes: Uint8Array): boolean {
  return [0x52, 0x49, 0x46, 0x46].every((byte, at) => bytes[at] === byte)
}

/** Text is whole UTF-8 without control characters; what a browser would run is called by its name, wherever in the beginning it stands. */
function textual(bytes: Uint8Array): string | undefined {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a text has not
  if (/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/.test(text)) return undefined
  const head = text.slice(0, 4096)
  if (/<svg[\s>]/i.test(head)) return 'image/svg+xml'
  if (/<(!doctype html|html|head|body|script|iframe|style|img|a|table|div|title|meta)[\s>/]/i.test(head)) return 'text/html'
  return /^\s*<\?xml\s/i.test(head) ? 'application/xml' : 'text/plain'
}
