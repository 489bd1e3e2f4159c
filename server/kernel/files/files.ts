import { createReadStream } from 'node:fs'
import { readFile as readWhole } from 'node:fs/promises'
import { sql } from 'kysely'
import { sha256 } from '../canonical.ts'
import type { Context } from '../context.ts'
import { sendAhead, type Tx, tablesOf } from '../database.ts'
import { newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { FileAnswer } from '../room.ts'
import { foldName } from '../shapes.ts'
import type { SubjectRef } from '../subject.ts'
import { mayShowInline, sniff } from './sniff.ts'
import { mostFileBytes, tooLarge, type Upload } from './spool.ts'
import { readZip } from './zip.ts'

type FileTable = {
  id: string
  name: string
  type: string
  sha256: string
  created_at: Date
  created_by: string
  room: string | null
  kind: string | null
  subject: string | null
  audience: SubjectRef['audience']
}
type BytesTable = { sha256: string; size: number; refs: number; unused_since: Date | null }
type PartTable = { sha256: string; n: number; bytes: Buffer }
type Tables = { file: FileTable; file_bytes: BytesTable; file_part: PartTable }

export { mostFileBytes } from './spool.ts'
/** Bytes of one row. */
const partBytes = 256 * 1024

type NewFile = {
  name: string
  /** small ones as they are; what came with the request from where it lies, never whole in memory */
  bytes: Uint8Array | Upload
  /** types that are taken; a ZIP is taken only when it is named, and looked through */
  accepts: readonly string[]
  /** what it belongs to: whoever sees that may see it */
  of?: Pick<SubjectRef, 'room' | 'kind' | 'id' | 'audience'>
}

/**
 * Keeps bytes in the database, in the caller's transaction, under their hash: the same bytes lie there once. The type is what the bytes are.
 * Refuses `file.empty`, `file.too_large`, `file.type_not_taken`, `file.archive_unsafe`.
 */
export async function storeFile(ctx: Context, file: NewFile): Promise<{ id: string; sha256: string; type: string }> {
  const { bytes } = file
  const type = bytes instanceof Uint8Array ? typeOf({ bytes, accepts: file.accepts }) : await typeOfUpload(bytes, file.accepts)
  const id = newId()
  const hash = bytes instanceof Uint8Array ? sha256(bytes) : bytes.sha256
  const size = bytes instanceof Uint8Array ? bytes.length : bytes.size
  const into = tables(ctx.tx)
  const first = await into
    .insertInto('file_bytes')
    .values({ sha256: hash, size, refs: 0, unused_since: ctx.now })
    .onConflict((same) => same.column('sha256').doNothing())
    .returning('sha256')
    .executeTakeFirst()
  if (first) {
    let n = 0
    for await (const part of partsOf(bytes)) {
      await into.insertInto('file_part').values({ sha256: hash, n, bytes: part }).execute()
      n += 1
    }
  }
  const { room = null, kind = null, id: subject = null, audience = 'internal' } = file.of ?? {}
  const named = { id, name: nameOf(file.name), type, sha256: hash, created_at: ctx.now, created_by: ctx.actor.id }
  await sendAhead(ctx.tx, into.insertInto('file').values({ ...named, room, kind, subject, audience }))
  return { id, sha256: hash, type }
}

/** What came with the request under this hash. Refuses `file.not_sent` where a hash came alone. */
export function arrivedFile(ctx: Context, hash: string | undefined): Upload {
  const upload = ctx.uploads?.get(hash ?? '')
  if (!upload)
    throw new Refusal('invalid', 'file.not_sent', 'The bytes of the file did not come with the request: send it as a part of a form.')
  return upload
}

async function* partsOf(bytes: Uint8Array | Upload): AsyncGenerator<Buffer> {
  if (!(bytes instanceof Uint8Array)) {
    for await (const part of createReadStream(bytes.path, { highWaterMark: partBytes }) as AsyncIterable<Buffer>) yield part
    return
  }
  for (let at = 0; at < bytes.length; at += partBytes) yield Buffer.from(bytes.subarray(at, at + partBytes))
}

/** What the bytes are, if that is taken. */
export function typeOf({ bytes, accepts }: { bytes: Uint8Array; accepts: readonly string[] }): string {
  if (bytes.length === 0) throw new Refusal('invalid', 'file.empty', 'The file is empty.')
  if (bytes.length > mostFileBytes) throw tooLarge()
  const type = taken(sniff(bytes).type, accepts)
  if (type === 'application/zip') readZip(bytes)
  return type
}

/** The same of what lies on the disk: the first bytes say what most kinds are; text and archives are looked through. */
async function typeOfUpload(upload: Upload, accepts: readonly string[]): Promise<string> {
  const head: Buffer[] = []
  for await (const part of createReadStream(upload.path, { end: 4095 }) as AsyncIterable<Buffer>) head.push(part)
  const { type, archive } = sniff(Buffer.concat(head))
  const sure = type.startsWith('image/') || type === 'application/pdf'
  if (sure && type !== 'image/svg+xml') return taken(type, accepts)
  if (archive) taken(type, accepts)
  return typeOf({ bytes: await readWhole(upload.path), accepts })
}

function taken(type: string, accepts: readonly string[]): string {
  if (accepts.includes(type)) return type
  const detail = `This file is ${type === 'application/octet-stream' ? 'of no known kind' : type}. Taken are: ${accepts.join(', ')}.`
  throw new Refusal('invalid', 'file.type_not_taken', detail)
}

/** One line without a folder; a name is for people to read, nothing is opened by it. */
function nameOf(name: string): string {
  const last = foldName(name).split(/[/\\]/).at(-1)?.slice(0, 200).trim() ?? ''
  return last === '' || /^\.+$/.test(last) ? 'file' : last
}

/** The file as it came. Only kinds that run nothing may be shown in the browser, and only where that is asked for. */
export async function readFile(ctx: Context, id: string, { inline = false } = {}): Promise<FileAnswer> {
  const row = await tables(ctx.tx)
    .selectFrom('file')
    .select(['name', 'type', 'sha256', wholeBytes.as('bytes')])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'file.unknown', 'There is no such file.')
  const { type, name, bytes, sha256: hash } = row
  return { type, name, bytes, sha256: hash, ...(inline && mayShowInline(type) ? { inline: true } : {}) }
}

