import type { DemoStage } from '../../kernel/demo.ts'
import { flagsAnswer, flagsRaise, flagsSay, proceduresGet } from './contract.ts'

type Step = { ago: number; run: () => Promise<void> }

/** What colleagues said is wrong: one is answered, two wait for the owner. */
export function stepsOfFlags({ as, ids }: { as: DemoStage['as']; ids: Map<string, string> }): Step[] {
  const raise = async (who: string, path: string, at: number | null, note: string) => {
    const speaker = await as(who)
    const id = ids.get(path) ?? ''
    const key = at === null ? null : ((await speaker.say(proceduresGet, { id })).steps[at]?.key ?? null)
    const flag = await speaker.say(flagsRaise, { id, key })
    await speaker.say(flagsSay, { id: flag.id, note })
    return flag.id
  }
  return [
    {
      ago: 40,
      run: async () => {
        const id = await raise('sales', 'operations/held-orders', 0, 'The list of held orders has another name now')
        const reason = 'It is called so on the screen; the menu has a shorter name'
        await (await as('bizops')).say(flagsAnswer, { id, as: 'not_so', reason })
      },
    },
    {
      ago: 3,
      run: async () => {
        await raise('legal', 'operations/held-orders', 2, 'Some registers send no extract any more')
        await raise('sales', 'finance/refunds', 1, 'Whom do I ask while the owner is away?')
      },
    },
  ]
}
