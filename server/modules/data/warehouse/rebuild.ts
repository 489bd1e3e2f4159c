import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import type { Open } from '../../../kernel/context.ts'
import { followed, type Report } from '../../../kernel/job-runs.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import { builtIn } from '../metrics/builtin.ts'
import { detailOf } from '../rules/line.ts'
import { awayRefusal } from './answers.ts'
import { type Beside, type BesideParts, openBeside, type Step, swapFiles, unchanged } from './beside.ts'
import { type Difference, differencesOf, factsOf } from './compare.ts'

export type Rebuilt = { events: number; serverDays: number; differences: Difference[] }
/** What a rebuild needs of the engine whose warehouse it replaces. */
type RebuildHooks = {
  open: Open
  parts: BesideParts
  hold: () => Promise<boolean>
  current: () => Warehouse | undefined
  /** the present warehouse takes up all that is there; one that cannot stays as it is */
  catchUp: () => Promise<void>
  letGo: () => Promise<void>
  takeUp: () => Promise<void>
  /** runs work while the loop stands still */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  after: () => Promise<void>
}

/** The most differences that an answer lists. */
const shownDifferences = 50

/** Rebuilds one at a time: beside the present warehouse, which answers meanwhile; then compared, then swapped within moments. */
export function openRebuild(hooks: RebuildHooks): { rebuild: (acceptDifferences: boolean) => Promise<Rebuilt> } {
  let running = false

  async function rebuild(acceptDifferences: boolean): Promise<Rebuilt> {
    if (running) throw new Refusal('conflict', 'rebuild.running', 'The warehouse is being rebuilt already. Wait for its end.')
    running = true
    try {
      return await followed(hooks.open, 'data.rebuild', (report) => built(acceptDifferences, stepOf(report)))
    } catch (error) {
      if (isRefusal(error)) throw error
      throw new Refusal('refused', 'rebuild.failed', `The warehouse could not be rebuilt: ${detailOf(error)}. ${unchanged}`)
    } finally {
      running = false
    }
  }

  async function built(acceptDifferences: boolean, step: Step): Promise<Rebuilt> {
    let beside: Beside | undefined
    try {
      if (!(await hooks.alone(hooks.hold))) throw awayRefusal()
      const made = await openBeside(hooks.parts)
      beside = made
      await made.catchUp(step)
      const rebuilt = await hooks.alone(() => exchanged(made, acceptDifferences))
      await hooks.after()
      return rebuilt
    } finally {
      await beside?.discard().catch(() => undefined)
    }
  }

  async function exchanged(beside: Beside, accept: boolean): Promise<Rebuilt> {
    await hooks.catchUp()
    await beside.catchUp()
    const { today, yearEnd } = await hooks.open(async (ctx) => ({ today: ctx.today, yearEnd: (await companyOf(ctx)).fiscal_year_end }))
    const { catalogue } = builtIn()
    const present = hooks.current()
    // a present warehouse that cannot be asked has nothing to lose
    const before = present && (await factsOf(present, catalogue, today, yearEnd).catch(() => undefined))
    const differences = before ? differencesOf(before, await factsOf(beside.warehouse, catalogue, today, yearEnd)) : []
    if (differences.length > 0 && !accept) throw differs(differences)
    const [counts] = await beside.warehouse.query(
      'select (select count(*) from raw.raw_events) as events, (select count(*) from mart.server_day) as days',
    )
    const events = Number(counts?.['events'])
    await swap(beside, events)
    return { events, serverDays: Number(counts?.['days']), differences: differences.slice(0, shownDifferences) }
  }

  async function swap(beside: Beside, events: number): Promise<void> {
    await beside.close()
    await hooks.letGo()
    const files = await swapFiles(hooks.parts.path)
    try {
      await hooks.takeUp()
      // opened, and not made anew over a file that could not be read
      const [there] = (await hooks.current()?.query('select count(*) as events from raw.raw_events')) ?? []
      if (Number(there?.['events'] ?? -1) !== events) throw new Error('the new warehouse could not be opened in its place')
      await beside.tell()
    } catch (error) {
      await hooks.letGo()
      await files.back()
      await hooks.takeUp()
      throw error
    }
    await files.done()
  }

  return { rebuild }
}

/** A rebuild can be stopped until the two are exchanged. */
function stepOf(report: Report): Step {
  return async (done, of, note) => {
    if ((await report({ done, of, note })) === 'stop')
      throw new Refusal('conflict', 'rebuild.cancelled', `The rebuild was stopped. ${unchanged}`)
  }
}

function differs(differences: Difference[]): Refusal {
  const [first] = differences
  const example = `${first?.what}: ${first?.before ?? 'none'} now, ${first?.after ?? 'none'} in the new one`
  return new Refusal(
    'refused',
    'rebuild.differs',
    `The new warehouse says ${differences.length} things differently (${example}). ${unchanged} Look at them, and ask again with accept_differences to take the new one.`,
    { facts: { differences: differences.slice(0, shownDifferences) } },
  )
}
