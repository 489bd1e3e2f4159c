import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { colleaguesOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { functionsNow } from '../queries/contents.ts'
import { looksOf } from '../queries/looking.ts'
import { hiddenEntries, listedAmong, nextPosition, replaceEntries, saveFunction, takeFunction } from '../store/contents.ts'
import { pagesAmong } from '../store/pages.ts'
import type { FunctionTable } from '../tables.ts'

type Function = OutputOf<typeof promise.functionsCreate>

export async function createFunction(ctx: Context, { name, owner }: InputOf<typeof promise.functionsCreate>): Promise<Function> {
  await fitOwner(ctx, owner)
  const row = { id: newId(), name, owner, position: await nextPosition(ctx.tx), version: 1 }
  await saveFunction(ctx.tx, row)
  await record(ctx, { action: 'handbook.function.created', subject: labelOf(row), after: { name, owner } })
  return told(ctx, row)
}

export async function changeFunction(ctx: Context, input: InputOf<typeof promise.functionsChange>): Promise<Function> {
  const row = await takeFunction(ctx.tx, input.id, input.if_match)
  const { name = row.name, owner = row.owner, position = row.position } = input
  if (owner !== row.owner) await fitOwner(ctx, owner)
  const now = { ...row, name, owner, position, version: row.version + 1 }
  await saveFunction(ctx.tx, now)
  await record(ctx, {
    action: 'handbook.function.changed',
    subject: labelOf(now),
    before: { name: row.name, owner: row.owner, position: row.position },
    after: { name, owner, position },
  })
  return told(ctx, now)
}

/** The lines of a function in their order. Lines that whoever arranges does not see stay, at the end. */
export async function arrangeFunction(ctx: Context, input: InputOf<typeof promise.functionsArrange>): Promise<Function> {
  const row = await takeFunction(ctx.tx, input.id, input.if_match)
  const looks = await looksOf(ctx)
  const wanted = input.entries.map(({ page, label, blurb }) => ({ page_id: page, label, blurb }))
  const pages = wanted.flatMap(({ page_id }) => page_id ?? [])
  const listed = await listedAmong(ctx.tx, pages)
  const there = await pagesAmong(ctx.tx, pages, looks)
  for (const [at, { page_id, label }] of wanted.entries()) {
    if (page_id === null && label === '') throw unfit('entry.nameless', 'A line is a page, or the name of what is still to be written.', at)
    if (page_id !== null && (pages.indexOf(page_id) !== pages.lastIndexOf(page_id) || (listed.get(page_id)?.id ?? row.id) !== row.id))
      throw unfit('entry.twice', 'A page stands in the contents once. Take it out of the other place first.', at)
    const page = page_id === null ? undefined : there.get(page_id)
    if (page_id !== null && (!page || page.retired_on !== null)) throw unfit('entry.page_unknown', 'There is no such page in force.', at)
  }
  const hidden = await hiddenEntries(ctx.tx, row.id, looks)
  await replaceEntries(ctx.tx, row.id, [...wanted, ...hidden])
  const now = { ...row, version: row.version + 1 }
  await saveFunction(ctx.tx, now)
  await record(ctx, {
    action: 'handbook.function.arranged',
    subject: labelOf(row),
    after: { lines: wanted.length, to_be_written: wanted.filter(({ page_id }) => page_id === null).length },
  })
  return told(ctx, now)
}

function unfit(code: string, text: string, at: number): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path: `entries.${at}` }] })
}

async function fitOwner(ctx: Context, owner: string): Promise<void> {
  const person = (await colleaguesOf(ctx, [owner])).get(owner)
  if (person && !person.left && person.kind !== 'service') return
  throw new Refusal('refused', 'function.owner_missing', 'A function is answered for by somebody who is with us.', {
    unmet: [{ code: 'function.owner_missing', text: 'Choose a colleague.', path: 'owner' }],
  })
}

function labelOf({ id, name }: Pick<FunctionTable, 'id' | 'name'>) {
  return { kind: 'function', id, label: name }
}

async function told(ctx: Context, { id }: FunctionTable): Promise<Function> {
  await ctx.announce('handbook.function.changed', { function_id: id }, { key: id })
  const now = (await functionsNow(ctx)).find((one) => one.id === id)
  if (!now) throw new Error('a function that was saved is there')
  return now
}
