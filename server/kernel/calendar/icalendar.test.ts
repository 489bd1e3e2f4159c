import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type CalendarEvent, calendarFile } from './icalendar.ts'

const at = (text: string) => new Date(text)
const review: CalendarEvent = {
  uid: '018f2f5e-7c1a-7000-8000-000000000001',
  sequence: 0,
  stamp: at('2026-03-01T08:00:00Z'),
  start: at('2026-03-02T14:00:00Z'),
  end: at('2026-03-02T14:30:00Z'),
  zone: 'America/New_York',
  summary: 'Leadership, weekly',
}

/** As another program reads it. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file))
  const events = calendar.getAllSubcomponents('vevent').map((part) => ({ part, event: new ICAL.Event(part) }))
  const zones = calendar.getAllSubcomponents('vtimezone').map((part) => new ICAL.Timezone(part))
  return { calendar, events, zones }
}

describe('a calendar file is read by another program', () => {
  test('as it was written: time, zone, number of changes, cancelled or not', () => {
    const later = { ...review, uid: 'b', sequence: 2, cancelled: true, start: at('2026-03-09T13:00:00Z'), end: at('2026-03-09T13:30:00Z') }
    const { calendar, events } = read(calendarFile([review, later], { method: 'PUBLISH', name: 'Ada’s meetings' }))
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Ada’s meetings')
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(
      events.map(({ part, event }) => [
        event.uid,
        event.summary,
        event.sequence,
        part.getFirstPropertyValue('status'),
        event.startDate.toJSDate().toISOString(),
        event.endDate.toJSDate().toISOString(),
      ]),
    ).toEqual([
      [review.uid, 'Leadership, weekly', 0, 'CONFIRMED', '2026-03-02T14:00:00.000Z', '2026-03-02T14:30:00.000Z'],
      ['b', 'Leadership, weekly', 2, 'CANCELLED', '2026-03-09T13:00:00.000Z', '2026-03-09T13:30:00.000Z'],
    ])
  })

  test('a request names who invites and who is invited', () => {
    const invited = {
      ...review,
      organizer: { name: 'Mara "M" Okonjo', email: 'mara@house.example' },
      attendees: [
        { name: 'Ibn; Battuta, X', email: 'ibn@house.example' },
        { name: 'Ülo^\nNew', email: 'ulo@house.example' },
      ],
    }
    const { calendar, events } = read(calendarFile([invited], { method: 'REQUEST' }))
    const [first] = events
    const people = first?.part.getAllProperties('attendee') ?? []
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(first?.part.getFirstProperty('organizer')?.getParameter('cn')).toBe('Mara "M" Okonjo')
    expect(people.map((one) => [one.getParameter('cn'), one.getFirstValue()])).toEqual([
      ['Ibn; Battuta, X', 'mailto:ibn@house.example'],
      ['Ülo^\nNew', 'mailto:ulo@house.example'],
    ])
  })

  test('its zone says what clocks show on each date, over both changes of a year and without any', () => {
    const around = [review, { ...review, uid: 'c', start: at('2026-12-01T14:00:00Z'), end: at('2026-12-01T15:00:00Z') }]
    const { zones } = read(calendarFile([...around, { ...review, uid: 'd', zone: 'Asia/Kolkata' }], { method: 'PUBLISH' }))
    expect(zones.map(({ tzid }) => tzid)).toEqual(['America/New_York', 'Asia/Kolkata'])
    const [york, kolkata] = zones
    const offset = (zone: typeof york, local: string) => zone?.utcOffset(ICAL.Time.fromDateTimeString(local))
    expect(
      ['2026-03-08T01:59:59', '2026-03-08T03:00:00', '2026-11-01T03:00:00', '2026-12-01T09:00:00'].map((on) => offset(york, on)),
    ).toEqual([-18_000, -14_400, -18_000, -18_000])
    expect(offset(kolkata, '2026-03-02T19:30:00')).toBe(19_800)
  })

  test('words come through whole, whatever stands in them, and no line is longer than 75 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 40 }), (summary, name) => {
        const hostile = { ...review, summary, description: `${summary}\r\nEND:VEVENT`, attendees: [{ name, email: 'a@b.example\r\nX:Y' }] }
        const file = calendarFile([hostile], { method: 'REQUEST', name })
        expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
        const { events } = read(file)
        expect(events).toHaveLength(1)
        // control characters have no place in a calendar
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
        const kept = summary.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
        expect(events[0]?.event.summary).toBe(kept)
        expect(events[0]?.part.getFirstProperty('attendee')?.getFirstValue()).toBe('mailto:a@b.exampleX:Y')
      }),
      { numRuns: 200 },
    )
  })
})
