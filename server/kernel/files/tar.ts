import { gunzipSync } from 'node:zlib'
import { Refusal } from '../refusal.ts'

/** `link`: it leads to another name, and is nothing by itself. */
type TarEntry = { name: string; bytes: Buffer; link: boolean }

const [block, mostUnpacked, mostRatio, leastRatio] = [512, 200 * 1024 * 1024, 100, 1024 * 1024]

/** Whether it is what `gzip` writes. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Whether it is what `tar` writes (POSIX ustar and pax, GNU). */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= block && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
}

/** What is packed by gzip. Refuses `file.archive_unsafe` for one that holds far more than it weighs, or is broken. */
export function ungzip(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(mostUnpacked, Math.max(leastRatio, bytes.length * mostRatio)) })
  } catch (error) {
    const tooMuch = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return unsafe(tooMuch ? 'holds far more than it weighs' : 'cannot be unpacked')
  }
}

/**
 * Files of a tar, and what in it only leads to another name. Refuses `file.archive_unsafe` for one that could do harm where somebody unpacks
 * it: names that lead out of the folder, devices, pipes, parts that are not there.
 */
export function readTar(bytes: Buffer, { entries: most = 10_000 } = {}): TarEntry[] {
  const entries: TarEntry[] = []
  let said: { path?: string | undefined; size?: number | undefined } = {}
  let at = 0
  while (at + block <= bytes.length) {
    const head = bytes.subarray(at, at + block)
    // two empty ones end it, and what lies behind is nothing
    if (head.every((byte) => byte === 0)) return entries
    if (!isTar(head) || !sums(head)) unsafe('has a broken list')
    const type = String.fromCharCode(head[156] ?? 0)
    const size = said.size ?? numberIn(head.subarray(124, 136))
    const holds = !['1', '2', '3', '4', '5', '6'].includes(type)
    const from = at + block
    const end = from + (holds ? size : 0)
    if (end > bytes.length) unsafe('lists a file that is not there')
    const body = bytes.subarray(from, end)
    at = from + Math.ceil((end - from) / block) * block
    if (type === 'x' || type === 'L' || type === 'g' || type === 'K') {
      if (type === 'x') said = { ...said, ...saidIn(body) }
      if (type === 'L') said = { ...said, path: nameIn(body) }
      continue
    }
    const name = fitName(said.path ?? nameOf(head))
    said = {}
    if (['3', '4', '6'].includes(type)) unsafe('holds a device or a pipe')
    if (!['\0', '0', '1', '2', '5', '7'].includes(type)) unsafe('holds a part of a kind that is not known here')
    if (type === '5' || name === '') continue
    if (entries.length >= most) unsafe('holds too many files')
    entries.push({ name, bytes: body, link: type === '1' || type === '2' })
  }
  return entries
}

/** The sum of all bytes of a head, with its own place as spaces. */
function sums(head: Buffer): boolean {
  let sum = 8 * 0x20
  for (let n = 0; n < block; n += 1) if (n < 148 || n >= 156) sum += head[n] ?? 0
  return sum === numberIn(head.subarray(148, 156))
}

/** Octal digits; larger ones than these can say are larger than is taken. */
function numberIn(field: Uint8Array): number {
  const digits = Buffer.from(field).toString('latin1').replaceAll(/[\0 ]/g, '')
  if (!/^[0-7]{0,12}$/.test(digits)) return unsafe('holds a file larger than is taken')
  return digits === '' ? 0 : Number.parseInt(digits, 8)
}

function nameOf(head: Buffer): string {
  const [name, prefix] = [nameIn(head.subarray(0, 100)), nameIn(head.subarray(345, 500))]
  // GNU keeps other things where ustar has the front of a name
  return prefix !== '' && head.toString('latin1', 257, 263) === 'ustar\0' ? `${prefix}/${name}` : name
}

function nameIn(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(end < 0 ? bytes : bytes.subarray(0, end))
  } catch {
    return unsafe('holds a name that is no UTF-8')
  }
}

/** Records of pax: a length, a key, a value. */
function saidIn(body: Buffer): { path?: string; size?: number } {
  const said: { path?: string; size?: number } = {}
  for (let at = 0; at < body.length; ) {
    const length = Number(/^(\d{1,8}) /.exec(body.toString('latin1', at, at + 9))?.[1] ?? 0)
    if (length < 5 || at + length > body.length) return unsafe('has a broken list')
    const record = body.subarray(at, at + length - 1)
    const begin = record.indexOf(0x20) + 1
    const [key, value] = [record.subarray(begin, record.indexOf(0x3d)).toString('latin1'), record.subarray(record.indexOf(0x3d) + 1)]
    if (key === 'path') said.path = nameIn(value)
    if (key === 'size')
      said.size = /^\d{1,12}$/.test(value.toString('latin1')) ? Number(value.toString('latin1')) : unsafe('has a broken list')
    if (key.startsWith('GNU.sparse')) unsafe('holds a part of a kind that is not known here')
    at += length
  }
  return said
}

function fitName(name: string): string {
  if (name.includes('\0') || /^(?:[/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..'))
    unsafe('holds a name that leads out of its folder')
  return name
    .replace(/^(?:\.\/+)+/, '')
    .replace(/^\.$/, '')
    .replace(/\/+$/, '')
}

function unsafe(why: string): never {
  throw new Refusal('refused', 'file.archive_unsafe', `This archive ${why}. Send the files one by one.`)
}
