import type { DemoStage } from '../../kernel/demo.ts'
import { addDays, type Day } from '../../kernel/period.ts'
import { proceduresGet, runsComplete, runsGet, runsList, runsRecord, runsStart, runsTick, schedulesCreate } from './contract.ts'
import type { Step } from './demo-told.ts'

type Carried = Pick<DemoStage, 'as' | 'night'> & { ids: Map<string, string>; today: Day }

/** Runs that carry what was asked, one under way that waits for somebody; and a rhythm of two weeks that was kept once and missed once. */
export function stepsOfCarried({ as, night, ids, today }: Carried): Step[] {
  const travel = () => ids.get('people/book-travel') ?? ''
  const backup = () => ids.get('engineering/restore-test') ?? ''
  const journey = async (who: string, about: string, cost: string, way: string) => {
    const speaker = await as(who)
    const { steps } = await speaker.say(proceduresGet, { id: travel() })
    const agreed = Number(cost) > 750 || way === 'plane'
    const done = steps
      .filter((_step, at) => at !== 1 || agreed)
      .map(({ key }, at) => ({ key, state: 'done' as const, ...(at === 0 ? { answers: { cost, way } } : {}) }))
    await speaker.say(runsRecord, { id: travel(), about, steps: done })
  }
  return [
    { ago: 41, run: () => journey('sales', 'The fair in Lyon', '1,180', 'plane') },
    { ago: 27, run: () => journey('success', 'A week at Quartz Aviation', '240', 'train') },
    {
      ago: 1,
      run: async () => {
        const speaker = await as('sales')
        const { id, steps } = await speaker.say(runsStart, { id: travel(), about: 'The board of Maple Bank' })
        await speaker.say(runsTick, { id, key: steps[0]?.key ?? '', state: 'done', answers: { cost: '910', way: 'train' } })
      },
    },
    {
      ago: 45,
      run: async () => {
        const keeper = await as('bizops')
        const rhythm = { rule: 'FREQ=WEEKLY;INTERVAL=2', start: addDays(today, -20), closed_day: 'keep' as const }
        await keeper.say(schedulesCreate, { id: backup(), ...rhythm, runner: keeper.actor.id, about: 'The backup of the house' })
      },
    },
    {
      ago: 20,
      run: async () => {
        await night('handbook.expected')
        const speaker = await as('bizops')
        const { items } = await speaker.say(runsList, { where: [`page:is:${backup()}`, 'state:is:started'] })
        const { id, steps } = await speaker.say(runsGet, { id: items[0]?.id ?? '' })
        for (const { key } of steps) await speaker.say(runsTick, { id, key, state: 'done' })
        await speaker.say(runsComplete, { id })
      },
    },
    { ago: 6, run: () => night('handbook.expected') },
  ]
}
