import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoStage, Speaker } from '../../kernel/demo.ts'
import { addDays } from '../../kernel/period.ts'
import { decisionsAnswer, decisionsGet } from '../decisions/index.ts'
import {
  budgetAdd,
  edgesCreate,
  editionsAmend,
  editionsEdit,
  editionsFreeze,
  editionsGet,
  editionsLife,
  editionsReturn,
  editionsSource,
  editionsSubmit,
  editionsVet,
  importsConfirm,
  importsPreview,
  itemsList,
  itemsRemove,
  measuresBind,
} from './contract.ts'
import { type Binding, edges, told } from './demo-told.ts'
import { hourOf, type Step, yearOf } from './demo-year.ts'

/** The lines of a plan by section, each with its key. */
type Lines = { section: string; key: string; text: string }[]
type Made = { slug: string; edition_id: string; lines: Lines }
type Plans = Map<string, Made>

/**
 * Imports the plans of the demo as documents, each on the day on which it came to the house, confirms what was read, binds their measures and
 * joins what belongs together. The company's is agreed to and vetted, in the place of the one of the year before; one waits for input, one is
 * over its page, one is hardly begun; three were vetted before they came. Those in force have lived since, and the company's is being amended.
 */
export async function tellPlans(stage: DemoStage): Promise<void> {
  const { as, at, now, today } = stage
  const plans: Plans = new Map()
  const earlier = Object.entries(told).filter(([, { ago }]) => ago !== undefined)
  for (const [name, { ago = 0 }] of earlier.toSorted(([, a], [, b]) => (b.ago ?? 0) - (a.ago ?? 0))) {
    at(hourOf(addDays(today, -ago)))
    await tell(stage, name, plans)
  }
  const plan = (name: string) => ({ slug: of(plans, name).slug, id: of(plans, name).edition_id, keyOf: keysIn(plans, name) })
  const promiseAnew = async (name: string, start: string, target: string) => {
    const { edition_id: id, lines } = of(plans, name)
    await bind(stage, id, lines, { [start]: { ...told[name]?.measures[start], target } as Binding })
  }
  await live(stage, yearOf({ ...stage, plan, promiseAnew }))
  at(now())
  // what decisions expected of figures up to now
  await stage.night('data.expectations.read')
  for (const [name, { ago }] of Object.entries(told)) if (ago === undefined) await tell(stage, name, plans)
  await joinLines(await as('bizops'), plans, [...plans.keys()])
  await giveUp(await as('bizops'), of(plans, 'growth.md'), 'Weekly wallow')
  await amendCompany(await as('executive'), of(plans, 'company.md').edition_id)
  const { signoff } = await (await as('success')).say(editionsSubmit, { id: of(plans, 'customer-success.md').edition_id })
  await (await as('finance')).say(decisionsAnswer, { id: signoff?.id ?? '', stance: 'agree', text_no: 1 })
  await moveOn(as, of(plans, 'customer-success.md').edition_id)
  const school = {
    kind: 'headcount' as const,
    name: 'Teachers of the harbour school',
    role: 'Trainer',
    heads: 1,
    cost_per_year_minor: 7_200_000,
  }
  await (await as('success')).say(budgetAdd, {
    ...{ id: of(plans, 'customer-success.md').edition_id, item_key: keysIn(plans, 'customer-success.md')('Harbour school') },
    ...{ ...school, currency: 'USD', starts_on: '2026-09-01' },
  })
  await stage.night('strategy.alignment')
}

/** Whatever is next in time is next; what somebody did may be followed by more. */
async function live({ at, today }: DemoStage, steps: Step[]): Promise<void> {
  const last = hourOf(today)
  while (steps.length > 0) {
    const next = steps.reduce((first, one) => (one.at < first.at ? one : first))
    steps.splice(steps.indexOf(next), 1)
    if (next.at >= last) continue
    at(next.at)
    steps.push(...((await next.run()) ?? []))
  }
}

async function tell(stage: DemoStage, name: string, plans: Plans): Promise<void> {
  const planner = await stage.as('bizops')
  const { above, level, measures } = told[name] ?? { measures: {} }
  const preview = await planner.say(importsPreview, { name, text: readFileSync(join(import.meta.dirname, 'demo-plans', name), 'utf8') })
  const company = name.startsWith('company')
  const parent_slug = company ? null : of(plans, above ?? 'company.md').slug
  const own: 'company' | 'department' | 'team' = level ?? (company ? 'company' : 'department')
  const ticked = preview.plans.map((plan) => ({ index: plan.index, level: own, audience: 'internal' as const, parent_slug }))
  const { created } = await planner.say(importsConfirm, { id: preview.id, plans: ticked })
  const one: { slug: string; edition_id: string } | undefined = created[0]
  if (!one) throw new Error(`nothing was read in ${name}`)
  const { sections } = await planner.say(editionsGet, { id: one.edition_id })
  const lines = sections.flatMap(({ name: section, items }) => items.map(({ key, text }) => ({ section, key, text })))
  plans.set(name, { ...one, lines })
  await bind(stage, one.edition_id, lines, measures)
  if (name !== 'company.md') return
  await joinLines(planner, plans, [name])
  await vetCompany(await stage.as('executive'), await stage.as('finance'), one.edition_id)
}

