import { expect, test } from 'vitest'
import { dayIn } from '../server/kernel/period.ts'
import { entities } from '../server/modules/billing/setup/company.ts'
import { company } from './people.ts'
import { storyDay, storyOf } from './story.ts'

test('at any hour the last day of the story has begun wherever the company sells', () => {
  const zones = [company.zone, ...entities.map((entity) => entity.zone)]
  for (const month of ['01', '07'])
    for (let hour = 0; hour < 24; hour += 1) {
      const at = new Date(`2026-${month}-29T${String(hour).padStart(2, '0')}:30:00Z`)
      for (const zone of zones) expect([zone, hour, storyDay(at) <= dayIn(zone, at)]).toEqual([zone, hour, true])
    }
})

test('the same day tells the same story, in order, and nothing after it', () => {
  const story = storyOf('2026-06-15')
  expect(storyOf('2026-06-15')).toEqual(story)
  const days = story.happenings.map((happening) => happening.day)
  expect(days).toEqual([...days].sort())
  expect(days.at(-1)?.localeCompare('2026-06-15')).toBeLessThanOrEqual(0)
})
