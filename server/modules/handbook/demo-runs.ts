import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays, type Day } from '../../kernel/period.ts'
import { errorsConfirm, errorsReject, errorsReport, runsGet, runsRecord, runsStart, runsTick } from './contract.ts'
import { courses, type ToldFault } from './demo-courses.ts'
import type { Step } from './demo-told.ts'

type Stepped = { as: DemoStage['as']; ids: Map<string, string>; today: Day }

/** Runs on their days, most of them well. What went wrong came out at once or weeks later; one error was none, one run is under way. */
export function stepsOfRuns({ as, ids, today }: Stepped): Step[] {
  const told = courses.flatMap(({ path, every, from, to, by, about, wrong }) => {
    const days = Array.from({ length: from - to + 1 }, (_none, at) => from - at).filter(
      (ago) => (from - ago) % every === 0 && works(addDays(today, -ago)),
    )
    return days.flatMap((ago, n): Step[] => {
      const slip = wrong.find((one) => ago <= one.from && ago >= one.to && n % one.each === one.each - 1)
      const runner = by[n % by.length] ?? 'bizops'
      let made = ''
      const run = async () => {
        const who = await as(runner)
        made = (await who.say(runsRecord, { id: ids.get(path) ?? '', about: about(n) })).id
        if (slip && !slip.late) await found(as, path, { run: made, by: runner, slip })
      }
      const late = slip?.late
      if (!late) return [{ ago, run }]
      const later = async () => found(as, path, { run: made, by: path.startsWith('finance') ? 'sales' : 'sales_manager', slip })
      return [
        { ago, run },
        { ago: Math.max(ago - late, 1), run: later },
      ]
    })
  })
  return [...told, ...late(as, ids), ...underWay(as, ids)]
}

/** An error is told, and whoever keeps the procedure says that it was one. */
async function found(as: DemoStage['as'], path: string, { run, by, slip }: { run: string; by: string; slip: ToldFault }): Promise<void> {
  const who = await as(by)
  const { fault, note, late } = slip
  const key = await stepAt(who, run, slip.step)
  const said = await who.say(errorsReport, { id: run, key, fault, note, ...(late ? { found_by: 'downstream' as const } : {}) })
  const judge = await as(path.startsWith('finance') ? 'finance' : 'bizops')
  await judge.say(errorsConfirm, { id: said.errors[0]?.id ?? '' })
}

async function stepAt(who: Speaker, run: string, at: number): Promise<string | null> {
  return (await who.say(runsGet, { id: run })).steps[at]?.key ?? null
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
