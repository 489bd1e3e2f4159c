import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays, addMonths, type Day } from '../../kernel/period.ts'
import { metricsGet, metricsPublish, vettingsCreate } from '../data/index.ts'
import { actionsComplete, decisionsDecide } from '../decisions/index.ts'
import {
  budgetAdd,
  editionsGet,
  measuresAssess,
  measuresReportMilestone,
  plansPublish,
  updatesAcknowledge,
  updatesDraft,
  updatesPost,
} from './contract.ts'
import { judged, moved, paid, reported, type Said, said } from './demo-said.ts'
import { statedBy } from './rules/updates.ts'

/** A plan of the demo, and the key of a line by how it starts. */
type Plan = { slug: string; id: string; keyOf: (start: string) => string }
type Year = Pick<DemoStage, 'today' | 'as' | 'night'> & {
  plan: (name: string) => Plan
  promiseAnew: (name: string, measure: string, target: string) => Promise<void>
}
export type Step = { at: Date; run: () => Promise<Step[] | undefined> }

export function hourOf(day: Day, hour = 15): Date {
  return new Date(`${day}T${hour}:00:00Z`)
}

/**
 * The year of the plans that are in force, each part on its own day: what was said of measures, how sure somebody was and who has read it;
 * what became of milestones, what was judged; the target that was moved; the day on which the company’s plan went out.
 */
export function yearOf(year: Year): Step[] {
  const { today, as, plan } = year
  const on = (days: number, run: () => Promise<unknown>): Step => ({
    at: hourOf(addDays(today, days)),
    run: async () => void (await run()),
  })
  const operations = plan('operations.md')
  return [
    on(-216, () => openToAll(year, 'tes')),
    on(-214, async () => (await as('executive')).say(plansPublish, { slug: plan('company.md').slug, published: true })),
    on(moved.on, () => year.promiseAnew(moved.plan, moved.measure, moved.target)),
    ...judged.map(({ on: day, ...judgement }) =>
      on(day, async () =>
        (await as('success')).say(measuresAssess, { id: operations.id, key: operations.keyOf('People find'), ...judgement }),
      ),
    ),
    ...reported.map(({ on: day, milestone, done, forecast }) =>
      on(day, () => report(year, milestone, done ? { done: addDays(today, day) } : { forecast: addDays(today, forecast ?? 0) })),
    ),
    ...paid.map(({ plan: name, method, on: day, by, line, from }) =>
      on(day, async () =>
        (await as(by)).say(budgetAdd, {
          ...{ id: plan(name).id, item_key: plan(name).keyOf(method) },
          ...line,
          starts_on: addDays(today, from),
        }),
      ),
    ),
    ...monthsOf(year),
  ]
}

/** The company stands by a definition, and lets anyone read its figure. */
async function openToAll({ as }: Year, id: string): Promise<void> {
  const [steward, chief] = [await as('bizops'), await as('executive')]
  const { hash } = await steward.say(metricsGet, { id })
  const { asked } = await steward.say(vettingsCreate, { id, hash, decider: chief.actor.id })
  const yes = { outcome: 'accept' as const, text: 'We stand by it, and say it to anyone.', no_actions: true }
  await chief.say(decisionsDecide, { id: asked?.id ?? '', text_no: 1, ...yes })
  await steward.say(metricsPublish, { id, published: true })
}

async function report({ as, plan }: Year, title: string, word: { done: Day } | { forecast: Day }): Promise<void> {
  const speaker = await as('bizops')
  const { id, keyOf } = plan('operations.md')
  const key = keyOf('One sign-on')
  const { sections } = await speaker.say(editionsGet, { id })
  const measure = sections.flatMap(({ items }) => items).find((line) => line.key === key)?.measure
  const milestone = measure?.milestones.find((one) => one.title === title)?.id ?? ''
  await speaker.say(measuresReportMilestone, { id, key, milestone, ...word })
}

