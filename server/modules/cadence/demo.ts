import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays, plainDate } from '../../kernel/period.ts'
import { actionsComplete } from '../decisions/index.ts'
import { groupsList } from '../people/index.ts'
import { companyPlanGet } from '../strategy/index.ts'
import * as promise from './contract.ts'
import { takenOn } from './demo-actions.ts'
import { raisedToday, type Told, type ToldSeries, toldSeries } from './demo-meetings.ts'
import { templatesFor } from './rules/templates.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

type Cast = (role: string) => Promise<Speaker>
type Step = { at: Date; run: () => Promise<void> }

/**
 * The meetings of the demo company: five series, held for half a year, with what came of them done in time or late, each on its own day.
 * One is open today, with what is red on its agenda; one is tomorrow.
 */
export async function tellDemo({ as, at, now, night }: DemoStage): Promise<void> {
  const { today } = await (await as('bizops')).say(promise.yearsRead, {})
  const steps: Step[] = []
  for (const told of toldSeries)
    steps.push({ at: new Date(`${addDays(today, -told.ago)}T12:00:00Z`), run: () => begin(told, { today, as, now: now(), steps, night }) })
  // what is told later may come before what stands here already: whatever is next in time is next
  while (steps.length > 0) {
    const next = steps.reduce((first, one) => (one.at < first.at ? one : first))
    steps.splice(steps.indexOf(next), 1)
    at(next.at)
    await next.run()
  }
  at(now())
  // colours are those of the last reading: today's
  await night('strategy.readings')
  await planOn(as)
  await openToday(as)
}

type Around = { today: string; as: Cast; now: Date; steps: Step[]; night: DemoStage['night'] }

async function begin(told: ToldSeries, { today, as, now, steps, night }: Around): Promise<void> {
  const planner = await as('bizops')
  const id = async (role: string) => (await as(role)).actor.id
  const of = templatesFor('01-31').find(({ key }) => key === told.template)
  const day = told.on === 'tomorrow' ? addDays(today, 1) : today
  const start = addDays(today, -told.ago)
  const { id: series } = await planner.say(promise.seriesCreate, {
    title: told.title,
    purpose: told.purpose,
    leadership: told.leadership === true,
    chair: await id(told.chair),
    vice_chair: await id(told.vice_chair),
    scribe: told.scribe ? await id(told.scribe) : null,
    members: [...(await membersOf(told, as)), ...(await Promise.all(told.members.map(async (role) => ({ person_id: await id(role) }))))],
    rule: told.on ? `${told.rule}${weekdays[plainDate(day).dayOfWeek - 1]}` : told.rule,
    start_day: start,
    start_time: told.start_time,
    minutes: told.minutes,
    reason_over_30: told.reason_over_30 ?? null,
    template: (of?.template ?? []).map((part) => ({ ...part })),
    prework_days: of?.prework_days ?? 0,
    closed_day: told.closed_day,
    audience: told.restricted ? 'restricted' : 'internal',
  })
  if (told.scorecard) await keepScorecard(series, as)
  const chair = await as(told.chair)
  const { items } = await chair.say(promise.meetingsList, { series, sort: 'starts', limit: 200 })
  const past = items.filter(({ starts_at, day: on }) => new Date(starts_at) < now && on < today)
  past.forEach((date, place) => {
    const used = told.used[place % told.used.length] ?? told.minutes
    // not every meeting has something new to talk about
    const issue = place % 3 === 2 ? undefined : told.told[place % told.told.length]
    steps.push({
      at: new Date(date.starts_at),
      run: () => hold(date.id, { told, used, issue, place, chair, as, steps, now, night, begun: new Date(date.starts_at) }),
    })
  })
}

type Held = Pick<Around, 'as' | 'steps' | 'now' | 'night'> & {
  told: ToldSeries
  used: number
  issue: Told | undefined
  place: number
  chair: Speaker
  begun: Date
}

/** What the figures were on the day is read on the day, as every night; then part after part of the agenda has its share of what was used. */
async function hold(id: string, held: Held): Promise<void> {
  const { told, used, issue, place, chair, steps, begun, night } = held
  if (told.scorecard) await night('strategy.readings')
  const { agenda, day } = await chair.say(promise.meetingsStart, { id })
  const planned = agenda.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  let gone = 0
  for (const [at, part] of agenda.entries()) {
    const until = gone + ((part.minutes ?? 0) / planned) * used
    const begins = new Date(begun.getTime() + Math.round(gone * 60) * 1000)
    const talks = issue && (part.shows === 'issues' || (at === agenda.length - 1 && !agenda.some(({ shows }) => shows === 'issues')))
    steps.push({
      at: begins,
      run: async () => {
        if (at > 0) await chair.say(promise.meetingsTurn, { id, item: part.id })
        if (talks) await talk(id, day, issue, held)
      },
    })
    gone = until
  }
  steps.push({
    at: new Date(begun.getTime() + used * 60_000),
    run: async () => {
      if (place % 3 === 0) await chair.say(promise.ratingsGive, { id, score: 7 + (place % 4) })
      await chair.say(promise.meetingsClose, { id })
    },
  })
}