/** A line goes that another plan counts on. */
async function giveUp(planner: Speaker, { edition_id: id, lines }: Made, start: string): Promise<void> {
  const key = lines.find(({ text }) => text.startsWith(start))?.key ?? ''
  const { rev } = await planner.say(itemsList, { id })
  await planner.say(itemsRemove, { id, key, if_match: rev })
}

/** The company's plan in force is being amended: whoever agreed to it is asked about one line, and about nothing else. */
async function amendCompany(chief: Speaker, id: string): Promise<void> {
  const { edition_id } = await chief.say(editionsAmend, { id, reason: 'Help came within the hour in nine of ten first weeks' })
  await rewrite(chief, edition_id, 'help within the hour', 'help within half an hour')
  await chief.say(editionsSubmit, { id: edition_id })
}

/**
 * The plan of Customer Success is taken back to name one more who is heard: the sign-off so far stands on an older version, and everybody is
 * asked in a new one. Then a line moves that finance has agreed to there.
 */
async function moveOn(as: DemoStage['as'], id: string): Promise<void> {
  const [lead, finance, planner] = [await as('success'), await as('finance'), await as('bizops')]
  const again = async (reason: string, from: string, to: string) => {
    await lead.say(editionsReturn, { id, reason })
    await rewrite(planner, id, from, to)
    return lead.say(editionsSubmit, { id })
  }
  const { signoff } = await again('Counsel is to be heard', 'IB(I)', 'IB(I), IV(I)')
  await finance.say(decisionsAnswer, { id: signoff?.id ?? '', stance: 'agree', text_no: 1 })
  await again('Two lessons more', 'six short lessons', 'eight short lessons')
}

async function rewrite(speaker: Speaker, id: string, from: string, to: string): Promise<void> {
  const { source, rev } = await speaker.say(editionsSource, { id })
  await speaker.say(editionsEdit, { id, source: source.replace(from, to), if_match: rev })
}

function of(plans: Plans, name: string): Made {
  const plan = plans.get(name)
  if (!plan) throw new Error(`${name} is yet to be told`)
  return plan
}

function keysIn(plans: Plans, name: string): (start: string) => string {
  return (start) => {
    const line = of(plans, name).lines.find(({ text }) => text.startsWith(start))
    if (!line) throw new Error(`no line of ${name} starts with ${start}`)
    return line.key
  }
}

async function bind({ as, today }: DemoStage, id: string, lines: Lines, measures: Record<string, Binding>): Promise<void> {
  const planner = await as('bizops')
  for (const [start, binding] of Object.entries(measures)) {
    const line = lines.find(({ section, text }) => (section === 'measures' || section === 'objectives') && text.startsWith(start))
    if (!line) throw new Error(`no measure starts with ${start}`)
    const said = { id, key: line.key }
    if (!('kind' in binding)) await planner.say(measuresBind, { ...said, ...binding, due: '2027-01-31' })
    else if (binding.kind === 'milestones') {
      const milestones = binding.milestones.map(({ title, in: days }) => ({ title, due: addDays(today, days) }))
      await planner.say(measuresBind, { ...said, kind: 'milestones', milestones })
    } else {
      const { judge, ...rest } = binding
      await planner.say(measuresBind, { ...said, ...rest, assessor: (await as(judge)).actor.id, due: '2027-01-31' })
    }
  }
}

/** Joins the lines of some of the plans; those of the company's are joined already when all the others are. */
async function joinLines(planner: Speaker, plans: Plans, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (name === 'company.md' && names.length > 1) continue
    for (const edge of edges[name] ?? []) {
      const [from = '', type, ...to] = edge.split(' > ')
      const [there, start] = to.length === 2 ? [to[0] ?? '', to[1] ?? ''] : [name, to[0] ?? '']
      await planner.say(edgesCreate, { type: type as 'serves', from_key: keysIn(plans, name)(from), to_key: keysIn(plans, there)(start) })
    }
  }
}

/** One of the leadership team agrees and is heard for all of it; the chief executive closes the text and signs it. */
async function vetCompany(chief: Speaker, lead: Speaker, id: string): Promise<void> {
  const { signoff } = await chief.say(editionsSubmit, { id })
  const { parties } = await lead.say(decisionsGet, { id: signoff?.id ?? '' })
  for (const { id: party_id, letter } of parties)
    if (letter === 'A' || letter === 'I')
      await lead.say(decisionsAnswer, { id: signoff?.id ?? '', party_id, stance: letter === 'A' ? 'agree' : 'support', text_no: 1 })
  await chief.say(editionsFreeze, { id })
  const { content_hash } = await chief.say(editionsLife, { id })
  await chief.say(editionsVet, { id, content_hash })
}
