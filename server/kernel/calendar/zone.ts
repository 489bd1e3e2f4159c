import { Temporal } from 'temporal-polyfill'

type Stretch = { at: Temporal.ZonedDateTime; before: number; after: number }

/** So many changes of clocks are written at most: two a year, and some zones have more around a fast. */
const mostChanges = 200

/**
 * A VTIMEZONE (RFC 5545 §3.6.5) as lines: what the zone's clocks show from one instant to another. Each change stands by itself, since a
 * law may change any rule, and the dates of a file lie in a known stretch.
 */
export function timeZoneLines(zone: string, from: Date, until: Date): string[] {
  const stretches = stretchesOf(zone, from, until)
  const least = Math.min(...stretches.map(({ after }) => after))
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...stretches.flatMap(({ at, before, after }) => {
      const kind = after > least ? 'DAYLIGHT' : 'STANDARD'
      // the first second of the new time, told by the clocks of before
      const onset = at.toInstant().toZonedDateTimeISO('UTC').toPlainDateTime().add({ seconds: before })
      return [
        `BEGIN:${kind}`,
        `DTSTART:${onset.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`,
        `TZOFFSETFROM:${offsetText(before)}`,
        `TZOFFSETTO:${offsetText(after)}`,
        `TZNAME:${nameOf(zone, at)}`,
        `END:${kind}`,
      ]
    }),
    'END:VTIMEZONE',
  ]
}

function stretchesOf(zone: string, from: Date, until: Date): Stretch[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone)
  const start = secondsOf(first)
  // what held before the first date of the file: from the year on in which it lies, so that a reader finds a rule for each day
  const found: Stretch[] = []
  let at = first.getTimeZoneTransition('next')
  while (at && at.epochMilliseconds < until.getTime() && found.length < mostChanges) {
    found.push({ at, before: secondsOf(at.subtract({ nanoseconds: 1 })), after: secondsOf(at) })
    at = at.getTimeZoneTransition('next')
  }
  return [{ at: first.startOfDay(), before: start, after: start }, ...found]
}

function secondsOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e9
}

function offsetText(seconds: number): string {
  const [sign, size] = [seconds < 0 ? '-' : '+', Math.abs(seconds)]
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) => String(part).padStart(2, '0'))
  return sign + (parts[2] === '00' ? parts.slice(0, 2) : parts).join('')
}

function nameOf(zone: string, at: Temporal.ZonedDateTime): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'short' })
  return format.formatToParts(at.epochMilliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
}
