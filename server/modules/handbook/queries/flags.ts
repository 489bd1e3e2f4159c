import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { FlagTable } from '../following-tables.ts'
import { labelsOf, listFlags } from '../store/flags.ts'
import type { PageTable } from '../tables.ts'
import { keeps, looksOf } from './looking.ts'

type Line = OutputOf<typeof promise.flagsRaise>

export async function findFlags(ctx: Context, input: InputOf<typeof promise.flagsList>): Promise<OutputOf<typeof promise.flagsList>> {
  const all = mayDo(ctx.actor, 'handbook.maintain') !== undefined
  const page = await listFlags(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx), all }, input)
  const writes = mayDo(ctx.actor, 'handbook.write') !== undefined
  const items = page.items.map((row) => {
    const { number, title, mine, label: read, fixed_label: fixed } = row
    return { ...lineOf(ctx, row, { number, title, keeps: all || (writes && mine), labels: { read, fixed } }), mine }
  })
  return { ...page, items }
}

/** A flag as it is told to whoever raised it, and to those who keep its page. */
export async function flagLine(ctx: Context, page: PageTable, flag: FlagTable): Promise<Line> {
  const labels = await labelsOf(ctx.tx, page.id, [flag.no, ...(flag.fixed_no === null ? [] : [flag.fixed_no])])
  const fixed = flag.fixed_no === null ? null : (labels.get(flag.fixed_no) ?? null)
  const known = { number: page.number, title: page.title, keeps: keeps(ctx, page), labels: { read: labels.get(flag.no) ?? '', fixed } }
  return lineOf(ctx, flag, known)
}

type Known = { number: string | null; title: string; keeps: boolean; labels: { read: string; fixed: string | null } }

function lineOf(ctx: Context, row: FlagTable, { number, title, keeps: own, labels }: Known): Line {
  const { id, page_id: page, step, run_id: run, note, by_id, by_name, at, state, answer, answered_at } = row
  const open = state === 'open'
  return {
    ...{ id, page, number, title, label: labels.read, step, run, note, by: { id: by_id, name: by_name }, at, state, answer },
    fixed: labels.fixed,
    answered: answered_at === null ? null : { by: row.answered_by_name ?? '', at: answered_at },
    may: open ? [...(own ? ['answer'] : []), ...(by_id === personBehind(ctx.actor) ? ['say'] : [])] : [],
  }
}
