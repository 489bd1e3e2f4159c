import type { DemoStage } from '../../kernel/demo.ts'
import { addDays, type Day } from '../../kernel/period.ts'
import { exceptionsAnswer, exceptionsAsk, flagsAnswer, flagsRaise, flagsSay, proceduresGet } from './contract.ts'
import type { Step } from './demo-told.ts'

/** What colleagues said is wrong: one is answered, two wait for the owner. And where they depart from it: one exception holds, one is asked for. */
export function stepsOfFlags({ as, ids, today }: { as: DemoStage['as']; ids: Map<string, string>; today: Day }): Step[] {
  const raise = async (who: string, path: string, at: number | null, note: string) => {
    const speaker = await as(who)
    const id = ids.get(path) ?? ''
    const key = at === null ? null : ((await speaker.say(proceduresGet, { id })).steps[at]?.key ?? null)
    const flag = await speaker.say(flagsRaise, { id, key })
    await speaker.say(flagsSay, { id: flag.id, note })
    return flag.id
  }
  const depart = async (who: string, path: string, at: number, words: { reason: string; control: string; days: number }) => {
    const speaker = await as(who)
    const id = ids.get(path) ?? ''
    const key = (await speaker.say(proceduresGet, { id })).steps[at]?.key ?? null
    const { reason, control, days } = words
    return (await speaker.say(exceptionsAsk, { id, key, reason, control, until: addDays(today, days) })).id
  }
  return [
    {
      ago: 20,
      run: async () => {
        const words = { reason: 'The Dutch register is closed until the new year', control: 'A copy signed by a notary', days: 31 }
        const id = await depart('legal', 'operations/held-orders', 2, words)
        await (await as('bizops')).say(exceptionsAnswer, { id, as: 'granted', reason: 'Until the register is open again' })
      },
    },
    {
      ago: 2,
      run: async () => {
        const words = { reason: 'The bank takes no returns in the last week of a year', control: 'A credit on the account', days: 45 }
        await depart('sales', 'finance/refunds', 2, words)
      },
    },
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
