import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays, type Day } from '../../kernel/period.ts'
import { errorsConfirm, errorsReject, errorsReport, proceduresGet, runsRecord, runsStart, runsTick } from './contract.ts'

type Step = { ago: number; run: () => Promise<void> }
type Fault = 'procedure' | 'slip' | 'system' | 'input'

/** How a procedure of the demo goes: on which days, for whom, how often wrong, at which step, whose fault it was. */
type Course = {
  path: string
  /** days between runs */
  every: number
  from: number
  by: string[]
  about: (n: number) => string
  wrong: { from: number; to: number; each: number; step: number; fault: Fault; note: string }[]
}

const buyers = ['Quartz Aviation', 'Maple Bank', 'Lumen Ceramics', 'Northway Rail', 'Kestrel Labs', 'Alder & Pine', 'Harrow Foods']

const courses: Course[] = [
  {
    path: 'operations/held-orders',
    every: 1,
    from: 198,
    by: ['bizops', 'finance', 'legal'],
    about: (n) => buyers[n % buyers.length] ?? 'A buyer',
    wrong: [
      { from: 198, to: 151, each: 7, step: 1, fault: 'procedure', note: 'The text does not say what counts' },
      { from: 150, to: 81, each: 5, step: 2, fault: 'procedure', note: 'Nobody had asked for the extract' },
      { from: 80, to: 12, each: 33, step: 3, fault: 'slip', note: 'The other box was ticked' },
    ],
  },
  {
    path: 'finance/refunds',
    every: 4,
    from: 145,
    by: ['finance', 'bizops'],
    about: (n) => `Order of ${buyers[(n * 3) % buyers.length]}`,
    wrong: [{ from: 145, to: 5, each: 11, step: 2, fault: 'system', note: 'The bank sent it back' }],
  },
  { path: 'success/champion-left', every: 9, from: 105, by: ['success'], about: (n) => buyers[(n * 5) % buyers.length] ?? '', wrong: [] },
]

/** Runs on their days, most of them well. One error came out a month late, one was none, one run is under way. */
export function stepsOfRuns({ as, ids, today }: { as: DemoStage['as']; ids: Map<string, string>; today: Day }): Step[] {
  const stepAt = async (who: Speaker, id: string, at: number) => (await who.say(proceduresGet, { id })).steps[at]?.key ?? null
  const told = courses.flatMap(({ path, every, from, by, about, wrong }) => {
    const days = Array.from({ length: from }, (_none, at) => from - at).filter(
      (ago) => (from - ago) % every === 0 && works(addDays(today, -ago)),
    )
    return days.map((ago, n) => ({
      ago,
      run: async () => {
        const id = ids.get(path) ?? ''
        const who = await as(by[n % by.length] ?? 'bizops')
        const made = await who.say(runsRecord, { id, about: about(n) })
        const slip = wrong.find((one) => ago <= one.from && ago >= one.to && n % one.each === one.each - 1)
        if (!slip) return
        const { fault, note } = slip
        const key = await stepAt(who, id, slip.step)
        const said = await who.say(errorsReport, { id: made.id, key, fault, note })
        const judge = await as(path.startsWith('finance') ? 'finance' : 'bizops')
        await judge.say(errorsConfirm, { id: said.errors[0]?.id ?? '' })
      },
    }))
  })
  return [...told, ...late(as, ids), ...underWay(as, ids)]
}

function works(day: Day): boolean {
  return ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
}

/** A buyer told a month later that the wrong order was released. */
function late(as: DemoStage['as'], ids: Map<string, string>): Step[] {
  let run = ''
  return [
    {
      ago: 110,
      run: async () => {
        const { id } = await (await as('finance')).say(runsRecord, { id: ids.get('operations/held-orders') ?? '', about: 'Harrow Foods' })
        run = id
      },
    },
    {
      ago: 76,
      run: async () => {
        const said = await (await as('sales')).say(errorsReport, {
          id: run,
          fault: 'input',
          found_by: 'downstream',
          severity: 'harm',
          note: 'The extract was of another company',
        })
        await (await as('bizops')).say(errorsConfirm, { id: said.errors[0]?.id ?? '' })
      },
    },
  ]
}

function underWay(as: DemoStage['as'], ids: Map<string, string>): Step[] {
  return [
    {
      ago: 1,
      run: async () => {
        const who = await as('bizops')
        const { id, steps } = await who.say(runsStart, { id: ids.get('operations/held-orders') ?? '', about: 'Quartz Aviation' })
        const notes = ['The name resembles a listed party', 'Country differs (Netherlands, not Georgia); address differs']
        for (const [at, note] of notes.entries()) await who.say(runsTick, { id, key: steps[at]?.key ?? '', state: 'done', note })
        const other = await (await as('legal')).say(runsStart, { id: ids.get('finance/refunds') ?? '', about: 'Order of Alder & Pine' })
        const said = await (await as('sales')).say(errorsReport, { id: other.id, fault: 'slip', note: 'The order was another one' })
        await (await as('finance')).say(errorsReject, {
          id: said.errors[0]?.id ?? '',
          reason: 'It was the right one: two orders have one name',
        })
        await (await as('sales')).say(errorsReport, { id: other.id, key: other.steps[0]?.key ?? null, fault: 'procedure' })
      },
    },
  ]
}
