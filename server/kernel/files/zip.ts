import { crc32, inflateRawSync } from 'node:zlib'
import { Refusal } from '../refusal.ts'

type ZipEntry = { name: string; packed: number; size: number }
type Packed = ZipEntry & { /** where its bytes begin */ starts: number; method: number; crc: number }
/** `nested`: archives in it are taken as files; for whoever never opens them */
type Allowed = { entries?: number; nested?: boolean }

const [mostEntries, mostUnpacked, mostRatio] = [10_000, 200 * 1024 * 1024, 100]
const [endMark, centralMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50]
/** Modes of pipes, devices of both kinds and sockets. */
const odd = [0o010000, 0o020000, 0o060000, 0o140000]
const packedNames = /\.(zip|jar|gz|tgz|bz2|xz|zst|7z|rar|tar)$/i

/**
 * Reads the list of a ZIP without unpacking anything, and refuses `file.archive_unsafe` for one that could do harm where somebody unpacks it:
 * names that lead out of the folder, links, archives in archives, parts that overlap, far more inside than it weighs.
 */
export function readZip(bytes: Uint8Array, { entries: most = mostEntries, nested = false }: Allowed = {}): Packed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const [count, size, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (count === 0xffff || start === 0xffffffff || view.getUint16(end + 4, true) !== 0)
    unsafe('is larger than the plain format, or in parts')
  if (count > most) unsafe('holds too many files')
  if (start + size > end) unsafe('does not end where it says')
  const entries: (Packed & { at: number; ends: number })[] = []
  let at = start
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark) unsafe('has a broken list')
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const name = nameIn(bytes.subarray(at + 46, at + 46 + nameLength))
    const entry = { name, packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) }
    fitEntry(entry, view.getUint16(at + 8, true), view.getUint32(at + 38, true) >>> 16, nested)
    const ends = endOfLocal(view, entry, start)
    const how = { method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true) }
    entries.push({ ...entry, ...how, ends, starts: ends - entry.packed })
    at = next
  }
  fitWhole(entries)
  return entries.map(({ at: _at, ends: _ends, ...entry }) => entry)
}

/** The bytes of one file of an archive that was read. Refuses one that is not what the list says: longer, shorter, or with other bytes. */
export function unpack(bytes: Uint8Array, { starts, packed, size, method, crc }: Packed): Buffer {
  const raw = bytes.subarray(starts, starts + packed)
  if (method !== 0 && method !== 8) unsafe('is packed in a way that is not known here')
  let whole: Buffer
  try {
    whole = method === 0 ? Buffer.from(raw) : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) })
  } catch {
    return unsafe('holds a file that cannot be unpacked')
  }
  if (whole.length !== size || crc32(whole) !== crc) unsafe('holds a file that is not what its list says')
  return whole
}

function nameIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unsafe('holds a name that is no UTF-8')
  }
}

function fitEntry({ name, packed, size }: ZipEntry, flags: number, mode: number, nested: boolean): void {
  const parts = name.split(/[/\\]/)
  if (name === '' || name.includes('\0') || /^([/\\]|[a-z]:)/i.test(name) || parts.includes('..'))
    unsafe('holds a name that leads out of its folder')
  if ((flags & 1) !== 0) unsafe('is encrypted: nobody can look into it')
  if ((mode & 0o170000) === 0o120000) unsafe('holds a link')
  if (odd.includes(mode & 0o170000)) unsafe('holds a device or a pipe')
  if (!nested && packedNames.test(name)) unsafe('holds another archive')
  if (packed === 0xffffffff || size === 0xffffffff) unsafe('is larger than the plain format')
  if (size > 1024 * 1024 && size > packed * mostRatio) unsafe('holds far more than it weighs')
}

/** What the list says must be what lies there. */
function endOfLocal(view: DataView, entry: { at: number; packed: number }, start: number): number {
  if (entry.at + 30 > start || view.getUint32(entry.at, true) !== localMark) unsafe('lists a file that is not there')
  const ends = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true) + entry.packed
  if (ends > start) unsafe('lists a file that is not there')
  return ends
}

function fitWhole(entries: readonly (ZipEntry & { at: number; ends: number })[]): void {
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > mostUnpacked) unsafe('holds far more than it weighs')
  const inOrder = entries.toSorted((a, b) => a.at - b.at)
  if (inOrder.some((entry, n) => n > 0 && entry.at < (inOrder[n - 1]?.ends ?? 0))) unsafe('has parts that overlap')
}

/** The end record lies in the last 64 KiB; nothing but its own comment comes after it. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === endMark && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return unsafe('has no list of what it holds')
}

function unsafe(why: string): never {
  throw new Refusal('refused', 'file.archive_unsafe', `This archive ${why}. Send the files one by one.`)
}
