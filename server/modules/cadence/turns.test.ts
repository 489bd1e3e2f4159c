import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { turnsOf } from '../../../test/cast/statements.ts'
import * as promise from './contract.ts'

const { as, who } = meetings()

test('a meeting is read in a handful of turns with the database, and an act in it takes a few more, however much is on its agenda', async () => {
  const chair = as('mara')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    chair: who('mara'),
    members: [{ person_id: who('sol') }],
    template: ['News', 'Scorecard', 'Issues', 'Close'].map((title) => ({ title, kind: 'discuss' as const, minutes: 10, shows: null })),
  })
  const [first, second] = ahead.map(({ id }) => id)
  await chair.call(promise.meetingsStart, { id: first ?? '', here: [who('mara'), who('sol')] })
  for (const title of ['The crane is late', 'Fog', 'A new quay']) await chair.call(promise.agendaItemsCreate, { id: first ?? '', title })
  const { agenda, issues } = await chair.call(promise.meetingsGet, { id: first ?? '' })
  const item = issues[0]?.id ?? ''
  await chair.call(promise.agendaItemsAct, { id: first ?? '', item, text: 'Call the yard', dri: who('sol'), due: '2026-06-19' })
  // the meeting, what belongs to it, what was said in it, names and what became of the last one, and the commit
  const read = await turnsOf('"cadence"."meeting"', () => chair.call(promise.meetingsGet, { id: first ?? '' }))
  expect(read.flat().length).toBeGreaterThan(12)
  expect(read.length, read.map((one) => one.join('\n  ')).join('\n')).toBeLessThanOrEqual(7)
  const turned = await turnsOf('"cadence"."meeting"', () => chair.call(promise.meetingsTurn, { id: first ?? '', item: agenda[1]?.id }))
  expect(turned.length, turned.map((one) => one.join('\n  ')).join('\n')).toBeLessThanOrEqual(10)
  const acted = await turnsOf('"cadence"."meeting"', () =>
    chair.call(promise.agendaItemsAct, { id: first ?? '', item, text: 'Ask again', dri: who('sol'), due: '2026-06-19' }),
  )
  expect(acted.length, acted.map((one) => one.join('\n  ')).join('\n')).toBeLessThanOrEqual(16)
  expect((await chair.call(promise.meetingsGet, { id: second ?? '' })).state).toBe('draft')
})
