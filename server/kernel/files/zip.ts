import { Refusal } from '../refusal.ts'

type ZipEntry = { name: string; packed: number; size: number }

const [mostEntries, mostUnpacked, mostRatio] = [10_000, 200 * 1024 * 1024, 100]
const [endMark, centralMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50]
const packedNames = /\.(zip|jar|gz|tgz|bz2|xz|zst|7z|rar|tar)$/i

/**
 * Reads the list of a ZIP without unpacking anything, and refuses `file.archive_unsafe` for one that could do harm where somebody unpacks it:
 * names that lead out of the folder, links, archives in archives, parts that overlap, far more inside than it weighs.
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const [count, size, start] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (count === 0xffff || start === 0xffffffff || view.getUint16(end + 4, true) !== 0)
    unsafe('is larger than the plain format, or in parts')
  if (count > mostEntries) unsafe('holds too many files')
  if (start + size > end) unsafe('does not end where it says')
  const entries: (ZipEntry & { at: number; ends: number })[] = []
  let at = start
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark) unsafe('has a broken list')
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const entry = { name, packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) }
    fitEntry(entry, view.getUint16(at + 8, true), view.getUint32(at + 38, true) >>> 16)
    entries.push({ ...entry, ends: endOfLocal(view, entry, start) })
    at = next
  }
  fitWhole(entries)
  return entries.map(({ name, packed, size: whole }) => ({ name, packed, size: whole }))
}

function fitEntry({ name, packed, size }: ZipEntry, flags: number, mode: number): void {
  const parts = name.split(/[/\\]/)
  if (name === '' || name.includes('\0') || /^([/\\]|[a-z]:)/i.test(name) || parts.includes('..'))
    unsafe('holds a name that leads out of its folder')
  if ((flags & 1) !== 0) unsafe('is encrypted: nobody can look into it')
  if ((mode & 0o170000) === 0o120000) unsafe('holds a link')
  if (packedNames.test(name)) unsafe('holds another archive')
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
