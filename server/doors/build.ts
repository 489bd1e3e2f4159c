import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

let known: { file: string; modified: number; build: string } | undefined

/** Which build of the web app is given out: a page of another one is told so by the header of each answer. Nothing while none is built. */
export function buildOf(webRoot: string | undefined): string | undefined {
  if (!webRoot) return undefined
  const file = join(webRoot, 'index.html')
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (modified === undefined) return undefined
  // the page names its scripts by their hashes: it changes with every build that differs
  if (known?.file !== file || known.modified !== modified)
    known = { file, modified, build: createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 12) }
  return known.build
}
