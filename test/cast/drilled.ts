import type { OutputOf } from '../../server/kernel/operation.ts'
import { drillsAsk } from '../../server/modules/data/contract.ts'
import { warehouseReady } from '../../server/modules/data/index.ts'
import type { Cast } from './cast.ts'

/** A figure with the rows behind it, once all that was written down is in the warehouse. The cast must be live. */
export async function drilled(cast: Cast, cell: { metric: string; from: string; to: string }): Promise<OutputOf<typeof drillsAsk>> {
  await warehouseReady()
  return cast.as('bizops').call(drillsAsk, { cell })
}
