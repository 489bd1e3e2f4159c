import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'

/** Milliseconds without work after which memory is given back, and how long it is kept at most while there is always a little to do. */
const [quiet, longest] = [15_000, 300_000]

/** When the warehouse gives back the memory that its work left behind: soon after a rebuild or a large load, not after each event. */
export function openRests(now: () => number = Date.now) {
  let since: number | undefined
  let last = 0
  return {
    worked: () => {
      last = now()
      since ??= last
    },
    rest: async (warehouse: Pick<Warehouse, 'giveBack'> | undefined): Promise<void> => {
      if (!warehouse || since === undefined || (now() - last < quiet && now() - since < longest)) return
      if (await warehouse.giveBack()) since = undefined
    },
  }
}
