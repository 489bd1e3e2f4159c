import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of the log as it lies on disk. `closed` holds its final facts; without them somebody may still write to it. */
export type Segment = { id: string; path: string; bytes: number; touched: number; closed?: SegmentFacts }
export type SegmentFacts = { bytes: number; lines: number; sha256: string; torn: number }

export function segmentFolder(dataDir: string, kind = 'segment'): string {
  return join(dataDir, 'log', kind)
}

/** Every segment of a kind, in the order of its name. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const days = await names(folder)
  const found: Segment[] = []
  for (const day of days) {
    const files = new Set(await names(join(folder, day)))
    for (const file of files) {
      if (!file.endsWith('.ndjson')) continue
      const path = join(folder, day, file)
      const facts = await stat(path)
      const sealed = files.has(`${file}.closed`) ? (JSON.parse(await readFile(`${path}.closed`, 'utf8')) as SegmentFacts) : undefined
      found.push({ id: file.slice(0, -7), path, bytes: facts.size, touched: facts.mtimeMs, ...(sealed ? { closed: sealed } : {}) })
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/**
 * Ends a segment that nobody writes to any more: cuts a torn last line (its sender never got an answer),
 * hashes the rest and leaves the facts beside it. Doing it twice changes nothing.
 */
export async function closeSegment(path: string): Promise<SegmentFacts> {
  const file = await open(path, 'r')
  let facts: SegmentFacts
  try {
    facts = await factsOf(file)
  } finally {
    await file.close()
  }
  if (facts.torn > 0) await truncate(path, facts.bytes)
  await writeFile(`${path}.closing`, JSON.stringify(facts))
  await rename(`${path}.closing`, `${path}.closed`)
  return facts
}

async function factsOf(file: FileHandle): Promise<SegmentFacts> {
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
