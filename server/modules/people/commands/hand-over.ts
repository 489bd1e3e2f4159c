import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { handOverDo, handOverRead, handOverUndo } from '../contract.ts'
import { mayTakeBack, undoUntil } from '../rules/hand-over.ts'
import { addWaiting, forgetHandOvers, type HandOverRow, handOversOf, type Left, saveHanded } from '../store/hand-over.ts'
import { namesOf } from '../store/names.ts'
import { type PersonInRoles, getPerson, takePerson } from '../store/persons.ts'
import { fitPeople } from './groups.ts'
import { handOverActs } from '../hand-over-acts.ts'

/** All that a person is responsible for, room by room. */
export async function ownedBy(ctx: Context, personId: string): Promise<Left[]> {
  const found: Left[] = []
  for (const [room, owning] of ctx.ownings) found.push(...(await owning.ownedBy(ctx, personId)).map((one) => ({ ...one, room })))
  return found
}

/** Of somebody who is with us what they own today and what they gave on; of a leaver what was written down on leaving. */
export async function readHandOver(ctx: Context, { id }: InputOf<typeof handOverRead>): Promise<OutputOf<typeof handOverRead>> {
  const person = await getPerson(ctx.tx, id, ctx.today)
  const kept = await handOversOf(ctx.tx, id)
  const now = person.left_at ? [] : await ownedBy(ctx, id)
  const names = await namesOf(ctx.tx, [...new Set(kept.flatMap((row) => row.to_id ?? []))])
  const waiting = now.map(({ room, kind, id: thing, title, href }) => ({
    room,
    kind,
    id: thing,
    title,
    href,
    to: null,
    handed_at: null,
    undo_until: null,
  }))
  const written = kept
    .filter((row) => person.left_at || row.to_id)
    .map((row) => ({
      room: row.room,
      kind: row.kind,
      id: row.thing_id,
      title: row.title,
      href: row.href,
      to: row.to_id ? { id: row.to_id, name: names.get(row.to_id) ?? '' } : null,
      handed_at: row.handed_at,
      undo_until: undoUntil(row.handed_at, ctx.now),
    }))
  const items = [...waiting, ...written.filter((one) => !waiting.some((other) => keyOf(other) === keyOf(one)))]
  return { person: { id, name: person.name, left: person.left_at !== null }, items, may: handOverActs(ctx) }
}

/** Gives on all that waits, or the things that are named. What somebody else has taken meanwhile stays with them. */
export async function handOver(ctx: Context, input: InputOf<typeof handOverDo>): Promise<OutputOf<typeof handOverDo>> {
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  if (input.to_id === input.id) throw new Refusal('invalid', 'hand_over.to_self', 'Choose somebody else: it is theirs already.')
  await fitPeople(ctx, [input.to_id])
  if (!person.left_at) await addWaiting(ctx.tx, person.id, await ownedBy(ctx, person.id), ctx.now)
  const named = new Set(input.items?.map(keyOf))
  const waiting = (await handOversOf(ctx.tx, person.id)).filter((row) => row.to_id === null)
  const rows = input.items ? waiting.filter((row) => named.has(keyOf({ ...row, id: row.thing_id }))) : waiting
  if (rows.length === 0) throw new Refusal('conflict', 'hand_over.nothing', `Nothing of ${person.name} waits for somebody else.`)
  const moved = await move(ctx, rows, { from: person.id, to: input.to_id, left: false })
  await saveHanded(ctx.tx, moved, { id: input.to_id, at: ctx.now, by: ctx.actor.id })
  await forgetHandOvers(
    ctx.tx,
    rows.map((row) => row.id).filter((id) => !moved.includes(id)),
  )
  await tell(ctx, 'people.hand_over.done', person, { to_id: input.to_id, things: moved.length })
  return readHandOver(ctx, { id: person.id })
}

/** Within a day what was handed over goes back: to the person, or to nobody when they have left. */
export async function takeBack(ctx: Context, input: InputOf<typeof handOverUndo>): Promise<OutputOf<typeof handOverUndo>> {
  const person = await takePerson(ctx.tx, input.id, ctx.today)
  const rows = (await handOversOf(ctx.tx, person.id)).filter((row) => mayTakeBack(row.handed_at, ctx.now))
  if (rows.length === 0)
    throw new Refusal('conflict', 'hand_over.too_late', 'Nothing was handed over within the last day. Hand it over again.')
  const moved: string[] = []
  for (const [to, handed] of Map.groupBy(rows, (row) => row.to_id ?? ''))
    moved.push(...(await move(ctx, handed, { from: to, to: person.id, left: person.left_at !== null })))
  await saveHanded(ctx.tx, moved, null)
  await tell(ctx, 'people.hand_over.undone', person, { things: moved.length })
  return readHandOver(ctx, { id: person.id })
}

/** One call of a room for each kind of thing; answers the rows that moved. */
async function move(ctx: Context, rows: readonly HandOverRow[], change: { from: string; to: string; left: boolean }): Promise<string[]> {
  const moved: string[] = []
  for (const [, same] of Map.groupBy(rows, (row) => `${row.room} ${row.kind}`)) {
    const [{ room = '', kind = '' } = {}] = same
    const done = await ctx.ownings.get(room)?.handOver(ctx, { kind, ids: same.map((row) => row.thing_id), ...change })
    moved.push(...same.filter((row) => done?.includes(row.thing_id)).map((row) => row.id))
  }
  return moved
}

async function tell(ctx: Context, action: string, person: PersonInRoles, after: object): Promise<void> {
  await record(ctx, { action, subject: { kind: 'person', id: person.id, label: person.name }, after })
}

function keyOf({ room, kind, id }: { room: string; kind: string; id: string }): string {
  return `${room} ${kind} ${id}`
}
