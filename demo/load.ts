import { historyOf, record } from '../server/kernel/audit.ts'
import type { Actor, Context } from '../server/kernel/context.ts'
import { type OpenHouse, systemActor } from '../server/kernel/house.ts'
import { addDays, type Day, daysBetween } from '../server/kernel/period.ts'
import { saveRates } from '../server/kernel/rates.ts'
import { Refusal } from '../server/kernel/refusal.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import { prepareKeys } from '../server/modules/licensing/index.ts'
import { warehouseReady } from '../server/modules/data/index.ts'
import { setUpBilling } from '../server/modules/billing/index.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { actorOfPerson, atPasswordCost, doFirstRun, isFirstRun, personByEmail, setRoles } from '../server/modules/people/index.ts'
import type { Name } from './decided.ts'
import { decisionSteps } from './deciding.ts'
import { admitColleagues, arrange, goAway, letGo } from './colleagues.ts'
import { clearInboxes } from './inboxes.ts'
import { colleagues, company, demoPassword, leaver, owner, signIns } from './people.ts'
import { loadCommunity, loadCustomers } from './fleet-load.ts'
import { ratesOf } from './rates.ts'
import { salesFloor, type Staff } from './sales.ts'
import { storyDay, storyOf } from './story.ts'
import { type Hands, live } from './days.ts'
import { type Hand, openHand } from './hands.ts'
import type { Speaker } from '../server/kernel/demo.ts'
import { speakerOf, voicesIn } from './speakers.ts'

/** The house that is loaded, the operations that its people call, and what opens its warehouse. */
type Stage = { house: OpenHouse; endpoints: readonly Endpoint[]; openRooms: (house: OpenHouse) => Promise<{ close: () => Promise<void> }> }

/**
 * What the demo company is told in: that it begins, what people did, what community servers reported, then what customers' servers did, and
 * at last what rooms add to it, plans and meetings, which ask for figures.
 */
export type Part = 'company' | 'story' | 'community' | 'customers' | 'rooms'
/** Who tells it: this process, or others beside it. */
export type Tellers = { tell: (part: Part, told: Told) => Promise<void>; close: () => Promise<void> }

/**
 * The demo company is loaded once, through the real commands with a moved clock: what people did and servers reported (before the
 * warehouse opens, which would otherwise rebuild itself for each of two years' days), and what plans and measures say. `open` gives
 * whoever tells it; the community's reports know of no customer, so nobody waits for the story. Answers the lines that greet.
 */
export async function loadDemo(stage: Stage, open: () => Tellers = () => here(stage)): Promise<string[]> {
  const { house } = stage
  const state = await stateOf(house)
  if (state === 'demo.company.loaded') return signIns()
  if (state === 'other') {
    throw new Refusal(
      'conflict',
      'demo.house_in_use',
      'This data folder holds a company already. Start the demo on another one: DATA_DIR=./demo-data bin/start --demo',
    )
  }
  const laid = state === 'demo.field.laid'
  if (state !== 'empty' && !laid) {
    throw new Refusal('conflict', 'demo.half_loaded', `Loading the demo was cut short. Delete ${house.settings.dataDir} and start again.`)
  }
  const tellers = open()
  const today = storyDay(house.clock())
  try {
    if (!laid) await layField(stage, tellers, today)
    await tellers.tell('rooms', { today, begun })
  } finally {
    await tellers.close()
  }
  return signIns()
}

async function layField({ house }: Stage, tellers: Tellers, today: Day): Promise<void> {
  const told = { today, begun }
  await tellers.tell('company', told)
  await Promise.all([tellers.tell('story', told), tellers.tell('community', told)])
  await tellers.tell('customers', told)
  await house.open((ctx) => mark(ctx, 'demo.field.laid'))
}

function here(stage: Stage): Tellers {
  return { tell: (part, told) => tellPart(stage, part, told), close: async () => undefined }
}

