import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { groupsList } from '../people/index.ts'
import { questionsWrite, trainingsAcknowledge, trainingsAnswer, trainingsGet, trainingsList, trainingsRequire } from './contract.ts'

type Step = { ago: number; run: () => Promise<void> }

const quiz = `1. Which list of countries is looked at?
   - [x] The list of the day
   - [ ] The one that was printed last
2. Whose names are looked up?
   - [x] The buyer’s
   - [x] Those of its owners
   - [ ] Those of its neighbours
3. Where does the answer stand?
   - [ ] In a letter
   - [x] With the order
4. What if it cannot be told?
   - [x] Counsel outside is asked
   - [ ] It is released
`

/** Who has to know what: leaders sign the close of a month, some of them late; and answer questions on who may have it. */
export function stepsOfTraining({ as, ids }: { as: DemoStage['as']; ids: Map<string, string> }): Step[] {
  const own = async (who: Speaker, page: string) => {
    const { items } = await who.say(trainingsList, { where: [`page:is:${page}`, 'person:is:me', 'state:is:open'] })
    return items[0]?.id
  }
  const sign = async (role: string, path: string) => {
    const who = await as(role)
    const id = await own(who, ids.get(path) ?? '')
    if (id === undefined) return
    const { no } = await who.say(trainingsGet, { id })
    await who.say(trainingsAcknowledge, { id, no: no ?? 1, printed_name: who.actor.name })
  }
  const ask = async (role: string, path: string, short: string, more: object = {}) => {
    const who = await as(role)
    const { items } = await who.say(groupsList, { limit: 50 })
    const group = items.find(({ short_name }) => short_name === short)?.id
    if (group !== undefined) await who.say(trainingsRequire, { id: ids.get(path) ?? '', groups: [group], ...more })
  }
  return [
    { ago: 25, run: () => ask('finance', 'finance/month-close', 'LT', { mode: 'ack' }) },
    { ago: 24, run: () => sign('finance', 'finance/month-close') },
    { ago: 23, run: () => sign('executive', 'finance/month-close') },
    {
      ago: 6,
      run: async () => {
        const writer = await as('legal')
        const id = ids.get('law/export-control') ?? ''
        await writer.say(questionsWrite, { id, source: quiz })
        await ask('legal', 'law/export-control', 'LT')
        const taker = await as('finance')
        const training = await own(taker, id)
        if (training === undefined) return
        const { no } = await taker.say(trainingsGet, { id: training })
        await taker.say(trainingsAnswer, { id: training, no: no ?? 1, answers: [[0], [0], [1], [1]] })
        await taker.say(trainingsAnswer, { id: training, no: no ?? 1, answers: [[0], [0, 1], [1], [0]] })
        await sign('finance', 'law/export-control')
      },
    },
  ]
}
