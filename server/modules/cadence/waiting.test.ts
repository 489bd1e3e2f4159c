import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import * as promise from './contract.ts'
import { lookAround } from './commands/daily.ts'
import { waiting } from './queries/waiting.ts'

const { ledger, as, who } = meetings()
const waits = async (name: string) =>
  (await ledger.cast.open((ctx) => waiting({ ...ctx, actor: as(name).actor }))).map(({ title, detail, act, due }) => [
    title,
    detail,
    act,
    due,
  ])

test('a meeting waits for whoever leads it on its day, and for who gets ready for it before', async () => {
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    title: 'Review',
    chair: who('mara'),
    members: [{ person_id: who('sol') }],
    prework_days: 2,
  })
  const first = ahead[0]?.id ?? ''
  expect(await waits('mara')).toEqual([['Review, June 15, 2026', 'You lead it today', 'Run it', '2026-06-15']])
  expect(await waits('sol'), 'its agenda is not open yet').toEqual([])
  await as('mara').call(promise.meetingsStart, { id: first, here: [who('mara')] })
  expect(await waits('mara')).toEqual([['Review, June 15, 2026', 'Under way, and you lead it', 'Run it', '2026-06-15']])
  const raised = await as('mara').call(promise.agendaItemsCreate, { id: first, title: 'The crane is late' })
  const item = raised.issues[0]?.id ?? ''
  await as('mara').call(promise.agendaItemsAct, { id: first, item, text: 'Call the yard', dri: who('sol'), due: '2026-06-19' })
  await as('mara').call(promise.meetingsClose, { id: first })
  // two working days before the next one its agenda opens by itself
  ledger.at('2026-06-18')
  expect((await lookAround((work) => ledger.cast.open(work))).failed).toBe(0)
  expect((await as('sol').call(promise.meetingsGet, { id: ahead[1]?.id ?? '' })).state).toBe('open')
  expect(await waits('sol')).toEqual([['Review, June 22, 2026', 'Read and vote before June 22, 2026', 'Prepare', '2026-06-22']])
  expect(await waits('cato'), 'who does not belong to it is not bothered').toEqual([])
  // and the action is in the inbox of the one who does it
  const { rows } = await ledger.cast.house.db.pool.query('select text from kernel.notice where person = $1', [who('sol')])
  expect(rows.map(({ text }) => text)).toEqual(['ACT-2026-0001 is yours: Call the yard'])
})
