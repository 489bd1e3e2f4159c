import { readFile } from 'node:fs/promises'
import type { Context } from '../../../kernel/context.ts'
import { arrivedFile } from '../../../kernel/files/files.ts'
import { isGzip, isTar, readTar, ungzip } from '../../../kernel/files/tar.ts'
import { readZip, unpack } from '../../../kernel/files/zip.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { repositoryIn } from '../rules/trees/fast-export.ts'
import { twinsAmong } from '../rules/trees/files.ts'
import type { Came } from '../rules/trees/tree.ts'

/** A tree of 50,000 files. */
const [mostFiles, longestName] = [50_000, 300]

/** The bytes of a file that came with the request, or before it. */
export async function bytesOf(
  ctx: Context,
  { content, sha256: hash }: { content?: string | undefined; sha256?: string | undefined },
): Promise<Buffer> {
  return content === undefined ? readFile(arrivedFile(ctx, hash).path) : Buffer.from(content, 'base64')
}

/**
 * Files of an archive (ZIP, tar, tar.gz), or of a repository as git writes it. Refuses `import.archive_refused` before anything is unpacked. What
 * only leads to another file is named, and followed nowhere.
 */
export function unpacked(bytes: Buffer, history: 'none' | 'renames' | 'full' = 'renames'): Came[] {
  const repository = /^(?:feature|blob|reset|commit|option|#)/.test(bytes.toString('latin1', 0, 8)) ? repositoryIn(bytes) : undefined
  if (repository) {
    if (repository.files.some(({ file }) => strange(file))) throw archiveRefused('holds a name that no folder can have')
    const links = repository.left.filter((file) => !strange(file)).map(linked)
    const files = repository.files.map(({ file, bytes: held, former, past }) => ({
      ...{ file, bytes: held, was: history === 'none' ? [] : former },
      ...(history === 'full' ? { past } : {}),
    }))
    return [...files, ...links]
  }
  if (isGzip(bytes) || isTar(bytes)) return untarred(bytes)
  const entries = sound(() => readZip(bytes, { entries: mostFiles, nested: true })).filter(({ name }) => !name.endsWith('/'))
  fitNames(entries.map(({ name }) => name))
  return entries.filter(({ name }) => !isNoise(name)).map((entry) => ({ file: entry.name, bytes: sound(() => unpack(bytes, entry)) }))
}

function untarred(bytes: Buffer): Came[] {
  const entries = sound(() => readTar(isGzip(bytes) ? ungzip(bytes) : bytes, { entries: mostFiles })).filter(({ name }) => !isNoise(name))
  fitNames(entries.map(({ name }) => name))
  return entries.map(({ name, bytes: held, link }) => (link ? linked(name) : { file: name, bytes: held }))
}

function linked(file: string): Came {
  return { file, bytes: new Uint8Array(), link: true }
}

/** What programs of one maker leave beside each file. */
function isNoise(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._[^/]*$|PaxHeader(?:s)?(?:\.\d+)?\/)/.test(name)
}

function fitNames(names: readonly string[]): void {
  if (names.some(strange)) throw archiveRefused('holds a name that no folder can have')
  const [twin] = twinsAmong(names)
  if (twin !== undefined) throw archiveRefused(`holds two files of one name: ${twin.slice(0, 100)}`)
}

function strange(name: string): boolean {
  return (
    name === '' ||
    name.length > longestName ||
    name.includes('\\') ||
    /\p{Cc}/u.test(name) ||
    name.startsWith('/') ||
    name.split('/').includes('..')
  )
}

function sound<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'file.archive_unsafe') throw error
    throw archiveRefused(error.message.replace(/^This archive /, '').replace(/\. Send the files one by one\.$/, ''))
  }
}

function archiveRefused(why: string): Refusal {
  return new Refusal('refused', 'import.archive_refused', `This archive ${why}. Nothing of it was unpacked.`)
}