/** On each second Tuesday that is over the figures are read, and then everybody has their word. */
function monthsOf(year: Year): Step[] {
  const longest = Math.max(...said.map(({ words }) => words.length))
  const named = new Map<Said, Named>()
  return secondTuesdays(year.today, longest).map((day, month) => ({
    at: hourOf(day),
    run: async () => {
      await year.night('strategy.readings')
      const follows: Step[] = []
      for (const one of said) follows.push(...(await speak(year, one, { day, at: month - (longest - one.words.length), named })))
      return follows
    },
  }))
}

/** The action that somebody’s last word named, and what came of it. */
type Named = { action_id: string; result: string }

/** A word on its day; on later days it is read, and what it named is done. */
async function speak(year: Year, one: Said, { day, at, named }: { day: Day; at: number; named: Map<Said, Named> }): Promise<Step[]> {
  const word = one.words[at]
  if (!word) return []
  const { plan, as } = year
  const speaker = await as(one.by)
  const { id, keyOf } = plan(one.plan)
  const about = { id, ...(one.measure ? { key: keyOf(one.measure) } : {}) }
  const before = named.get(one)
  named.delete(one)
  const dri = word.next && (await as(word.next.by))
  const posted = await speaker.say(updatesPost, {
    ...about,
    ...(await stateOf(speaker, about, word)),
    ...(word.sure === undefined ? {} : { confidence: word.sure }),
    ...(word.well ? { going_well: word.well } : {}),
    ...(word.badly ? { not_going_well: word.badly } : {}),
    next_actions: word.next && dri ? [{ text: word.next.text, dri: dri.actor.id, due: addDays(day, word.next.days) }] : [],
    outcomes: before ? [before] : [],
  })
  const follows = word.read.map(
    (role, place): Step => ({
      at: hourOf(addDays(day, 1 + place), 16),
      run: async () => void (await (await as(role)).say(updatesAcknowledge, { id: posted.id })),
    }),
  )
  const action = posted.next_actions[0]
  if (!word.next || !dri || !action) return follows
  named.set(one, { action_id: action.id, result: word.next.came })
  if (word.next.came === '') return follows
  const done = addDays(day, word.next.days + (word.next.late ?? -2))
  return [...follows, { at: hourOf(done), run: async () => void (await dri.say(actionsComplete, { id: action.id })) }]
}

/** As the figure says, or otherwise with the reason; what the quarters that are left are thought to come to. */
async function stateOf(speaker: Speaker, about: { id: string; key?: string }, { other, ahead }: Said['words'][number]) {
  if (about.key === undefined) return { status: 'yellow' as const }
  const { sections } = await speaker.say(editionsGet, { id: about.id })
  const measure = sections.flatMap(({ items }) => items).find(({ key }) => key === about.key)?.measure
  const computed = measure?.status ?? 'data_needed'
  const forecasts = ahead ? await lookAhead(speaker, about, measure?.target ?? '0') : []
  if (!other) return { status: statedBy(computed), forecasts }
  const good = computed === 'green' || computed === 'reached'
  return { status: good ? ('yellow' as const) : ('green' as const), difference: good ? other.better : other.worse, forecasts }
}

/** A third of the way that is left is made in each quarter that is still to end, and a part of the last one. */
async function lookAhead(speaker: Speaker, about: { id: string; key?: string }, target: string) {
  const { forecasts, value } = await speaker.say(updatesDraft, about)
  if (value === null) return []
  const [now, goal] = [Number(value), Number(target)]
  return forecasts.map(({ quarter }, place) => {
    const share = (place + 1) / (forecasts.length + 0.4)
    return { quarter, value: String(Math.round(now + (goal - now) * share)) }
  })
}

function secondTuesdays(today: Day, count: number): Day[] {
  const month = `${today.slice(0, 7)}-01`
  const all = Array.from({ length: count + 1 }, (_, back) => {
    const first = addMonths(month, -back)
    return addDays(first, ((9 - new Date(`${first}T00:00:00Z`).getUTCDay()) % 7) + 7)
  })
  return all
    .filter((day) => day < today)
    .slice(0, count)
    .reverse()
}
