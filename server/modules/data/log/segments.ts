import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, truncate } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A file of the log as it lies on disk. `closed` holds its final facts; without them somebody may still write to it. */
export type Segment = { id: string; path: string; bytes: number; touched: number; closed?: SegmentFacts }
export type SegmentFacts = { bytes: number; lines: number; sha256: string; torn: number }
/** What could not be looked at, and why. */
export type Unreadable = { path: string; reason: string }

export function segmentFolder(dataDir: string, kind = 'segment'): string {
  return join(dataDir, 'log', kind)
}

/** Every segment of a kind, in the order of its name. */
export async function listSegments(folder: string): Promise<Segment[]> {
  return (await surveySegments(folder)).segments
}

/** Every segment in the order of its name, and every place of the log that cannot be looked at: one of those hides no other. */
export async function surveySegments(folder: string): Promise<{ segments: Segment[]; unreadable: Unreadable[] }> {
  const segments: Segment[] = []
  const unreadable: Unreadable[] = []
  const note = (path: string, error: unknown) => unreadable.push({ path, reason: error instanceof Error ? error.message : String(error) })
  for (const day of await names(folder, note)) {
    const files = new Set(await names(join(folder, day), note))
    for (const file of files) {
      if (!file.endsWith('.ndjson')) continue
      const path = join(folder, day, file)
      try {
        const facts = await stat(path)
        if (!facts.isFile()) throw new Error('is not a file')
        const closed = files.has(`${file}.closed`) ? await readFacts(`${path}.closed`) : undefined
        segments.push({ id: file.slice(0, -7), path, bytes: facts.size, touched: facts.mtimeMs, ...(closed ? { closed } : {}) })
      } catch (error) {
        note(path, error)
      }
    }
  }
  return { segments: segments.sort((a, b) => (a.id < b.id ? -1 : 1)), unreadable }
}

async function names(folder: string, note: (path: string, error: unknown) => void): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))) note(folder, error)
    return []
  }
}

/** The facts beside a segment are made from it and can be made again: what does not read as facts counts as absent. */
async function readFacts(path: string): Promise<SegmentFacts | undefined> {
  try {
    const { bytes, lines, sha256, torn } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
    if (!isCount(bytes) || !isCount(lines) || !isCount(torn) || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
      return undefined
    return { bytes, lines, sha256, torn }
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/**
 * Ends a segment that nobody writes to any more: cuts a torn last line (its sender never got an answer),
 * hashes the rest and leaves the facts beside it, on the disk. Doing it twice changes nothing.
 */
export async function closeSegment(path: string): Promise<SegmentFacts> {
  const facts = await factsOf(path)
  if (facts.torn > 0) await truncate(path, facts.bytes)
  const side = await open(`${path}.closing`, 'w', 0o600)
  try {
    await side.writeFile(JSON.stringify(facts))
    await side.sync()
  } finally {
    await side.close()
  }
  await rename(`${path}.closing`, `${path}.closed`)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return facts
}

/** The facts of a closed segment as its own bytes give them; a side file that says otherwise is written again. */
export async function trueFacts(segment: Segment): Promise<SegmentFacts> {
  const { closed } = segment
  const own = await factsOf(segment.path)
  const same = closed && closed.bytes === own.bytes && closed.lines === own.lines && closed.sha256 === own.sha256 && own.torn === 0
  return same ? closed : closeSegment(segment.path)
}

/** The day on which a segment was begun, by the folder it lies in; nothing where the folder has another name. */
export function dayOf(path: string): string | undefined {
  const name = basename(dirname(path))
  return /^\d{4}-\d{2}-\d{2}$/.test(name) ? name : undefined
}

async function factsOf(path: string): Promise<SegmentFacts> {
  const file = await open(path, 'r')
  try {
    return await counted(file)
  } finally {
    await file.close()
  }
}

async function counted(file: FileHandle): Promise<SegmentFacts> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(1024 * 1024)
  let read = 0
  let lines = 0
  let whole = 0
  let rest: Buffer[] = []
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, read)
    if (bytesRead === 0) break
    const part = piece.subarray(0, bytesRead)
    const last = part.lastIndexOf(10)
    if (last >= 0) {
      for (const held of rest) hash.update(held)
      hash.update(part.subarray(0, last + 1))
      rest = [Buffer.from(part.subarray(last + 1))]
      whole = read + last + 1
      for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1
    } else rest.push(Buffer.from(part))
    read += bytesRead
  }
  return { bytes: whole, lines, sha256: hash.digest('hex'), torn: read - whole }
}

/** Makes a folder and everything above it. */
export async function ensureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
}
