import { expect, test } from 'vitest'
import { openRests } from './rests.ts'

/** Seconds at which memory was given back, of a warehouse that works at these seconds and is looked at every second. */
async function given(works: (second: number) => boolean, until: number, busy: (second: number) => boolean = () => false) {
  let second = 0
  const { worked, rest } = openRests(() => second * 1000)
  const seconds: number[] = []
  const warehouse = {
    giveBack: async () => {
      if (busy(second)) return false
      seconds.push(second)
      return true
    },
  }
  for (; second <= until; second += 1) {
    if (works(second)) worked()
    await rest(warehouse)
  }
  return seconds
}

test('memory is given back once, a while after the work has ended', async () => {
  expect(await given((second) => second <= 40, 600)).toEqual([55])
  expect(await given(() => false, 600)).toEqual([])
})

test('where there is always a little to do it is given back every five minutes', async () => {
  expect(await given(() => true, 1000)).toEqual([300, 601, 902])
})

test('while somebody asks it is tried again, and without a warehouse nothing is', async () => {
  expect(
    await given(
      (second) => second === 0,
      60,
      (second) => second < 33,
    ),
  ).toEqual([33])
  const { worked, rest } = openRests(() => 0)
  worked()
  await rest(undefined)
})
