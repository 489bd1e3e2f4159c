import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { pageBy } from '../../kernel/keyset.ts'
import type * as promise from './contract.ts'
import { byName } from './store/persons.ts'
import { listServiceAccounts } from './store/service-accounts.ts'

export async function listPrograms(
  ctx: Context,
  input: InputOf<typeof promise.serviceAccountsList>,
): Promise<OutputOf<typeof promise.serviceAccountsList>> {
  const { cursor, ...filter } = input
  const rows = await listServiceAccounts(ctx.tx, { ...filter, day: ctx.today, now: ctx.now, cursor })
  const page = pageBy(rows, byName, input.limit)
  return { items: page.items, next: page.next }
}
