import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'

/** Bytes of one file. */
export const mostFileBytes = 25 * 1024 * 1024

/** A file that came in and lies in a place of its own until the request is answered. */
export type Upload = { path: string; name: string; size: number; sha256: string }
/** What came with a request, by its hash. */
export type Uploads = ReadonlyMap<string, Upload>

export type Spooling = { write: (bytes: Uint8Array) => Promise<void>; done: (name: string) => Promise<Upload>; drop: () => Promise<void> }

/** Writes what comes to a file of its own, counting and hashing. Refuses `file.too_large` as soon as it is. */
export async function spool(dataDir: string): Promise<Spooling> {
  const folder = spoolFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let size = 0
  return {
    write: async (bytes) => {
      size += bytes.length
      if (size > mostFileBytes) throw tooLarge()
      hash.update(bytes)
      await file.write(bytes)
    },
    done: async (name) => {
      await file.close()
      return { path, name, size, sha256: hash.digest('hex') }
    },
    drop: async () => {
      await file.close().catch(() => undefined)
      await rm(path, { force: true })
    },
  }
}

export function tooLarge(): Refusal {
  return new Refusal('invalid', 'file.too_large', `A file may have ${mostFileBytes / 1024 / 1024} MiB.`)
}

/** Takes away what a process that died left behind: nothing lies there for longer than its request. */
export async function sweepSpool(dataDir: string, before: Date): Promise<number> {
  const folder = spoolFolder(dataDir)
  let swept = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const { mtime } = await stat(path).catch(() => ({ mtime: before }))
    if (mtime >= before) continue
    await rm(path, { force: true })
    swept += 1
  }
  return swept
}

function spoolFolder(dataDir: string): string {
  return join(dataDir, 'uploads')
}
