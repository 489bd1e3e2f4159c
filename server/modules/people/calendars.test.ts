import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import * as promise from './contract.ts'
import { calendarOf } from './index.ts'
import { fitCalendar, officeHours } from './rules/calendars.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: new Date('2026-06-15T10:00:00Z') })
  const owner = { name: 'Mara Okonjo', email: 'mara@tidewater.example', password: 'a calm harbour at dusk' }
  await cast.visitor().call(promise.firstRunDo, { company: { name: 'Tidewater', zone: 'America/New_York' }, owner })
})
afterAll(() => cast?.close())

const admin = () => cast.as('admin')

describe('calendars', () => {
  test('the company has one from its first day: Monday to Friday in its zone', async () => {
    const own = await admin().call(promise.calendarRead, { key: 'company', day: '2026-06-13' })
    expect(own).toMatchObject({ name: 'Company', zone: 'America/New_York', version: 1, holidays: [], weekly: officeHours })
    expect(own.next.slice(0, 2)).toEqual([
      { day: '2026-06-15', hours: 8 },
      { day: '2026-06-16', hours: 8 },
    ])
  })

  test('a change is in force from its day on, and days before keep theirs', async () => {
    const holidays = [{ date: '2026-07-03', name: 'Independence Day (observed)' }]
    await admin().call(promise.calendarChange, { key: 'company', holidays, valid_from: '2026-07-01' })
    const on = (day: string) => cast.open(async (ctx) => (await calendarOf(ctx, 'company', day)).holidays.length)
    expect([await on('1999-01-01'), await on('2026-06-30'), await on('2026-07-01')]).toEqual([0, 0, 1])
    const july = await admin().call(promise.calendarRead, { key: 'company', day: '2026-07-02' })
    expect(july.next.slice(0, 2).map((one) => one.day)).toEqual(['2026-07-02', '2026-07-06'])
    expect(july.versions).toEqual([
      { version: 2, valid_from: '2026-07-01' },
      { version: 1, valid_from: '1970-01-01' },
    ])
  })

  test('another place has its own, and a key that is none is unknown', async () => {
    const made = {
      key: 'de-by',
      name: 'Bavaria',
      zone: 'Europe/Berlin',
      weekly: [...officeHours],
      closures: [{ from: '2026-12-24', to: '2027-01-01' }],
    }
    expect((await admin().call(promise.calendarCreate, made)).closures).toHaveLength(1)
    expect((await admin().call(promise.calendarsList, {})).items.map((row) => row.key)).toEqual(['company', 'de-by'])
    await expect(cast.open((ctx) => calendarOf(ctx, 'nowhere'))).rejects.toMatchObject({ code: 'calendar.unknown' })
  })
})

describe('a calendar that no clock can run on is refused', () => {
  const sound = { zone: 'UTC', weekly: officeHours, holidays: [], closures: [] }
  const at = (from: string, to: string) => ({ weekday: 1, from, to })
  const codeOf = (over: object) => {
    try {
      fitCalendar({ ...sound, ...over })
      return undefined
    } catch (error) {
      return isRefusal(error) ? error.code : String(error)
    }
  }
  test.each([
    ['sound', {}, undefined],
    ['two runs that touch', { weekly: [at('09:00', '12:00'), at('12:00', '17:00')] }, undefined],
    ['a whole day', { weekly: [at('00:00', '24:00')] }, undefined],
    ['an unknown zone', { zone: 'Moon/Sea' }, 'company.zone_unknown'],
    ['no hours', { weekly: [] }, 'calendar.no_hours'],
    ['hours that end before they begin', { weekly: [at('17:00', '09:00')] }, 'calendar.hours'],
    ['hours that meet', { weekly: [at('09:00', '12:00'), at('11:00', '17:00')] }, 'calendar.hours'],
    [
      'a day twice',
      {
        holidays: [
          { date: '2026-12-25', name: 'a' },
          { date: '2026-12-25', name: 'b' },
        ],
      },
      'holiday.twice',
    ],
    ['a closure that runs back', { closures: [{ from: '2026-12-31', to: '2026-12-24' }] }, 'calendar.closure'],
  ])('%s', (_name, over, code) => expect(codeOf(over)).toBe(code))
})
