import { addDays, type Day, daysBetween } from '../server/kernel/period.ts'
import { diceOf } from './random.ts'

/** A server of the field: community ones know nobody, licensed ones run a customer's licence. */
export type Vessel = {
  id: string
  firstDay: Day
  /** exclusive; null: still reporting */
  lastDay: Day | null
  version: string
  registered: number
  growth: number
  activity: number
  licence?: { wireId: string; seats: number }
}

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'

/** About `count` community servers that appear over the two years; some stay for a day, most for long. */
export function communityFleet(from: Day, to: Day, count = 1500): Vessel[] {
  const dice = diceOf(77_113)
  const days = daysBetween(from, to)
  return Array.from({ length: count }, () => {
    const start = Math.floor(days * dice.next() ** 0.7)
    const stays = dice.chance(0.12) ? 1 : dice.chance(0.3) ? dice.between(5, 120) : days
    const registered = Math.max(2, Math.round(4 * Math.exp(dice.next() * 4.2)))
    return {
      id: serverId(dice.next),
      firstDay: addDays(from, start),
      lastDay: start + stays < days ? addDays(from, start + stays) : null,
      version: dice.pick(['10.4.2', '10.5.1', '10.7.0', '10.8.3', '10.9.0']),
      registered,
      growth: dice.next() * 0.0011,
      activity: 0.15 + dice.next() * 0.5,
    }
  })
}

/** The server that runs a licence from the day it was bought. */
export function licensedVessel(seed: number, firstDay: Day, lastDay: Day | null, licence: { wireId: string; seats: number }): Vessel {
  const dice = diceOf(seed)
  const share = 0.55 + dice.next() * 0.4
  return {
    id: serverId(dice.next),
    firstDay,
    lastDay,
    version: dice.pick(['10.7.0', '10.8.3', '10.9.0']),
    registered: Math.max(2, Math.round(licence.seats * share)),
    growth: 0.0004,
    activity: 0.45 + dice.next() * 0.35,
    licence,
  }
}

type Report = { registered: number; deactivated: number; daily: number; monthly: number }

/** What a server counts on a day: fewer people at weekends, a little noise, the same on every machine. */
export function reportOf(vessel: Vessel, day: Day, weekday: number): Report {
  const age = daysBetween(vessel.firstDay, day)
  const registered = Math.min(vessel.licence?.seats ?? 100_000, Math.round(vessel.registered * (1 + vessel.growth * age)))
  const noise = 0.9 + (hashOf(vessel.id, age) % 1000) / 5000
  const weekend = weekday >= 6 ? 0.32 : 1
  const daily = Math.min(registered, Math.round(registered * vessel.activity * weekend * noise))
  const monthly = Math.max(daily, Math.min(registered, Math.round(registered * Math.min(0.97, vessel.activity + 0.25))))
  return { registered: registered + Math.round(registered * 0.04), deactivated: Math.round(registered * 0.04), daily, monthly }
}

function serverId(next: () => number): string {
  return Array.from({ length: 26 }, () => alphabet[Math.floor(next() * 32)]).join('')
}

function hashOf(text: string, salt: number): number {
  let hash = salt >>> 0
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash
}
