import { addDays, type Day, daysBetween, plainDate } from '../server/kernel/period.ts'
import type { Envelope } from '../server/modules/data/index.ts'
import { reportOf, type Vessel } from './fleet.ts'

/** Servers report in batches of so many. */
const batchSize = 250

/**
 * What two years of daily reports look like on the wire: for each day, envelopes with the batches that the servers of that day sent,
 * in the form of the public clients. Yields as it goes, so that memory holds one batch.
 */
export function* reportsOf(fleet: readonly Vessel[], from: Day, to: Day, source: string): Generator<Envelope> {
  const order = [...fleet].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1))
  const days = daysBetween(from, to)
  let begun = 0
  const sailing = new Set<Vessel>()
  for (let offset = 0; offset <= days; offset += 1) {
    const day = addDays(from, offset)
    const weekday = plainDate(day).dayOfWeek
    for (let vessel = order[begun]; vessel && vessel.firstDay <= day; vessel = order[begun]) {
      sailing.add(vessel)
      begun += 1
    }
    let items: string[] = []
    // reports of a day reach us in the small hours of the next, as the servers' nightly job sends them
    const received = Date.parse(`${day}T03:00:00Z`)
    for (const vessel of sailing) {
      if (vessel.lastDay !== null && vessel.lastDay <= day) {
        sailing.delete(vessel)
        continue
      }
      items.push(itemOf(vessel, day, weekday))
      if (items.length === batchSize) {
        yield envelopeOf(source, received, items)
        items = []
      }
    }
    if (items.length > 0) yield envelopeOf(source, received, items)
  }
}

function itemOf(vessel: Vessel, day: Day, weekday: number): string {
  const report = reportOf(vessel, day, weekday)
  const licence = vessel.licence ? `,"license_id":"${vessel.licence.wireId}"` : ''
  return (
    `{"type":"track","messageId":"${vessel.id}-${day}","anonymousId":"${vessel.id}","event":"activity","timestamp":"${day}T02:${pad(vessel.registered % 60)}:00Z",` +
    `"properties":{"version":"${vessel.version}","registered_users":${report.registered},"registered_deactivated_users":${report.deactivated},` +
    `"active_users_daily":${report.daily},"active_users_monthly":${report.monthly}${licence}}}`
  )
}

function envelopeOf(source: string, received: number, items: string[]): Envelope {
  const body = `{"batch":[${items.join(',')}]}`
  return { source, received, form: 'segment', agent: 'analytics-harbor/10', address: '198.51.100.0/24', size: body.length, body }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
