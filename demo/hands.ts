import { connect } from '../server/kernel/connect.ts'
import { type OpenHouse, openHouse } from '../server/kernel/house.ts'
import { companyZone } from '../server/modules/people/index.ts'

/** What moves money hears these; all else follows it. */
export const moving: readonly string[] = ['billing.collect', 'billing.run.on']

/** A second house over the same database whose clock is moved by hand; what it commits is seen by others when it has `settled`. */
export type Hand = { house: OpenHouse; at: (when: Date) => void; settled: () => Promise<void>; close: () => Promise<void> }

function openHand(house: OpenHouse): Hand {
  // the loading session does not wait for the disk at each commit: a crash means loading again, not losing anybody's row
  const db = connect(house.db.url, { max: 10, careless: true })
  let now = house.clock()
  const { settings, rooms, log } = house
  return {
    house: openHouse({ settings, rooms, db, log, clock: () => now, zoneOf: companyZone }),
    at: (when) => {
      now = when
    },
    settled: db.settled,
    close: db.close,
  }
}

/** Does work in hands of these names, and closes them behind it. */
export async function inHands<Name extends string>(
  house: OpenHouse,
  names: readonly Name[],
  work: (hands: Record<Name, Hand>) => Promise<void>,
): Promise<void> {
  const hands = names.map((name) => [name, openHand(house)] as const)
  try {
    await work(Object.fromEntries(hands) as Record<Name, Hand>)
  } finally {
    for (const [, hand] of hands) await hand.close()
  }
}

/** How far something has come, for others who wait for it. */
export type Progress = { reach: (place: number) => void; until: (place: number) => Promise<void>; fail: (error: unknown) => void }

export function openProgress(): Progress {
  let come = -1
  let failed: { error: unknown } | undefined
  let waiting: { place: number; go: () => void; stop: (error: unknown) => void }[] = []
  return {
    reach: (place) => {
      come = Math.max(come, place)
      const free = waiting.filter((one) => one.place <= come)
      waiting = waiting.filter((one) => one.place > come)
      for (const { go } of free) go()
    },
    until: (place) => {
      if (failed) return Promise.reject(failed.error)
      if (place <= come) return Promise.resolve()
      return new Promise((go, stop) => waiting.push({ place, go, stop }))
    },
    fail: (error) => {
      failed ??= { error }
      for (const { stop } of waiting.splice(0)) stop(error)
    },
  }
}
