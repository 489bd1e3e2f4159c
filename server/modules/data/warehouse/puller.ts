import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import type { Open } from '../../../kernel/context.ts'
import type { How } from '../rules/retry.ts'
import { dropMoved, findMoved, type Moved, saveComplete, saveDrift } from '../store/changes.ts'
import { databaseNow, savePulled } from '../store/views.ts'
import { pullMoved, pullWhole } from './pull.ts'
import { roomViews } from './views.ts'

/** Who pulls: changes are taken away only under the fence of the owner. */
type PullerOf = { open: Open; owner: () => { owner: string; fence: bigint } | undefined; drifted: (view: string) => void }
type PulledNow = { changed: Set<string>; through: Date }

const most = 20_000
/** how often the database is told through when the views are complete while nothing moves */
const tellEvery = 60_000

/** Keeps the tables of the warehouse equal to the views that rooms publish: whole at first and once a day, by what moved otherwise. */
export function openPuller({ open, owner, drifted }: PullerOf) {
  let told = 0

  async function pull(warehouse: Warehouse, how: How): Promise<PulledNow> {
    const changed = new Set<string>()
    for (let first = how === 'first'; ; first = false) {
      // everything that was committed by now is either in the warehouse or told of in what is found
      const { at, moved } = await open(async (ctx) => ({ at: await databaseNow(ctx.tx), moved: await findMoved(ctx.tx, most) }))
      const views = roomViews().filter((view) => first || moved.some((one) => one.view === view.name))
      for (const view of views) {
        const own = moved.filter((one) => one.view === view.name)
        const pulled = first ? await pullWhole(open, warehouse, view) : await pullMoved(open, warehouse, view, own)
        if (pulled.changed) changed.add(view.name)
        await noted(warehouse, view.name, view.table, at)
      }
      await takenAway(moved)
      // a whole read holds what was told before it; what is told meanwhile is read in the next round
      if (moved.length === most) continue
      if (how === 'check') for (const view of await check(warehouse)) changed.add(view)
      if (Date.now() - told > tellEvery) {
        told = Date.now()
        await open((ctx) =>
          saveComplete(
            ctx.tx,
            roomViews().map((view) => view.name),
            at,
          ),
        )
      }
      return { changed, through: at }
    }
  }

  /** Reads every view whole beside what its changes had told. A difference that nothing tells of is mended and said. */
  async function check(warehouse: Warehouse): Promise<string[]> {
    const mended: string[] = []
    for (const view of roomViews()) {
      const { changed } = await pullWhole(open, warehouse, view)
      if (!changed) continue
      mended.push(view.name)
      const moved = await open((ctx) => findMoved(ctx.tx, most))
      if (moved.some((one) => one.view === view.name)) continue
      await open((ctx) => saveDrift(ctx.tx, view.name))
      drifted(view.name)
    }
    return mended
  }

  async function noted(warehouse: Warehouse, view: string, table: string, at: Date): Promise<void> {
    const [row] = await warehouse.query(`select count(*) as rows from ${table}`)
    await open((ctx) => savePulled(ctx.tx, view, Number(row?.['rows'] ?? 0), at, at))
  }

  async function takenAway(moved: Moved[]): Promise<void> {
    const mine = owner()
    if (!mine || moved.length === 0) return
    const ids = moved.map((one) => one.id)
    await open((ctx) => dropMoved(ctx.tx, ids, mine))
  }

  return { pull }
}
