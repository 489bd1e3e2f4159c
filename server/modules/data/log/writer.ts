import { randomBytes } from 'node:crypto'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { closeSegment, ensureFolder, segmentFolder } from './segments.ts'

/** One accepted request: who sent it, when it came, and its body's bytes as they were. */
export type Envelope = {
  source: string
  received: number
  form: 'segment' | 'ping'
  /** what a single item is, when its path said so */
  type?: string
  agent?: string
  address?: string
  size?: number
  body: Buffer | string
}

type LogOptions = {
  dataDir: string
  node?: string
  now?: () => number
  /** tells that a segment was begun, before its first line is acknowledged */
  opened?: (id: string) => Promise<void>
  /** bytes and milliseconds after which a segment closes */
  maxBytes?: number
  maxAge?: number
  /** how long a write waits for company, in milliseconds, and from how many bytes on it does not */
  groupWait?: number
  groupBytes?: number
}

/** Appends envelopes; a promise resolves only when the line is on the disk (`fdatasync`). */
export type EventLog = {
  append: (envelope: Envelope) => Promise<void>
  /** many at once, in pieces that memory can hold: for imports and the demo company */
  appendEnvelopes: (envelopes: Iterable<Envelope>) => Promise<number>
  /** free bytes of the disk, read at most once a second */
  free: () => Promise<{ free: number; total: number }>
  close: () => Promise<void>
}

type Waiting = { buffers: Buffer[]; bytes: number; lines: { done: () => void; fail: (error: unknown) => void }[] }
type Open = { file: FileHandle; path: string; bytes: number; since: number }

export function openEventLog(options: LogOptions): EventLog {
  const { dataDir, now = Date.now, maxBytes = 64 * 1024 * 1024, maxAge = 60_000, groupWait = 5, groupBytes = 1024 * 1024 } = options
  // a fresh name at each start: two processes never write to one file
  const node = `${(options.node ?? 'node').toLowerCase().replace(/[^a-z0-9]/g, '') || 'node'}${randomBytes(4).toString('hex')}`
  let waiting: Waiting = { buffers: [], bytes: 0, lines: [] }
  let segment: Open | undefined
  let number = 0
  let order = 0
  let timer: NodeJS.Timeout | undefined
  let busy: Promise<void> | undefined
  let space: { at: number; value: { free: number; total: number } } | undefined

  function append(envelope: Envelope): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    order += 1
    const pieces = lineOf(envelope, order)
    for (const piece of pieces) {
      waiting.buffers.push(piece)
      waiting.bytes += piece.length
    }
    waiting.lines.push({ done: resolve, fail: reject })
    if (waiting.bytes >= groupBytes) flushSoon(0)
    else flushSoon(groupWait)
    return promise
  }

  function flushSoon(wait: number): void {
    if (busy) return
    if (wait === 0) {
      if (timer) clearTimeout(timer)
      timer = undefined
      busy = flush()
    } else timer ??= setTimeout(() => flushSoon(0), wait)
  }

  async function flush(): Promise<void> {
    while (waiting.lines.length > 0) {
      const group = waiting
      waiting = { buffers: [], bytes: 0, lines: [] }
      try {
        const into = await writable(group.bytes)
        await writeAll(into.file, group.buffers)
        await into.file.datasync()
        into.bytes += group.bytes
        for (const line of group.lines) line.done()
      } catch (error) {
        for (const line of group.lines) line.fail(error)
        await endSegment().catch(() => undefined)
      }
    }
    busy = undefined
  }

  async function writable(bytes: number): Promise<Open> {
    const at = now()
    if (segment && (segment.bytes + bytes > maxBytes || Date.now() - segment.since > maxAge)) await endSegment()
    if (segment) return segment
    const day = new Date(at).toISOString().slice(0, 10)
    const folder = join(segmentFolder(dataDir), day)
    await ensureFolder(folder)
    number += 1
    const path = join(folder, `${node}-${day.replaceAll('-', '')}-${String(number).padStart(6, '0')}.ndjson`)
    const file = await open(path, 'ax')
    await onDisk(folder).catch(async (error) => {
      await file.close()
      throw error
    })
    segment = { file, path, bytes: 0, since: Date.now() }
    await tell(basename(path, '.ndjson'))
    return segment
  }

  /** An event must be safe though nobody can be told: a silent database is waited for a second and then told later. */
  async function tell(id: string, pause = 2000): Promise<void> {
    if (!options.opened) return
    const again = () => setTimeout(() => void tell(id, Math.min(pause * 2, 60_000)), pause).unref()
    await Promise.race([options.opened(id).catch(again), wait(1000, undefined, { ref: false })])
  }

  async function endSegment(): Promise<void> {
    const ended = segment
    segment = undefined
    if (!ended) return
    await ended.file.close()
    await closeSegment(ended.path)
  }

  // an open segment that nothing is written to would never get its hash
  const idle = setInterval(
    () => {
      if (!busy && segment && Date.now() - segment.since > maxAge)
        busy = endSegment().then(
          () => flush(),
          () => flush(),
        )
    },
    Math.min(maxAge, 5000),
  )
  idle.unref()

  async function appendEnvelopes(envelopes: Iterable<Envelope>): Promise<number> {
    let count = 0
    let group: Promise<void>[] = []
    let held = 0
    for (const envelope of envelopes) {
      group.push(append(envelope))
      count += 1
      held += envelope.body.length
      if (held < 8 * 1024 * 1024) continue
      await Promise.all(group)
      group = []
      held = 0
    }
    await Promise.all(group)
    return count
  }

  async function free(): Promise<{ free: number; total: number }> {
    if (space && Date.now() - space.at < 1000) return space.value
    const disk = await statfs(dataDir)
    space = { at: Date.now(), value: { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize } }
    return space.value
  }

  async function close(): Promise<void> {
    clearInterval(idle)
    if (timer) clearTimeout(timer)
    timer = undefined
    busy ??= flush()
    await busy
    await endSegment()
  }

  return { append, appendEnvelopes, free, close }
}

/** A new name in a folder is safe once the folder is. */
async function onDisk(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
}

const lineEnd = Buffer.from('}\n')

/** The envelope around an untouched body: short names, because every event carries them. */
function lineOf(envelope: Envelope, order: number): Buffer[] {
  const head = `{"k":${JSON.stringify(envelope.source)},"r":${envelope.received},"q":${order},"f":"${envelope.form}"${envelope.type ? `,"t":${JSON.stringify(envelope.type)}` : ''},"ua":${JSON.stringify(
    (envelope.agent ?? '').slice(0, 200),
  )},"ip":${JSON.stringify(envelope.address ?? '')},"z":${envelope.size ?? envelope.body.length},"b":`
  if (typeof envelope.body === 'string') return [Buffer.from(`${head}${envelope.body}}\n`)]
  return [Buffer.from(head), envelope.body, lineEnd]
}

async function writeAll(file: FileHandle, buffers: Buffer[]): Promise<void> {
  for (let from = 0; from < buffers.length; from += 900) {
    const part = buffers.slice(from, from + 900)
    const bytes = part.reduce((sum, buffer) => sum + buffer.length, 0)
    const { bytesWritten } = await file.writev(part)
    // a short write is rare (a full disk, a signal); the rest goes out as one piece
    if (bytesWritten < bytes) await file.writeFile(Buffer.concat(part).subarray(bytesWritten))
  }
}
