import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { ExceptionTable } from '../following-tables.ts'
import { exceptionState } from '../rules/pulling.ts'
import { listExceptions } from '../store/exceptions.ts'
import type { PageTable } from '../tables.ts'
import { keeps, looksOf } from './looking.ts'

type Line = OutputOf<typeof promise.exceptionsAsk>

export async function findExceptions(
  ctx: Context,
  input: InputOf<typeof promise.exceptionsList>,
): Promise<OutputOf<typeof promise.exceptionsList>> {
  const page = await listExceptions(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  const all = mayDo(ctx.actor, 'handbook.maintain') !== undefined
  const writes = mayDo(ctx.actor, 'handbook.write') !== undefined
  const items = page.items.map((row) => ({
    ...lineOf(ctx, row, { title: row.title, number: row.page_number, keeps: all || (writes && row.mine) }),
    mine: row.mine,
  }))
  return { ...page, items }
}

export function exceptionLine(ctx: Context, page: PageTable, row: ExceptionTable): Line {
  return lineOf(ctx, row, { title: page.title, number: page.number, keeps: keeps(ctx, page) })
}

type Known = { title: string; number: string | null; keeps: boolean }

/** A step may be for some readers alone: its words are for whoever asked, and for those who keep the procedure. */
function lineOf(ctx: Context, row: ExceptionTable, { title, number, keeps: own }: Known): Line {
  const { id, page_id: page, key, reason, control, until, by_id, by_name, at } = row
  const mine = by_id === personBehind(ctx.actor)
  const state = exceptionState(row, ctx.today)
  const live = state === 'asked' || state === 'granted'
  return {
    ...{ id, number: row.number, page, procedure: number ?? '', title, key, step: own || mine ? row.step : null, reason, control, until },
    ...{ by: { id: by_id, name: by_name }, at, state },
    answered: row.answered_at === null ? null : { by: row.answered_by_name ?? '', at: row.answered_at, reason: row.answer ?? '' },
    may: live ? [...(state === 'asked' && own && !mine ? ['answer'] : []), ...(own || mine ? ['end'] : [])] : [],
  }
}
