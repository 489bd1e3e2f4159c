import { expect, test } from 'vitest'
import { noted, tallOf } from './tall.ts'

test('a tile is stood in for by what it measured, at about this width', () => {
  const kept = noted(null, 'needs', 1440, 311) ?? null
  expect(tallOf(kept, 'needs', 1440, 'wide')).toBe(311)
  expect(tallOf(kept, 'needs', 1400, 'wide')).toBe(311)
  expect(tallOf(kept, 'needs', 390, 'wide')).toBe(330)
  expect(noted(kept, 'needs', 1440, 311)).toBeUndefined()
})

test('what is not known or was meddled with is as usual', () => {
  expect([tallOf(null, 'owed', 1440, 'third'), tallOf('no json', 'plan', 1440, 'wide'), tallOf('[]', 'arr', 1440, 'wide')]).toEqual([
    420, 132, 396,
  ])
  const said = [40, 41, 1999, 2000, 999_999].map((tall) => tallOf(JSON.stringify({ 'plan 9': tall }), 'plan', 1440, 'wide'))
  expect(said).toEqual([132, 41, 1999, 132, 132])
})

test('so many are kept and no more', () => {
  let kept: string | null = null
  for (let n = 0; n < 100; n += 1) kept = noted(kept, `tile ${n}`, 1440, 100 + n) ?? kept
  expect(Object.keys(JSON.parse(kept ?? '{}'))).toHaveLength(60)
  expect(tallOf(kept, 'tile 99', 1440, 'wide')).toBe(199)
})
