import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays } from '../../kernel/period.ts'
import { groupsList, personsList } from '../people/index.ts'
import { pagesMove, pagesRetire } from './contract.ts'
import { contentsOf } from './demo-contents.ts'
import { stepsOfChats } from './demo-chats.ts'
import { stepsOfFlags } from './demo-flags.ts'
import { functions, outside } from './demo-listed.ts'
import { stepsOfCarried } from './demo-carried.ts'
import { given, moved } from './demo-lived.ts'
import { stepsOfRuns } from './demo-runs.ts'
import { type Step, stepsOfPage } from './demo-told.ts'
import { stepsOfTraining } from './demo-training.ts'

/** The day on which the company began to write down how it works. */
const begun = 560
/** Pages that are told side by side. */
const beside = 4

/** The handbook of the demo company: a year and a half of pages, procedures and runs, each told on its own day. */
export async function tellDemo({ as: asked, at, now, today, night }: DemoStage): Promise<void> {
  const as = knownFor(asked)
  at(new Date(`${addDays(today, -begun)}T13:00:00Z`))
  const writer = await as('bizops')
  const { items } = await writer.say(groupsList, { limit: 50 })
  const few = items.find(({ short_name }) => short_name === 'LT')?.id
  if (!few) throw new Error('the demo has no leadership team')
  const ids = new Map<string, string>()
  const keeper = await keepersOf(as, writer)
  const contents = contentsOf(writer, ids, keeper)
  const around = { as, writer, ids, keeper, few, contents, today }
  await contents.begin()
  const steps = [
    ...functions.flatMap(({ name, pages }) => pages.flatMap((told) => stepsOfPage(around, told, name))),
    ...outside.flatMap((told) => stepsOfPage(around, told, null)),
    ...moved.map(({ path, ago, to }) => ({ ago, run: () => move(writer, ids, path, to) })),
    ...stepsOfRuns({ as, ids, today }),
    ...stepsOfFlags({ as, ids, today }),
    ...stepsOfTraining({ as, ids }),
    ...stepsOfChats({ as, today }),
    ...stepsOfCarried({ as, night, ids, today }),
    ...given.map((one) => ({ ago: one.ago, run: () => giveUp(writer, ids, one) })),
  ]
  for (const [ago, told] of Map.groupBy(inOrder(steps), (step) => step.ago)) {
    at(new Date(`${addDays(today, -ago)}T13:00:00Z`))
    await tellDay(told)
  }
  at(new Date(`${addDays(today, -1)}T21:00:00Z`))
  await contents.end()
  at(now())
  await night('handbook.trainings')
  await night('handbook.expected')
  await night('handbook.rates')
}

/** Who holds a role, asked once: nobody whom the handbook hears changes theirs in these months. */
function knownFor(asked: DemoStage['as']): DemoStage['as'] {
  const known = new Map<string, Promise<Speaker>>()
  return (role) => known.get(role) ?? known.set(role, asked(role)).get(role) ?? asked(role)
}

/** What rests on nothing else of its day comes first, a few at a time. */
async function tellDay(steps: readonly Step[]): Promise<void> {
  const apart = steps.filter((step) => step.apart)
  for (let first = 0; first < apart.length; first += beside) await Promise.all(apart.slice(first, first + beside).map((step) => step.run()))
  for (const step of steps) if (!step.apart) await step.run()
}

async function keepersOf(as: DemoStage['as'], writer: Speaker): Promise<(role: string) => string> {
  const known = new Map<string, string>()
  for (const role of ['bizops', 'executive', 'finance', 'legal', 'sales', 'sales_manager', 'success'])
    known.set(role, (await as(role)).actor.id)
  // engineers hold no role of their own
  const { items } = await writer.say(personsList, { limit: 100 })
  known.set('engineering', items.find(({ title }) => title === 'Engineer')?.id ?? '')
  return (role) => known.get(role) ?? ''
}

async function move(writer: Speaker, ids: ReadonlyMap<string, string>, path: string, to: string): Promise<void> {
  await writer.say(pagesMove, { id: ids.get(path) ?? '', path: to })
}

async function giveUp(writer: Speaker, ids: ReadonlyMap<string, string>, { path, reason, instead }: (typeof given)[number]): Promise<void> {
  const replaced_by = instead === null ? null : (ids.get(instead) ?? null)
  await writer.say(pagesRetire, { id: ids.get(path) ?? '', reason, replaced_by })
}

function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => b.ago - a.ago)
}