/** An issue, what was decided on it, and who took what on; each does it in time or late, on a day of its own. */
async function talk(id: string, day: string, issue: Told, { told, place, chair, as, steps, now, begun }: Held): Promise<void> {
  const { issues } = await chair.say(promise.agendaItemsCreate, { id, title: issue.issue })
  const item = issues.find(({ title }) => title === issue.issue)?.id ?? ''
  if (issue.decided && told.leadership) await show(id, chair, as)
  if (issue.decided) await chair.say(promise.agendaItemsDecide, { id, item, text: issue.decided })
  const { each, list } = takenOn[told.title] ?? { each: 0, list: [] }
  const more = Array.from({ length: each }, (_, at) => list[(place * each + at) % list.length]).flatMap((one) => one ?? [])
  const own = issue.action ? [{ text: issue.action, by: issue.by ?? told.chair, days: issue.days ?? 7, late: issue.late }] : []
  for (const { text, by, days, late } of [...own, ...more]) {
    const dri = await as(by)
    const due = addDays(day, days)
    const { caught } = await chair.say(promise.agendaItemsAct, { id, item, text, dri: dri.actor.id, due })
    const action = caught.at(-1)?.id ?? ''
    const done = new Date(`${addDays(due, late ?? -1 - (place % 2))}T20:00:00Z`)
    if (done < now && done > begun) steps.push({ at: done, run: async () => void (await dri.say(actionsComplete, { id: action })) })
  }
  await chair.say(promise.agendaItemsConclude, { id, item })
}

/** Leadership decides with those whose page is open. */
async function show(id: string, chair: Speaker, as: Cast): Promise<void> {
  const { attendance } = await chair.say(promise.meetingsGet, { id })
  const belong = new Set(attendance.flatMap((one) => (one.member && one.here ? one.id : [])))
  for (const role of ['leadership', 'bizops', 'finance', 'success', 'legal']) {
    const one = await as(role)
    if (belong.has(one.actor.id)) await one.say(promise.presenceKeep, { id })
  }
}

async function membersOf({ group }: ToldSeries, as: Cast): Promise<{ group_id: string }[]> {
  if (!group) return []
  const { items } = await (await as('bizops')).say(groupsList, { search: group, limit: 1 })
  return items.map(({ id }) => ({ group_id: id }))
}

/** The measures of the company's plan, each with who answers for it. */
async function keepScorecard(id: string, as: Cast): Promise<void> {
  const planner = await as('bizops')
  const { page } = await planner.say(companyPlanGet, {})
  const measures = (page?.sections ?? []).flatMap(({ items }) => items).filter(({ measure }) => measure?.kind === 'metric')
  const owners = await Promise.all(['finance', 'leadership', 'success', 'bizops'].map(async (role) => (await as(role)).actor.id))
  const { version } = await planner.say(promise.seriesGet, { id })
  await planner.say(promise.seriesKeepScorecard, {
    id,
    if_match: version,
    rows: measures.slice(0, 6).map((item, at) => ({
      measure: item.key,
      title: (item.label ?? item.text).slice(0, 80),
      owner: owners[at % owners.length] ?? '',
      input: false,
    })),
  })
}

/** Planned a year ahead from today; of the long ones two have said for this quarter why, and one is asked. */
async function planOn(as: Cast): Promise<void> {
  const planner = await as('bizops')
  const { items } = await planner.say(promise.seriesList, { limit: 20 })
  for (const { id, minutes, version, title } of items) {
    const long = minutes > 60 && toldSeries.find((told) => told.title === title)?.reason_over_30
    if (long) await planner.say(promise.seriesGiveReason, { id, reason: long })
    else await planner.say(promise.seriesChange, { id, if_match: version, title })
  }
}

/** The agenda of today lies open: what is red stands on it, two have raised something, and some have voted. */
async function openToday(as: Cast): Promise<void> {
  const chair = await as('executive')
  const { items } = await chair.say(promise.meetingsList, { where: ['series:contains:leadership', 'day:on:today'], limit: 5 })
  const today = items.find(({ state }) => state === 'draft' || state === 'open')
  if (!today) return
  if (today.state === 'draft') await chair.say(promise.meetingsOpen, { id: today.id })
  for (const { title, by } of raisedToday) await (await as(by)).say(promise.agendaItemsCreate, { id: today.id, title })
  const { issues } = await chair.say(promise.meetingsGet, { id: today.id })
  const votes = ['finance', 'leadership', 'success'].map(async (role, at) => ({
    speaker: await as(role),
    items: issues.slice(0, 3 - at).map(({ id }) => id),
  }))
  for (const { speaker, items: chosen } of await Promise.all(votes)) await speaker.say(promise.votesGive, { id: today.id, items: chosen })
}
