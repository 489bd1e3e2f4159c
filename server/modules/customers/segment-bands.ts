import type { Context } from '../../kernel/context.ts'
import type { OutputOf } from '../../kernel/operation.ts'
import { mayDo } from '../../kernel/rights.ts'
import type { segmentsRead } from './contract.ts'
import { listBands } from './store/segments.ts'
import type { BandsTable } from './tables.ts'

/** The bands that hold, and those before, newest first. */
export async function readSegments(ctx: Context): Promise<OutputOf<typeof segmentsRead>> {
  const [now, ...before] = (await listBands(ctx.tx)).map(bandsView)
  if (!now) throw new Error('a house without bands')
  return { ...now, before, may: mayDo(ctx.actor, 'customers.segments') ? ['customers.segments.change'] : [] }
}

export function bandsView({ version, valid_from, mid_market_from, enterprise_from, reason, created_by_name: by }: BandsTable) {
  return { version, valid_from, mid_market_from, enterprise_from, reason, by }
}
