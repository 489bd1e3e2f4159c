import type { OpenHouse } from '../server/kernel/house.ts'
import { systemActor } from '../server/kernel/house.ts'
import { type Day, dayIn, earlier, later } from '../server/kernel/period.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import { createSource, landAhead } from '../server/modules/data/index.ts'
import { licencesList } from '../server/modules/licensing/contract.ts'
import { communityFleet, licensedVessel, type Vessel } from './fleet.ts'
import { reportsOf } from './telemetry.ts'
import { speakerOf } from './speakers.ts'

/** The write key that the demo's servers carry; a write key is a name, not a secret. */
const demoWriteKey = 'harbor-demo-write-key'

/** Opens the source of server reports and lays two years of the community's: they know of no customer, so nobody waits for the story. */
export async function loadCommunity(house: OpenHouse, from: Day, to: Day): Promise<void> {
  await house.openAs(systemActor('demo'), (ctx) =>
    createSource(ctx, { key: 'harbor', name: 'Harbor servers', subject: 'server', class: 'internal', write_key: demoWriteKey }),
  )
  await landAhead(house, reportsOf(communityFleet(from, to), from, to, 'harbor'))
}

/** Lays what the customers' servers reported on these days: they are known by the licences that the story has left so far. */
export async function loadCustomers(house: OpenHouse, endpoints: readonly Endpoint[], from: Day, to: Day): Promise<void> {
  await landAhead(house, reportsOf(await licensedFleet(house, endpoints), from, to, 'harbor'))
}

/** One server for each customer with a licence: it starts with the first licence and stops a while after the last one ended. */
async function licensedFleet(house: OpenHouse, endpoints: readonly Endpoint[]): Promise<Vessel[]> {
  const speaker = speakerOf(house, endpoints, systemActor('demo'))
  const first = new Map<string, { day: Day; end: Day; wireId: string; seats: number }>()
  let cursor: string | undefined
  do {
    const page = await speaker.say(licencesList, { limit: 200, ...(cursor ? { cursor } : {}) })
    for (const licence of page.items) {
      const known = first.get(licence.subscription_number)
      const day = dayIn('UTC', new Date(licence.issued_at))
      if (!known) first.set(licence.subscription_number, { day, end: licence.ends_on, wireId: licence.wire_id, seats: licence.seats })
      else
        first.set(licence.subscription_number, {
          ...known,
          day: earlier(day, known.day),
          end: later(licence.ends_on, known.end),
        })
    }
    cursor = page.next ?? undefined
  } while (cursor)
  const today = dayIn('UTC', house.clock())
  // in the order in which they were bought: who came first is the same server whenever one asks
  const inOrder = [...first].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, known]) => known)
  return inOrder.map(({ day, end, wireId, seats }, index) => licensedVessel(9000 + index, day, end < today ? end : null, { wireId, seats }))
}
