import type { Context } from '../../kernel/context.ts'
import type { Asked } from '../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import type * as promise from './contract.ts'
import { askingOf } from './persons.ts'
import { listPrograms } from './store/program-list.ts'

type Input = InputOf<typeof promise.serviceAccountsList>

/** Service accounts as a list was asked: those that are not closed, unless it asks by state or for all. */
export async function pageOfPrograms(ctx: Context, { state, ...asked }: Asked & { state?: Input['state'] }) {
  const { where = [] } = asked
  const open = state === 'active' || (state === undefined && !where.some((one) => one.startsWith('state:')))
  const states = open ? ['state:is:active|suspended'] : state === 'left' ? ['state:is:left'] : []
  return listPrograms(ctx.tx, { asking: await askingOf(ctx), now: ctx.now }, { ...asked, where: [...where, ...states] })
}

export async function findPrograms(ctx: Context, input: Input): Promise<OutputOf<typeof promise.serviceAccountsList>> {
  return pageOfPrograms(ctx, input)
}