/** A part of the demo, in a house whose company has begun. */
export async function tellPart(stage: Stage, part: Part, told: Told): Promise<void> {
  begun = told.begun
  const { from, customers, happenings } = storyOf(told.today)
  if (part === 'company') await inHands(stage, ['past'], ({ past }) => beginCompany(past, from))
  if (part === 'story') {
    await inHands(stage, ['front', 'back', 'late'], (hands) => tell(stage, hands, told.today))
    say(`${customers.length} customers, ${happenings.length} deals in 24 months`)
  }
  if (part === 'community') await loadCommunity(stage.house, from, told.today)
  if (part === 'customers') {
    await loadCustomers(stage.house, stage.endpoints, from, told.today)
    say('servers and their reports')
  }
  if (part === 'rooms') {
    const opened = await stage.openRooms(stage.house)
    await tellRooms(stage, told.today).finally(opened.close)
    say('what the rooms tell: plans and measures')
  }
}

/** Passwords that are printed at start: scrypt at N = 2^12, until somebody signs in. */
const demoCost = 12

/** What whoever tells must know: the last day, and since when the load runs. */
export type Told = { today: Day; begun: number }

async function tell(stage: Stage, hands: Hands, today: Day): Promise<void> {
  const { house, endpoints } = stage
  const { front, back } = hands
  const { from, to, customers, happenings } = storyOf(today)
  front.at(noon(from))
  const { staff, sellers, leave, people } = await furnishCompany(front.house, endpoints, from, today)
  await front.settled()
  say('company, people, price book, keys')
  const floor = salesFloor(hands, endpoints, customers, staff, (index) => sellers[index % sellers.length] ?? null)
  const byDay = Map.groupBy(happenings, (happening) => happening.day)
  const steps = Map.groupBy(decisionSteps(people, today), ({ day }) => day)
  const now = house.clock()
  await live(hands, {
    days: Array.from({ length: daysBetween(from, to) + 1 }, (_, place) => addDays(from, place)),
    clockOf: (day) => (day === today ? now : noon(day)),
    happenings: (day) => byDay.get(day) ?? [],
    evening: async (day) => {
      for (const { run } of steps.get(day) ?? []) await run()
    },
    alone: { day: addDays(today, -leaver.daysAgo), run: leave },
    floor,
    finance: speakerOf(back.house, endpoints, staff.finance),
    lived: (day) => {
      if (day.endsWith('-01') && Number(day.slice(5, 7)) % 6 === 0) say(`lived until ${day}`)
    },
  })
  const actors = [...people.values()].map(({ actor }) => actor)
  await clearInboxes(front.house, actors, noon(addDays(today, -10)))
}

async function tellRooms(stage: Stage, today: Day): Promise<void> {
  await inThePast(stage, async (past, setClock) => {
    const { house, endpoints } = stage
    setClock(house.clock())
    await warehouseReady()
    const speakers = new Map<string, Promise<Speaker>>()
    const speaker = async (role: string) => speakerOf(past, endpoints, await actorOf(past, await personWith(past, role)))
    // what somebody may is a matter of the day
    const as = (role: string) => {
      const name = `${role} ${past.clock().toISOString().slice(0, 10)}`
      const known = speakers.get(name) ?? speaker(role)
      speakers.set(name, known)
      return known
    }
    const jobs = new Map(house.rooms.flatMap((room) => room.jobs.map((job) => [job.name, job] as const)))
    const night = async (name: string) => {
      const job = jobs.get(name)
      if (!job) throw new Error(`no room has a job ${name}`)
      await job.run(past.open, {})
    }
    for (const room of house.rooms) {
      await room.demo?.({ today, as, now: house.clock, at: setClock, night })
      setClock(house.clock())
    }
    await past.open((ctx) => mark(ctx, 'demo.company.loaded'))
  })
}

let begun = Date.now()
function say(text: string): void {
  process.stdout.write(`  demo: ${text} (${((Date.now() - begun) / 1000).toFixed(0)} s)\n`)
}

/** `empty`, `other`, or how far an earlier load came. */
async function stateOf(house: OpenHouse): Promise<string> {
  return house.open(async (ctx) =>
    (await isFirstRun(ctx)) ? 'empty' : ((await historyOf(ctx, 'demo', 'company', 1))[0]?.action ?? 'other'),
  )
}

async function mark(ctx: Context, action: string): Promise<void> {
  await record(ctx, { action, subject: { kind: 'demo', id: 'company', label: company.name } })
}

