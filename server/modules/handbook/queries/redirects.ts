import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { listRedirects, type Redirect } from '../store/redirects.ts'
import { keeps, looksOf } from './looking.ts'

export async function findRedirects(
  ctx: Context,
  input: InputOf<typeof promise.redirectsList>,
): Promise<OutputOf<typeof promise.redirectsList>> {
  const page = await listRedirects(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  return { ...page, items: page.items.map((row) => ({ ...redirectLine(ctx, row), to_id: row.to_id })) }
}

export function redirectLine(ctx: Context, row: Redirect): OutputOf<typeof promise.redirectsCreate> {
  const { id, path, kind, score, sure, at } = row
  const lasting = kind === 'moved' || kind === 'rename'
  return {
    ...{ id, path, kind, score, at, public: row.public, state: sure ? 'confirmed' : 'waiting' },
    to: { id: row.to_id, title: row.to_title, path: row.to_path },
    may: [
      ...(!sure && keeps(ctx, row) ? ['confirm'] : []),
      ...(!lasting && mayDo(ctx.actor, 'handbook.maintain') !== undefined ? ['remove'] : []),
    ],
  }
}
