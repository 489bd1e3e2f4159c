import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOf, carriedOn, leftOver, nextDate } from './carry.ts'
import type { ItemState } from './life.ts'

type Item = {
  id: string
  meeting: string
  part: 'agenda' | 'issue'
  source: 'template' | 'hand' | 'carried'
  state: ItemState
  first_day: string
  times_carried: number
  carried_from: string | null
}
const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  meeting: 'm0',
  part: 'issue',
  source: 'hand',
  state: 'open',
  first_day: '2026-06-01',
  times_carried: 0,
  carried_from: null,
  ...more,
})

describe('what is left over', () => {
  test('is what was raised and is neither done nor gone on', () => {
    const items = [
      item('open'),
      item('parked', { state: 'parked' }),
      item('done', { state: 'done' }),
      item('gone', { state: 'carried' }),
      item('laid out', { source: 'template', part: 'agenda' }),
    ]
    expect(leftOver(items).map(({ id }) => id)).toEqual(['open', 'parked'])
  })

  test('goes to the next date that has not begun', () => {
    const date = (id: string, hour: number, state: string) => ({ id, state, starts_at: new Date(Date.UTC(2026, 5, hour)) })
    const dates = [
      date('earlier', 1, 'open'),
      date('this', 2, 'closed'),
      date('off', 3, 'cancelled'),
      date('later', 5, 'draft'),
      date('next', 4, 'open'),
    ]
    expect(nextDate(date('this', 2, 'closed'), dates)?.id).toBe('next')
    expect(nextDate(date('later', 5, 'closed'), dates)).toBeUndefined()
  })

  test('keeps its first day and counts on', () => {
    expect(carriedOn(item('a', { times_carried: 1 }))).toEqual({ carried_from: 'a', first_day: '2026-06-01', times_carried: 2 })
    expect([ageOf('2026-06-01', '2026-06-15'), ageOf('2026-06-15', '2026-06-01')]).toEqual([14, 0])
  })

  test('goes on once, is in no two meetings that have not begun, and is never lost, over random orders', () => {
    const act = fc.record({ kind: fc.constantFrom('raise', 'close', 'cancel', 'plan', 'solve', 'park'), at: fc.nat({ max: 20 }) })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const meetings: { id: string; state: string; starts_at: Date }[] = []
        let items: Item[] = []
        let [planned, made, solved] = [0, 0, 0]
        const plan = () => {
          meetings.push({ id: `m${planned}`, state: 'draft', starts_at: new Date(Date.UTC(2026, 0, planned + 1)) })
          planned += 1
        }
        const move = (from: string | undefined, left: Item[], to: string) => {
          const copies = left.map((one) => ({
            ...one,
            ...carriedOn(one),
            id: `${one.id}'`,
            meeting: to,
            source: 'carried' as const,
            state: 'open' as const,
          }))
          items = [...items.map((one) => (left.includes(one) ? { ...one, state: 'carried' as const } : one)), ...copies]
          expect(from).not.toBe(to)
        }
        plan()
        for (const { kind, at } of acts) {
          const waiting = meetings.filter(({ state }) => state === 'draft' || state === 'open')
          const meeting = waiting[at % Math.max(1, waiting.length)]
          if (kind === 'plan') {
            plan()
            // what waited for a date goes on now
            const over = new Set(meetings.filter(({ state }) => state === 'closed' || state === 'cancelled').map(({ id }) => id))
            const next = meetings.find(({ state }) => state === 'draft')
            if (next) move(undefined, leftOver(items.filter((one) => over.has(one.meeting))), next.id)
          }
          if (!meeting) continue
          if (kind === 'raise') {
            items.push(item(`i${made}`, { meeting: meeting.id }))
            made += 1
          }
          const open = items.filter((one) => one.meeting === meeting.id && one.state === 'open')
          const some = open[at % Math.max(1, open.length)]
          if (kind === 'solve' && some) [some.state, solved] = ['done', solved + 1]
          if (kind === 'park' && some) some.state = 'parked'
          if (kind === 'close' || kind === 'cancel') {
            meeting.state = kind === 'close' ? 'closed' : 'cancelled'
            const next = nextDate(meeting, meetings)
            if (next) move(meeting.id, leftOver(items.filter((one) => one.meeting === meeting.id)), next.id)
          }
        }
        const from = items.flatMap(({ carried_from }) => carried_from ?? [])
        expect(new Set(from).size, 'each went on once').toBe(from.length)
        expect(items.filter(({ state }) => state !== 'carried').length, 'each stands in one place').toBe(made)
        expect(items.filter(({ state }) => state === 'done').length).toBe(solved)
        expect(items.every((one) => one.times_carried === one.id.split("'").length - 1)).toBe(true)
      }),
    )
  })
})
