import { sha256 } from './canonical.ts'
import type { Context } from './context.ts'
import { sendAhead, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import type { FileAnswer } from './room.ts'

type FileTable = { id: string; name: string; type: string; sha256: string; bytes: Buffer; created_at: Date; created_by: string }

/** Keeps bytes in the database, in the caller's transaction; answers the file's id. */
export async function storeFile(
  ctx: Context,
  file: { name: string; type: string; bytes: Uint8Array },
): Promise<{ id: string; sha256: string }> {
  const id = newId()
  const hash = sha256(file.bytes)
  const row = { id, name: file.name, type: file.type, sha256: hash, bytes: Buffer.from(file.bytes) }
  const files = tablesOf<{ file: FileTable }>(ctx.tx, 'kernel').insertInto('file')
  await sendAhead(ctx.tx, files.values({ ...row, created_at: ctx.now, created_by: ctx.actor.id }))
  return { id, sha256: hash }
}

export async function readFile(ctx: Context, id: string): Promise<FileAnswer> {
  const row = await tablesOf<{ file: FileTable }>(ctx.tx, 'kernel').selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'file.unknown', 'There is no such file.')
  return { type: row.type, name: row.name, bytes: row.bytes, sha256: row.sha256 }
}
