import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays } from '../../kernel/period.ts'
import { groupsList } from '../people/index.ts'
import { pagesCreate, pagesMove, pagesPublish, pagesRetire } from './contract.ts'
import { stepsOfProcedures, tellContents, tellFunctions } from './demo-following.ts'
import { stepsOfFlags } from './demo-flags.ts'
import { stepsOfTraining } from './demo-training.ts'
import { ownPages } from './demo-own.ts'
import { stepsOfRuns } from './demo-runs.ts'
import { soldPages, type ToldPage } from './demo-sold.ts'
import { straying } from './demo-truth.ts'
import { publicHashOf } from './queries/texts.ts'

type Step = { ago: number; run: () => Promise<void> }

/** The handbook of the demo company: twenty pages of half a year and more, each told on its own day, with what of them is for whom. */
export async function tellDemo({ as, at, now, today, night }: DemoStage): Promise<void> {
  const writer = await as('bizops')
  const { items } = await writer.say(groupsList, { limit: 50 })
  const few = items.find(({ short_name }) => short_name === 'LT')?.id
  const ids = new Map<string, string>()
  // pages that others link to come first on a day
  const around = { as, writer, ids, contents: new Map() }
  const pages: Step[] = [...soldPages, ...ownPages, ...straying].flatMap((told) => {
    const owner = async () => (await as(told.keeps)).actor.id
    if (told.audience === 'restricted' && !few) return []
    return stepsOf(told, { writer, owner, groups: told.audience === 'restricted' && few ? [few] : [], ids })
  })
  const steps = [
    { ago: 400, run: () => tellFunctions(around) },
    ...stepsOfProcedures(around),
    ...stepsOfRuns({ ...around, today }),
    ...stepsOfFlags({ ...around, today }),
    ...stepsOfTraining(around),
    ...pages,
  ]
  for (const step of inOrder(steps)) {
    at(new Date(`${addDays(today, -step.ago)}T13:00:00Z`))
    await step.run()
  }
  at(new Date(`${addDays(today, -30)}T13:00:00Z`))
  await writer.say(pagesMove, { id: ids.get('people/leave') ?? '', path: 'people/time-off' })
  await writer.say(pagesRetire, {
    id: ids.get('operations/old-vendors') ?? '',
    reason: 'It is written down now',
    replaced_by: ids.get('operations/vendors') ?? null,
  })
  await writer.say(pagesRetire, { id: ids.get('success/old-bringing-in') ?? '', reason: 'It was written again', replaced_by: null })
  await tellContents(around)
  at(now())
  await night('handbook.trainings')
}

type Around = { writer: Speaker; owner: () => Promise<string>; groups: string[]; ids: Map<string, string> }

function stepsOf(told: ToldPage, { writer, owner, groups, ids }: Around): Step[] {
  const { path, audience = 'internal', ago, source, then = [] } = told
  const shown = (text: string) => (audience === 'public' ? { public_hash: publicHashOf(text) } : {})
  let text = source
  const first = async () => {
    const made = await writer.say(pagesCreate, { path, source, audience, groups, owner: await owner(), ...shown(source) })
    ids.set(path, made.id)
  }
  const next = then.map(({ ago: when, note, from, to }, at) => ({
    ago: when,
    run: async () => {
      text = text.replace(from, to)
      await writer.say(pagesPublish, { id: ids.get(path) ?? '', base: at + 1, source: text, note, ...shown(text) })
    },
  }))
  return [{ ago, run: first }, ...next]
}

function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => b.ago - a.ago)
}
