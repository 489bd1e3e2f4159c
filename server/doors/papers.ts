import { findLetter, type WritePaper } from '../kernel/mail.ts'
import type { Context } from '../kernel/context.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { FileAnswer, Room } from '../kernel/room.ts'

/** Whoever sends or shows a letter asks the room of a paper for its bytes. */
export function paperWriter(rooms: readonly Room[]): WritePaper {
  return async (ctx, paper) => {
    const write = rooms.map((room) => room.papers?.[paper.kind]).find((one) => one !== undefined)
    if (!write) throw new Error(`no room writes papers of kind ${paper.kind}`)
    return write(ctx, paper.id)
  }
}

/** One paper of a letter, as the reader of the outbox sees it and as the customer gets it. */
export async function paperOfLetter(ctx: Context, rooms: readonly Room[], input: { id: string; name: string }): Promise<FileAnswer> {
  const letter = await findLetter(ctx.tx, input.id)
  const paper = letter?.papers.find((one) => one.name === input.name)
  if (!paper) throw new Refusal('missing', 'letter.paper_unknown', 'This letter carries no such paper.')
  return { ...(await paperWriter(rooms)(ctx, paper)), inline: true }
}