async function inHands<Name extends string>({ house }: Stage, names: readonly Name[], work: (hands: Record<Name, Hand>) => Promise<void>) {
  const hands = names.map((name) => [name, openHand(house)] as const)
  try {
    await work(Object.fromEntries(hands) as Record<Name, Hand>)
  } finally {
    for (const [, hand] of hands) await hand.close()
  }
}

async function inThePast(stage: Stage, live: (past: OpenHouse, setClock: (at: Date) => void) => Promise<void>): Promise<void> {
  await inHands(stage, ['past'], ({ past }) => live(past.house, past.at))
}

/** The company and its owner; from then on a load that is cut short is told. */
async function beginCompany({ house, at }: Hand, from: Day): Promise<void> {
  at(noon(from))
  const first = { company, owner: { name: owner.name, email: owner.email, password: demoPassword } }
  await atPasswordCost(demoCost, () =>
    house.openAs(systemActor('demo'), async (ctx) => {
      await doFirstRun(ctx, first)
      await mark(ctx, 'demo.company.begun')
    }),
  )
}

async function furnishCompany(
  past: OpenHouse,
  endpoints: readonly Endpoint[],
  from: Day,
  today: Day,
): Promise<{ staff: Staff; sellers: string[]; leave: () => Promise<void>; people: ReadonlyMap<Name, Speaker> }> {
  const system = systemActor('demo')
  const bossId = (await past.open((ctx) => personByEmail(ctx, owner.email)))?.id ?? ''
  const ids = await atPasswordCost(demoCost, () => admitColleagues((work) => past.openAs(system, work), bossId))
  await past.openAs(system, (ctx) => setRoles(ctx, { id: bossId, roles: owner.roles }))
  await past.openAs(system, async (ctx) => {
    await saveRates(ctx.tx, ratesOf(from, today))
    await setUpBilling(ctx, { from })
  })
  await prepareKeys(past.open)
  await past.deliver()
  const actor = (email: string) => actorOf(past, ids.get(email) ?? '')
  const [sales, head, finance, bizops, counsel] = await Promise.all(
    ['cato', 'noa', 'farid', 'ilse', 'ida'].map((name) => actor(`${name}@tidewater.example`)),
  )
  if (!sales || !head || !finance || !bizops || !counsel) throw new Error('the demo needs its sellers and keepers')
  const speak = voicesIn(past, endpoints)
  const boss = speak(await actorOf(past, bossId))
  await holdPermit(boss, from)
  await arrange(boss, ids, from)
  const names: Name[] = ['mara', 'teodor', 'ilse', 'farid', 'cato', 'noa', 'ida', 'sol', 'paul']
  const everybody = await Promise.all(names.map(async (name) => [name, speak(await actor(`${name}@tidewater.example`))] as const))
  const approvers = { sales_manager: head, finance, legal: counsel, executive: boss.actor }
  return {
    staff: { sales, approvers, finance, bizops },
    people: new Map(everybody),
    sellers: [ids.get('cato@tidewater.example') ?? '', ids.get('noa@tidewater.example') ?? ''],
    leave: async () => {
      await letGo(boss, ids, today)
      await goAway(past, endpoints, ids, today)
    },
  }
}

/** The company is registered for sales tax in one state: customers there pay it. */
async function holdPermit(boss: Speaker, from: Day): Promise<void> {
  const { items } = await boss.say(billing.entitiesList, {})
  const seller = items.find((one) => one.country === 'US')
  if (!seller) throw new Error('the demo sells in the United States')
  const texas = { jurisdiction: 'US-TX', id: '3-20012-3456-7', kind: 'sales' as const, valid_from: from }
  await boss.say(billing.entitiesChange, { id: seller.id, registrations: [texas] })
}

/** The first colleague who holds a role. */
async function personWith(past: OpenHouse, role: string): Promise<string> {
  const staff: { email: string; roles: readonly string[] }[] = [owner, ...colleagues]
  const email = staff.find(({ roles }) => roles.includes(role))?.email ?? ''
  return past.open(async (ctx) => (await personByEmail(ctx, email))?.id ?? '')
}

async function actorOf(past: OpenHouse, personId: string): Promise<Actor> {
  const actor = await past.open((ctx) => actorOfPerson(ctx, personId))
  if (!actor) throw new Error('a colleague of the demo is missing')
  return actor
}

function noon(day: Day): Date {
  return new Date(`${day}T17:00:00Z`)
}
