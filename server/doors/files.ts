import type { Context } from '../kernel/context.ts'
import { findFileOf, readFile } from '../kernel/files/files.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { bind, type Endpoint, type FileAnswer, type Room } from '../kernel/room.ts'
import { fileRead } from './contract/files.ts'
import { subjectOf } from './comments.ts'

/** A file is had by whoever may see what it belongs to; to all others it is not there, and one that belongs to nothing is nobody's. */
export function fileOperations(rooms: readonly Room[]): Endpoint[] {
  return [bind(fileRead, (ctx, input) => fileFor(ctx, rooms, input.id))]
}

async function fileFor(ctx: Context, rooms: readonly Room[], id: string): Promise<FileAnswer> {
  const unknown = new Refusal('missing', 'file.unknown', 'There is no such file.')
  const of = await findFileOf(ctx.tx, id)
  if (!of) throw unknown
  try {
    if (of.audience !== 'public') await subjectOf(ctx, rooms, of.kind, of.id)
  } catch (error) {
    throw isRefusal(error) ? unknown : error
  }
  return readFile(ctx, id)
}
