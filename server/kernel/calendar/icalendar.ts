import { timeZoneLines } from './zone.ts'

type Address = { name: string; email: string }

/** One date as other calendars keep it. `sequence` rises with each change that its guests must be told. */
export type CalendarEvent = {
  /** the same for ever */
  uid: string
  sequence: number
  /** when it was written down, or changed last */
  stamp: Date
  start: Date
  end: Date
  /** the zone in which it keeps its hour */
  zone: string
  summary: string
  description?: string
  /** where its page is */
  url?: string
  cancelled?: boolean
  organizer?: Address
  attendees?: readonly Address[]
}

/** PUBLISH: a calendar that is looked at; REQUEST and CANCEL: told to guests (RFC 5546). */
type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL'

/**
 * A calendar file (RFC 5545): dates in UTC, with the zones in which they keep their hour. Lines end in CRLF and are folded at 75 bytes.
 */
export function calendarFile(events: readonly CalendarEvent[], as: { method: Method; name?: string }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quarterdeck//Quarterdeck//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${as.method}`,
    // how often others look again; the older names are those that programs in use read
    ...(as.name === undefined
      ? []
      : [`NAME:${text(as.name)}`, `X-WR-CALNAME:${text(as.name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']),
    ...zonesOf(events),
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function zonesOf(events: readonly CalendarEvent[]): string[] {
  const zones = [...new Set(events.map(({ zone }) => zone))].sort()
  return zones.flatMap((zone) => {
    const own = events.filter((one) => one.zone === zone)
    const from = Math.min(...own.map(({ start }) => start.getTime()))
    const until = Math.max(...own.map(({ end }) => end.getTime()))
    return timeZoneLines(zone, new Date(from), new Date(until + 1))
  })
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(event.uid)}`,
    `DTSTAMP:${instant(event.stamp)}`,
    `DTSTART:${instant(event.start)}`,
    `DTEND:${instant(event.end)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${text(event.summary)}`,
    ...(event.description ? [`DESCRIPTION:${text(event.description)}`] : []),
    ...(event.url ? [`URL:${plain(event.url)}`] : []),
    ...(event.organizer ? [`ORGANIZER;CN=${parameter(event.organizer.name)}:mailto:${plain(event.organizer.email)}`] : []),
    // nobody answers a program: whoever cannot come tells whoever leads
    ...(event.attendees ?? []).map(
      ({ name, email }) => `ATTENDEE;CN=${parameter(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${plain(email)}`,
    ),
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ]
}

function instant(at: Date): string {
  return at
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z')
}

/** TEXT of RFC 5545 §3.3.11; other control characters have no place in a line. */
function text(value: string): string {
  return clean(value.replaceAll(/\r\n?/g, '\n'))
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n')
}

/** A quoted parameter; what it cannot hold is written as RFC 6868 says. */
function parameter(value: string): string {
  const inside = clean(value.replaceAll(/\r\n?/g, '\n')).replaceAll('^', '^^').replaceAll('\n', '^n').replaceAll('"', "^'")
  return `"${inside}"`
}

/** An address: nothing in it may end the line. */
function plain(value: string): string {
  return clean(value).replaceAll('\n', '')
}

function clean(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return value.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
}

/** At most 75 bytes a line, the following ones behind a space, and no character cut in two. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line
  const rows: string[] = []
  let [row, bytes] = ['', 0]
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > 75) {
      rows.push(row)
      ;[row, bytes] = [' ', 1]
    }
    row += sign
    bytes += size
  }
  return [...rows, row].join('\r\n')
}
