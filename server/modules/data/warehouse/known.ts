import { constants } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Open } from '../../../kernel/context.ts'
import { segmentFolder } from '../log/segments.ts'
import { knownSegments } from '../store/segments.ts'

/** Segments that were announced and cannot be read here. */
type Unread = { count: number; places: string[] }

/**
 * Looks whether every announced segment can be read in this data folder. A warehouse without some of them would show a smaller number as
 * if it were all. `unloaded` looks only at those that are not loaded yet.
 */
export async function unreadSegments(open: Open, dataDir: string, unloaded = false): Promise<Unread | undefined> {
  const page = 10_000
  let after = ''
  let here: Map<string, string> | undefined
  const missing = { count: 0, places: new Set<string>() }
  for (;;) {
    const from = after
    const known = await open((ctx) => knownSegments(ctx.tx, from, page, unloaded))
    if (known.length > 0) here ??= await segmentsHere(segmentFolder(dataDir))
    for (let at = 0; at < known.length; at += 64) {
      const group = known.slice(at, at + 64)
      const readable = await Promise.all(group.map((one) => canRead(here?.get(one.id))))
      for (const [index, one] of group.entries()) {
        if (readable[index]) continue
        missing.count += 1
        missing.places.add(one.place ?? 'an unknown folder')
      }
    }
    if (known.length < page) break
    after = known.at(-1)?.id ?? after
  }
  return missing.count === 0 ? undefined : { count: missing.count, places: [...missing.places].slice(0, 3) }
}

export function unreadText(unread: Unread, dataDir: string): string {
  const [count, noun] = unread.count === 1 ? ['One segment', 'it was'] : [`${unread.count} segments`, 'they were']
  return `${count} of the event log cannot be read in ${segmentFolder(dataDir)}; ${noun} written at ${unread.places.join(', ')}. Figures without them would be too small: start a worker on that folder, or bring its log here.`
}

async function segmentsHere(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const day of await names(folder)) {
    for (const file of await names(join(folder, day)))
      if (file.endsWith('.ndjson')) found.set(file.slice(0, -'.ndjson'.length), join(folder, day, file))
  }
  return found
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

async function canRead(path: string | undefined): Promise<boolean> {
  if (!path) return false
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}
