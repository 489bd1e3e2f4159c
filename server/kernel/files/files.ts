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
type BytesTable = { sha256: string; size: number; bytes: Buffer; refs: number; unused_since: Date | null }
type Tables = { file: FileTable; file_bytes: BytesTable }

/** Bytes of one file. */
export const mostFileBytes = 25 * 1024 * 1024

export type NewFile = {
  name: string
  bytes: Uint8Array
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
  const type = typeOf(file)
  const id = newId()
  const hash = sha256(file.bytes)
  const bytes = { sha256: hash, size: file.bytes.length, bytes: Buffer.from(file.bytes), refs: 0, unused_since: ctx.now }
  const into = tables(ctx.tx)
  await sendAhead(
    ctx.tx,
    into
      .insertInto('file_bytes')
      .values(bytes)
      .onConflict((same) => same.column('sha256').doNothing()),
  )
  const { room = null, kind = null, id: subject = null, audience = 'internal' } = file.of ?? {}
  const named = { id, name: nameOf(file.name), type, sha256: hash, created_at: ctx.now, created_by: ctx.actor.id }
  await sendAhead(ctx.tx, into.insertInto('file').values({ ...named, room, kind, subject, audience }))
  return { id, sha256: hash, type }
}

/** What the bytes are, if that is taken. */
export function typeOf({ bytes, accepts }: Pick<NewFile, 'bytes' | 'accepts'>): string {
  if (bytes.length === 0) throw new Refusal('invalid', 'file.empty', 'The file is empty.')
  if (bytes.length > mostFileBytes) throw new Refusal('invalid', 'file.too_large', `A file may have ${mostFileBytes / 1024 / 1024} MiB.`)
  const { type } = sniff(bytes)
  if (!accepts.includes(type)) {
    const detail = `This file is ${type === 'application/octet-stream' ? 'of no known kind' : type}. Taken are: ${accepts.join(', ')}.`
    throw new Refusal('invalid', 'file.type_not_taken', detail)
  }
  if (type === 'application/zip') readZip(bytes)
  return type
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
    .innerJoin('file_bytes', 'file_bytes.sha256', 'file.sha256')
    .select(['file.name', 'file.type', 'file.sha256', 'file_bytes.bytes'])
    .where('file.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'file.unknown', 'There is no such file.')
  const { type, name, bytes, sha256: hash } = row
  return { type, name, bytes, sha256: hash, ...(inline && mayShowInline(type) ? { inline: true } : {}) }
}

/** Names, types and bytes of several, for letters. */
export async function filesOf(tx: Tx, ids: readonly string[]): Promise<{ name: string; type: string; bytes: Buffer }[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('file')
    .innerJoin('file_bytes', 'file_bytes.sha256', 'file.sha256')
    .select(['file.name', 'file.type', 'file_bytes.bytes'])
    .where('file.id', 'in', [...ids])
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
