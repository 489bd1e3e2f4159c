import { recordAll } from '../../kernel/audit.ts'
import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { keepDocuments } from '../../kernel/search/documents.ts'
import { personsOf } from '../people/index.ts'
import { documentsOf, pageLabel } from './commands/saying.ts'
import { passToKeepers } from './commands/keepers.ts'
import { aliasesOf } from './store/asked.ts'
import { functionsOwnedBy, handFunctions } from './store/contents.ts'
import { handSchedules, schedulesBy } from './store/schedules.ts'
import { handTurns, turnsWith } from './store/turns.ts'
import { handPages, pagesKeptBy } from './store/pages.ts'
import { textsOf } from './store/texts.ts'

/** A page is kept by its owner and a backup: both places go to whoever takes the work over. */
export const owning: Owning = { ownedBy, handOver }

async function ownedBy(ctx: Context, person: string): Promise<Owned[]> {
  const [rows, functions, rhythms, turns] = await Promise.all([
    pagesKeptBy(ctx.tx, person),
    functionsOwnedBy(ctx.tx, person),
    schedulesBy(ctx.tx, person),
    turnsWith(ctx.tx, person),
  ])
  return [
    ...functions.map(({ id, name }) => ({ kind: 'function', id, title: name, href: '/handbook/directory' })),
    ...turns.map((row) => ({
      kind: 'step',
      id: row.id,
      title: `A step of ${row.number}${row.due_day === null ? '' : `, due on ${row.due_day}`}`,
      href: `/handbook/runs/${row.run_id}`,
    })),
    ...rhythms.map((row) => ({
      kind: 'schedule',
      id: row.id,
      title: `${row.number ?? 'A procedure'}, followed in a rhythm${row.about === null ? '' : `: ${row.about}`}`,
      href: `/handbook/pages/${row.page_id}`,
    })),
    ...rows.map((row) => ({ kind: 'page', id: row.id, title: pageLabel(row).label, href: `/handbook/pages/${row.id}` })),
  ]
}

async function handOver(ctx: Context, { kind, ids, from, to, left }: Handing): Promise<string[]> {
  // nobody keeps a page in the name of one who is not with us
  if (left) return []
  const names = await personsOf(ctx, [from, to])
  if (kind === 'function') {
    const functions = await handFunctions(ctx.tx, ids, from, to)
    await recordAll(
      ctx,
      functions.map(({ id, name }) => ({
        action: 'handbook.function.handed_over',
        subject: { kind: 'function', id, label: name },
        before: { of: names.get(from) ?? null },
        after: { of: names.get(to) ?? null },
      })),
    )
    return functions.map(({ id }) => id)
  }
  if (kind === 'step') {
    const turns = await handTurns(ctx.tx, ids, from, to)
    await recordAll(
      ctx,
      turns.map(({ id, run_id, number }) => ({
        action: 'handbook.step.handed_over',
        subject: { kind: 'run', id: run_id, label: number },
        before: { of: names.get(from) ?? null },
        after: { of: names.get(to) ?? null, turn: id },
      })),
    )
    return turns.map(({ id }) => id)
  }
  if (kind === 'schedule') {
    const rhythms = await handSchedules(ctx.tx, ids, from, { id: to, name: names.get(to) ?? '' })
    await recordAll(
      ctx,
      rhythms.map(({ id, page_id }) => ({
        action: 'handbook.schedule.handed_over',
        subject: { kind: 'page', id: page_id, label: 'A rhythm' },
        before: { of: names.get(from) ?? null },
        after: { of: names.get(to) ?? null, schedule: id },
      })),
    )
    return rhythms.map(({ id }) => id)
  }
  const moved = await handPages(ctx.tx, ids, from, to)
  const [texts, aliases] = await Promise.all([
    textsOf(ctx.tx, moved),
    aliasesOf(
      ctx.tx,
      moved.map(({ id }) => id),
    ),
  ])
  await keepDocuments(
    ctx.tx,
    moved.flatMap((page) => documentsOf(page, texts.get(page.id) ?? '', aliases.get(page.id))),
  )
  await passToKeepers(ctx, moved)
  await recordAll(
    ctx,
    moved.map((row) => ({
      action: 'handbook.page.handed_over',
      subject: pageLabel(row),
      before: { of: names.get(from) ?? null },
      after: { of: names.get(to) ?? null },
    })),
  )
  return moved.map(({ id }) => id)
}
