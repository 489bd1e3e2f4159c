import { type HistoryRow, historyOf } from '../kernel/audit.ts'
import type { Context } from '../kernel/context.ts'
import { systemActor } from '../kernel/house.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { mayDo } from '../kernel/rights.ts'
import type { Room } from '../kernel/room.ts'
import type { SubjectSource } from '../kernel/subject.ts'
import type { history } from './contract.ts'

/** What happened to one thing, as far as the asker may know: of what is for the few they learn nothing, by its id either. */
export async function subjectHistory(
  ctx: Context,
  rooms: readonly Room[],
  { kind, id, limit }: InputOf<typeof history>,
): Promise<OutputOf<typeof history>> {
  const rows = (await historyOf(ctx, kind, id, limit)).filter((row) => mayKnow(ctx, rooms, row))
  return { items: rows.length > 0 && (await mayKnowOf(ctx, rooms, kind, id)) ? rows : [] }
}

/**
 * The trail shows what the actor may read where it happened: a row belongs to the room that begins its action, and needs that room's
 * reading right. Who signed in, when and from where is for whoever looks after access, and for the person.
 */
function mayKnow({ actor, rights }: Context, rooms: readonly Room[], row: HistoryRow): boolean {
  if (isSignIn(rooms, row) && row.subject.id !== actor.id) return mayDo(actor, 'people.sign_ins') !== undefined
  const right = `${row.action.split('.', 1)[0]}.read`
  return mayDo(actor, right in rights ? right : 'house.history') === 'all'
}

function isSignIn(rooms: readonly Room[], { action }: HistoryRow): boolean {
  return rooms.some((room) => room.signIns?.some((beginning) => action.startsWith(beginning)))
}

/** A thing that the house finds and the asker does not is hidden from them; one that is gone hides nothing. */
async function mayKnowOf(ctx: Context, rooms: readonly Room[], kind: string, id: string): Promise<boolean> {
  for (const room of rooms) {
    if ((await room.forTheFew?.[kind]?.(ctx, id)) === false) return false
    const source = room.subjects?.[kind]
    if (source && !(await isFound(ctx, source, id)) && (await isFound({ ...ctx, actor: systemActor('house') }, source, id))) return false
  }
  return true
}

async function isFound(ctx: Context, source: SubjectSource, id: string): Promise<boolean> {
  try {
    return (await source.find(ctx, id)) !== undefined
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}
