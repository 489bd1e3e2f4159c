import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Clock, nextItem, pause, readClock, resume, turnTo } from './clock.ts'

const at = (seconds: number) => new Date(1_780_000_000_000 + seconds * 1000)
const started: Clock = { current: 'a', since: at(0), used: new Map(), total: 0 }
const used = (clock: Clock, seconds: number) => {
  const read = readClock(clock, at(seconds))
  return { ...Object.fromEntries(read.used), total: read.total }
}

describe('the clock of a meeting', () => {
  test('counts the item that is talked about, and stands while it is paused', () => {
    const turned = turnTo(started, 'b', at(250))
    const waiting = pause(turned, at(300))
    expect(used(waiting, 900)).toEqual({ a: 250, b: 50, total: 300 })
    expect(used(resume(waiting, at(1000)), 1030)).toEqual({ a: 250, b: 80, total: 330 })
  })

  test('turned while it is paused it runs on for the other item', () => {
    const other = turnTo(pause(started, at(10)), 'b', at(20))
    expect(used(resume(other, at(30)), 40)).toEqual({ a: 10, b: 10, total: 20 })
  })

  test('a clock that goes back takes nothing away', () => {
    expect(used(started, -60)).toEqual({ total: 0 })
    expect(used(turnTo(started, 'b', at(-60)), -50)).toEqual({ b: 10, total: 10 })
  })

  test('parts of seconds are not lost however often one turns', () => {
    let clock = started
    for (let step = 1; step <= 100; step += 1) clock = turnTo(clock, step % 2 ? 'b' : 'a', at(step * 0.5))
    expect(readClock(clock, at(50)).total).toBe(50)
  })

  test('is the clock that is looked at each second, whatever is done in whatever order', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 40 }),
      act: fc.constantFrom('turn', 'pause', 'resume'),
      item: fc.constantFrom('a', 'b', 'c'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const naive = new Map<string, number>()
        let [clock, now, current, running] = [started, 0, 'a', true]
        for (const { wait, act, item } of steps) {
          for (let second = 0; second < wait; second += 1) if (running) naive.set(current, (naive.get(current) ?? 0) + 1)
          now += wait
          if (act === 'turn') [clock, current] = [turnTo(clock, item, at(now)), item]
          if (act === 'pause') [clock, running] = [pause(clock, at(now)), false]
          if (act === 'resume') [clock, running] = [resume(clock, at(now)), true]
        }
        const read = readClock(clock, at(now))
        expect(Object.fromEntries([...read.used].filter(([, seconds]) => seconds > 0))).toEqual(Object.fromEntries(naive))
        expect(read.total).toBe([...naive.values()].reduce((a, b) => a + b, 0))
      }),
    )
  })
})

test('next is the next open part of the agenda', () => {
  const agenda = ['open', 'done', 'open', 'parked'].map((state, n) => ({ id: String(n), state }))
  expect([null, '0', '2', '3'].map((current) => nextItem(agenda, current))).toEqual(['0', '2', null, null])
})