const wholeBytes = sql<Buffer>`(select string_agg(p.bytes, ''::bytea order by p.n) from kernel.file_part p where p.sha256 = file.sha256)`

/** What a file belongs to, so that whoever may see that may have it. */
export async function findFileOf(tx: Tx, id: string): Promise<{ kind: string; id: string; audience: SubjectRef['audience'] } | undefined> {
  const row = await tables(tx).selectFrom('file').select(['kind', 'subject', 'audience']).where('id', '=', id).executeTakeFirst()
  return row?.kind && row.subject ? { kind: row.kind, id: row.subject, audience: row.audience } : undefined
}

/** Names, types and bytes of several, for letters. */
export async function filesOf(tx: Tx, ids: readonly string[]): Promise<{ name: string; type: string; bytes: Buffer }[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('file')
    .select(['name', 'type', wholeBytes.as('bytes')])
    .where('id', 'in', [...ids])
    .execute()
}

/** Bytes of several, by their ids. */
export async function bytesOfFiles(tx: Tx, ids: readonly string[]): Promise<{ id: string; bytes: Buffer }[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('file')
    .select(['id', wholeBytes.as('bytes')])
    .where('id', 'in', [...ids])
    .execute()
}

/** Hours for which bytes stay that no file names any more: a transaction that brings them again may be under way. */
const graceHours = 24

/** Forgets bytes that no file has named for a day; answers how many. */
export async function sweepFiles(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - graceHours * 3_600_000)
  const done = await sql`
    delete from kernel.file_bytes where sha256 in (
      select sha256 from kernel.file_bytes where refs = 0 and unused_since < ${before} limit 1000 for update skip locked)
      and refs = 0`.execute(ctx.tx)
  return Number(done.numAffectedRows ?? 0n)
}

function tables(tx: Tx) {
  return tablesOf<Tables>(tx, 'kernel')
}
