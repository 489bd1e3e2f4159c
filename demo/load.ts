import { historyOf, record } from '../server/kernel/audit.ts'
import type { Context } from '../server/kernel/context.ts'
import { type OpenHouse, systemActor } from '../server/kernel/house.ts'
import { addDays, type Day } from '../server/kernel/period.ts'
import { Refusal } from '../server/kernel/refusal.ts'
import type { Endpoint, Room } from '../server/kernel/room.ts'
import { pullSeldom, warehouseReady } from '../server/modules/data/index.ts'
import { atPasswordCost, doFirstRun, isFirstRun, personByEmail } from '../server/modules/people/index.ts'
import { colleagues, company, demoPassword, owner, signIns } from './people.ts'
import { loadCommunity, loadCustomers } from './fleet-load.ts'
import { storyDay, storyOf } from './story.ts'
import { type Hand, inHands } from './hands.ts'
import { actorOf, demoCost } from './furnish.ts'
import { clearInboxes } from './inboxes.ts'
import { noon, type TillElsewhere, tellStory } from './tell-story.ts'
import type { DemoPart, Speaker } from '../server/kernel/demo.ts'
import { speakerOf } from './speakers.ts'

/** The house that is loaded, the operations that its people call, and what opens its warehouse. */
type Stage = {
  house: OpenHouse
  endpoints: readonly Endpoint[]
  openRooms: (house: OpenHouse) => Promise<{ close: () => Promise<void> }>
  till?: TillElsewhere
}

/**
 * What the demo company is told in: that it begins, what people did, what community servers reported, what customers' servers did until the
 * last weeks and then in these, what rooms add to it by themselves, the handbook, what asks for figures, plans and meetings, and what
 * rests on several of these.
 */
export type Part = 'company' | 'story' | 'community' | 'customers' | 'lately' | 'beside' | 'rooms' | 'after'
/** Who hears how far the story has come. */
export type Lived = (day: Day) => void
/** Who tells it: this process, or others beside it. */
export type Tellers = { tell: (part: Part, told: Told, lived?: Lived) => Promise<void>; close: () => Promise<void> }

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
    const beside = laid ? undefined : await layField(stage, tellers, today)
    await Promise.all([beside?.(), tellers.tell('rooms', { today, begun })])
    await tellers.tell('after', { today, begun })
    await stage.house.open((ctx) => mark(ctx, 'demo.company.loaded'))
  } finally {
    await tellers.close()
  }
  return signIns()
}

/** Lays what the rooms then ask of. What rooms add by themselves is begun with it and told by its end, which whoever calls waits for. */
async function layField({ house }: Stage, tellers: Tellers, today: Day): Promise<() => Promise<void>> {
  const told = { today, begun }
  await tellers.tell('company', told)
  const community = tellers.tell('community', told)
  let customers: Promise<void> | undefined
  // what customers' servers reported is laid beside the end of the story, but for its last weeks
  const story = tellers.tell('story', told, (day) => {
    if (customers || day <= latelyFrom(today)) return
    customers = community.then(() => tellers.tell('customers', told))
    // said below, when the story is through
    customers.catch(() => undefined)
  })
  await Promise.all([story, community])
  await customers
  await tellers.tell('lately', told)
  const beside = tellers.tell('beside', told)
  // said by whoever waits for it
  beside.catch(() => undefined)
  return async () => {
    await beside
    await house.open((ctx) => mark(ctx, 'demo.field.laid'))
  }
}

/** The first day of the last weeks: until then customers' servers are laid while the story goes on. */
function latelyFrom(today: Day): Day {
  return addDays(today, -60)
}

function here(stage: Stage): Tellers {
  return { tell: (part, told, lived) => tellPart(stage, part, told, lived), close: async () => undefined }
}

/** A part of the demo, in a house whose company has begun. */
export async function tellPart(stage: Stage, part: Part, told: Told, lived: Lived = () => undefined): Promise<void> {
  begun = told.begun
  const { from, customers, happenings } = storyOf(told.today)
  if (part === 'company') await inHands(stage.house, ['past'], ({ past }) => beginCompany(past, from))
  if (part === 'story') {
    await tellStory(stage, told.today, say, lived)
    say(`${customers.length} customers, ${happenings.length} deals in 24 months`)
  }
  if (part === 'community') await loadCommunity(stage.house, from, told.today)
  if (part === 'customers') await loadCustomers(stage.house, stage.endpoints, from, addDays(latelyFrom(told.today), -1))
  if (part === 'lately') {
    await loadCustomers(stage.house, stage.endpoints, latelyFrom(told.today), told.today)
    say('servers and their reports')
  }
  if (part === 'beside') {
    await inRooms(stage, told.today, (room) => room.demoBeside)
    await putAway(stage, told.today)
  }
  if (part === 'rooms') {
    const opened = await stage.openRooms(stage.house)
    await tellRooms(stage, told.today).finally(opened.close)
    say('what the rooms tell: plans and measures')
  }
  if (part === 'after') await tellAfter(stage, told.today)
}

/** What whoever tells must know: the last day, and since when the load runs. */
export type Told = { today: Day; begun: number }

async function tellRooms(stage: Stage, today: Day): Promise<void> {
  await warehouseReady()
  pullSeldom()
  await inRooms(stage, today, (room) => room.demo)
}

/** What rests on what several rooms told: each hears it first. */
async function tellAfter(stage: Stage, today: Day): Promise<void> {
  const hears = stage.house.rooms.flatMap(({ demoAfter }) => demoAfter?.hears ?? [])
  await inHands(stage.house, ['past'], async ({ past: { house } }) => {
    await house.deliver(undefined, hears)
  })
  await inRooms(stage, today, ({ demoAfter }) => demoAfter?.tell)
}

/** Who was told the end of a matter by a room has put it away as well. */
async function putAway(stage: Stage, today: Day): Promise<void> {
  await inHands(stage.house, ['past'], async ({ past: { house, at } }) => {
    at(stage.house.clock())
    const staff = ['executive', 'bizops', 'finance', 'legal', 'sales', 'sales_manager', 'success']
    const actors = await Promise.all(staff.map(async (role) => actorOf(house, await personWith(house, role))))
    await clearInboxes(house, actors, new Date(`${addDays(today, -7)}T00:00:00Z`))
  })
}

/** What rooms tell, one after the other, by whoever holds a role on the day. */
async function inRooms(stage: Stage, today: Day, partOf: (room: Room) => DemoPart | undefined): Promise<void> {
  await inThePast(stage, async (past, setClock) => {
    const { house, endpoints } = stage
    setClock(house.clock())
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
      await partOf(room)?.({ today, as, now: house.clock, at: setClock, night })
      setClock(house.clock())
    }
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

async function inThePast(stage: Stage, live: (past: OpenHouse, setClock: (at: Date) => void) => Promise<void>): Promise<void> {
  await inHands(stage.house, ['past'], ({ past }) => live(past.house, past.at))
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

/** The first colleague who holds a role. */
async function personWith(past: OpenHouse, role: string): Promise<string> {
  const staff: { email: string; roles: readonly string[] }[] = [owner, ...colleagues]
  const email = staff.find(({ roles }) => roles.includes(role))?.email ?? ''
  return past.open(async (ctx) => (await personByEmail(ctx, email))?.id ?? '')
}
