import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { cut, readCursor } from '../../kernel/page.ts'
import type * as promise from './contract.ts'
import { listServiceAccounts } from './store/service-accounts.ts'

export async function listPrograms(
  ctx: Context,
  input: InputOf<typeof promise.serviceAccountsList>,
): Promise<OutputOf<typeof promise.serviceAccountsList>> {
  const { cursor, ...filter } = input
  const rows = await listServiceAccounts(ctx.tx, { ...filter, day: ctx.today, now: ctx.now, after: readCursor(cursor) })
  const page = cut(rows, input.limit, (row) => [row.name.toLowerCase(), row.id])
  return { items: page.items, next: page.next }
}
