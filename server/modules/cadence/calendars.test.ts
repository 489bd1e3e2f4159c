import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { letters } from '../../kernel/mail.ts'
import type { FileAnswer } from '../../kernel/room.ts'
import { tellGuests } from './commands/invitations.ts'
import * as promise from './contract.ts'
import { room } from './index.ts'

const { ledger, as, who, at } = meetings()
let seen: Set<string>
beforeEach(async () => {
  seen = new Set((await ledger.cast.open((ctx) => letters(ctx.tx, { limit: 200 }))).map(({ id }) => id))
})

async function begun(more: object = {}) {
  at('15T08:00')
  const made = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    zone: 'Europe/Berlin',
    chair: who('mara'),
    members: [{ person_id: who('sol') }],
    ...more,
  })
  await ledger.cast.drain()
  return made
}

/** Letters since the last look, with what another program reads in their file. */
async function newLetters() {
  await ledger.cast.drain()
  const all = await ledger.cast.open((ctx) => letters(ctx.tx, { limit: 200 }))
  const news = all.filter(({ id }) => !seen.has(id))
  for (const { id } of news) seen.add(id)
  const read = await Promise.all(
    news.map(async ({ recipient, subject, papers }) => {
      const [paper] = papers
      const file = await ledger.cast.open((ctx) => room.papers?.[paper?.kind ?? '']?.(ctx, paper?.id ?? '') as Promise<FileAnswer>)
      const calendar = new ICAL.Component(ICAL.parse(Buffer.from(file.bytes).toString()))
      const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
      return {
        to: recipient.split('@')[0] ?? '',
        subject,
        type: file.type,
        method: String(calendar.getFirstPropertyValue('method')),
        uid: event.uid,
        sequence: event.sequence,
        start: event.startDate.toJSDate().toISOString(),
        guests: event.attendees.map((one) => one.getFirstValue()),
      }
    }),
  )
  return read.sort((a, b) => (a.start + a.to < b.start + b.to ? -1 : 1))
}

describe('guests are invited by letter', () => {
  test('to the dates of four weeks, once; a moved one is told again with a higher number, a cancelled one is called off', async () => {
    const { ahead } = await begun()
    const first = await newLetters()
    expect(first.map(({ to, method, sequence }) => `${to} ${method} ${sequence}`)).toEqual(
      Array(5).fill(['mara REQUEST 0', 'sol REQUEST 0']).flat(),
    )
    const [one] = first
    expect(one).toMatchObject({
      uid: ahead[0]?.id,
      start: '2026-06-15T09:00:00.000Z',
      type: 'text/calendar; method=REQUEST; charset=utf-8',
      guests: ['mailto:mara@tidewater.example'],
    })
    await ledger.cast.open((ctx) => tellGuests((work) => Promise.resolve(work(ctx))))
    expect(await newLetters()).toEqual([])

    const far = ahead.at(-1)
    await as('mara').call(promise.meetingsMove, { id: far?.id ?? '', day: '2026-08-19', time: '15:00', reason: 'The board meets' })
    const moved = await newLetters()
    expect(moved.map(({ to, method, sequence, start, uid }) => [to, method, sequence, start, uid])).toEqual(
      ['mara', 'sol'].map((name) => [name, 'REQUEST', 1, '2026-08-19T13:00:00.000Z', far?.id]),
    )
    expect(moved[0]?.subject).toMatch(/^Changed: Leadership, weekly/)

    await as('mara').call(promise.meetingsCancel, { id: ahead[1]?.id ?? '', reason: 'All are away' })
    expect((await newLetters()).map(({ to, method, sequence, uid }) => [to, method, sequence, uid])).toEqual(
      ['mara', 'sol'].map((name) => [name, 'CANCEL', 1, ahead[1]?.id]),
    )
  })

  test('whoever belongs to it no more is told that it is off for them, whoever is new is invited', async () => {
    const made = await begun({ title: 'Heads-up' })
    await newLetters()
    await as('ilse').call(promise.seriesChange, { id: made.id, if_match: made.version, members: [{ person_id: who('farid') }] })
    const told = await newLetters()
    expect(new Set(told.map(({ to, method }) => `${to} ${method}`))).toEqual(new Set(['farid REQUEST', 'sol CANCEL']))
  })
})

describe('a calendar at a secret address', () => {
  const read = async (url: string) =>
    (await as('cato').call(promise.calendarsRead, { token: url.split('/').at(-1) ?? '' })) as unknown as FileAnswer
  const code = (asked: Promise<unknown>) =>
    asked.then(
      () => 'answered',
      (error: { code?: string }) => error.code,
    )

  test('shows the half year of its person, moved and cancelled dates among them, and none of a series for others', async () => {
    const { ahead } = await begun({ title: 'Shown' })
    await begun({ title: 'For the few', audience: 'restricted', members: [] })
    await as('mara').call(promise.meetingsCancel, { id: ahead[0]?.id ?? '', reason: 'All are away' })
    const { url } = await as('sol').call(promise.feedCreate, {})
    const { type, bytes } = await read(url)
    expect(type).toBe('text/calendar; charset=utf-8')
    const file = Buffer.from(bytes).toString()
    const calendar = new ICAL.Component(ICAL.parse(file))
    const events = calendar.getAllSubcomponents('vevent').map((part) => new ICAL.Event(part))
    const shown = events.filter(({ summary }) => summary === 'Shown')
    expect(shown.length).toBe(26)
    expect([shown[0]?.uid, shown[0]?.component.getFirstPropertyValue('status'), shown[0]?.sequence]).toEqual([ahead[0]?.id, 'CANCELLED', 1])
    expect(shown[1]?.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(file).not.toContain('For the few')
    expect(calendar.getAllSubcomponents('vtimezone').map((part) => part.getFirstPropertyValue('tzid'))).toEqual(['Europe/Berlin'])
    expect(shown.map(({ startDate }) => startDate.toJSDate().toISOString().slice(0, 16))).toContain('2026-11-02T10:00')
    expect((await as('sol').call(promise.feedGet, {})).read_at).toEqual(expect.any(Date))
  })

  test('that was ended or replaced answers like one that never was', async () => {
    const first = await as('farid').call(promise.feedCreate, {})
    expect(await code(read(first.url))).toBe('answered')
    const second = await as('farid').call(promise.feedCreate, {})
    expect(await code(read(first.url))).toBe('calendar.unknown')
    expect(await code(read(second.url))).toBe('answered')
    expect(await as('farid').call(promise.feedRevoke, {})).toEqual({ revoked: true })
    expect(await as('farid').call(promise.feedRevoke, {})).toEqual({ revoked: false })
    expect([await code(read(second.url)), await code(read('x/none.ics'))]).toEqual(['calendar.unknown', 'calendar.unknown'])
    expect((await ledger.trail(who('farid'))).filter((action) => action.startsWith('cadence.feed'))).toEqual([
      'cadence.feed.made',
      'cadence.feed.made',
      'cadence.feed.revoked',
    ])
  })

  test('whose program looks is not written to as well', async () => {
    const { url } = await as('noa').call(promise.feedCreate, {})
    await read(url)
    await begun({ title: 'Looked at', chair: who('noa'), members: [{ person_id: who('farid') }] })
    expect(new Set((await newLetters()).filter(({ subject }) => subject.includes('Looked at')).map(({ to }) => to))).toEqual(
      new Set(['farid']),
    )
    expect((await as('noa').call(promise.feedGet, {})).made_at).toEqual(expect.any(Date))
  })
})
