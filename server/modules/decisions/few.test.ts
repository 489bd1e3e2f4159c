import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { commentAdd, commentsList, history, search, trail } from '../../doors/contract.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { effectsInForce, inForce, open } from './index.ts'
import { owning } from './owning.ts'

const { ledger, as, who, party } = heldLedger(allRooms)
const auditor = () => ledger.cast.as('auditor')
const rows = async (sql: string, values: unknown[] = []) => (await ledger.cast.house.db.pool.query(sql, values)).rows
const secret = { issue: 'Shall we buy the quokka company?', proposal: 'Buy the quokka company.', audience: 'restricted' }

const lines = async (speaker: ReturnType<typeof as>, kind: string, id: string) => {
  if (!speaker.actor.rights.has('house.history')) return 0
  return (await speaker.call(history, { kind, id })).items.length
}

/** Everything that a colleague finds of a decision and of an action that came of it, by each way that there is. */
async function foundBy(speaker: ReturnType<typeof as>, decision: { id: string; number: string }, action: { id: string }) {
  const list = await speaker.call(promise.decisionsList, { search: 'quokka' })
  const all = await speaker.call(promise.decisionsList, { limit: 200 })
  const hits = await speaker.call(search, { q: 'quokka' })
  return {
    list: list.items.length,
    counted: all.items.some(({ id }) => id === decision.id),
    totals: (await speaker.call(promise.decisionsList, { search: 'quokka', totals: true })).totals?.count ?? 0,
    page: await codeOf(speaker.call(promise.decisionsGet, { id: decision.number })),
    near: (await speaker.call(promise.decisionsNear, { issue: 'Buy the quokka company?' })).items.length,
    found: hits.hits.length,
    comments: await codeOf(speaker.call(commentsList, { kind: 'decision', subject_id: decision.id })),
    history: await lines(speaker, 'decision', decision.id),
    actions: (await speaker.call(promise.actionsList, { search: 'quokka', limit: 200 })).items.length,
    action: await codeOf(speaker.call(promise.actionsGet, { id: action.id })),
    done: await lines(speaker, 'action', action.id),
  }
}
const nothing = {
  list: 0,
  counted: false,
  totals: 0,
  page: 'decision.unknown',
  near: 0,
  found: 0,
  comments: 'subject.unknown',
  history: 0,
  actions: 0,
  action: 'action.unknown',
  done: 0,
}

test('what is for the few is found by those who take part and by the auditor, and by an outsider or a former party in no way', async () => {
  const a = await ledger.opened({
    ...secret,
    parties: [party('D', 'farid'), party('I', 'sol')],
    informed: [who('cato')],
    spend: { amount_minor: 123_456_700, currency: 'USD' },
    effects: [{ kind: 'stop', about: 'quokka budget' }],
  })
  await as('sol').call(commentAdd, { kind: 'decision', subject_id: a.id, text: 'The quokka is dear' })
  const owned = await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('farid')))
  expect(owned.map(({ title }) => title)).toContain(a.number)
  await ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'decision', ids: [a.id], from: who('farid'), to: who('mara'), left: false }))
  for (const day of ['2026-06-18', '2026-06-19', '2026-06-23']) {
    ledger.at(day)
    await lookAround(ledger.cast.open)
  }
  ledger.at('2026-06-15')
  await ledger.answer('sol', a.id, 'support')
  const done = await ledger.decide('mara', a.id, {
    text: 'We buy the quokka company.',
    no_actions: false,
    actions: [{ text: 'Call the quokka', dri: who('sol'), due: '2026-06-16' }],
  })
  ledger.at('2026-06-20')
  await lookAround(ledger.cast.open)
  ledger.at('2026-06-15')
  const action = { id: done.actions[0]?.id ?? '' }
  for (const name of ['noa', 'farid']) expect(await foundBy(as(name), a, action), name).toEqual(nothing)
  for (const name of ['sol', 'ilse', 'mara'])
    expect(await foundBy(as(name), a, action), name).toMatchObject({
      list: 1,
      page: 'answered',
      comments: 'answered',
      near: 1,
      action: 'answered',
    })
  expect(await foundBy(as('cato'), a, action), 'whoever is told sees the decision and not what others do').toMatchObject({
    list: 1,
    page: 'answered',
    action: 'action.unknown',
    done: 0,
  })
  expect(await foundBy(auditor(), a, action)).toMatchObject({ list: 1, totals: 1, page: 'answered', action: 'answered' })
  expect((await auditor().call(history, { kind: 'decision', id: a.id })).items.length).toBeGreaterThan(3)
  expect((await auditor().call(promise.decisionsGet, { id: a.id })).may, 'an auditor reads and does nothing').toEqual([])
  for (const act of [
    () => auditor().call(promise.decisionsAnswer, { id: a.id, stance: 'support', text_no: 1 }),
    () => auditor().call(promise.decisionsWithdraw, { id: a.id, reason: 'Because' }),
  ])
    expect(await codeOf(act())).toBe('right.missing')
  for (const name of ['noa', 'farid']) {
    expect(await codeOf(as(name).call(commentAdd, { kind: 'decision', subject_id: a.id, text: 'I know' })), name).toBe('subject.unknown')
    expect(await codeOf(as(name).call(trail, {})), name).not.toBe('answered')
    expect(await codeOf(as(name).call(promise.actionsCreate, { text: 'x', due: '2026-07-01', decision_id: a.id })), name).toBe(
      'decision.unknown',
    )
    expect(
      await codeOf(
        as(name).call(promise.decisionsCreate, { ...secret, audience: 'internal', parties: [party('D', 'mara')], supersedes: a.id }),
      ),
      name,
    ).toBe('decision.unknown')
  }
})

test('its question stands in no notice, letter, list of a leaver, line of the trail or figure', async () => {
  const told = await rows(`select n.text, n.title from kernel.notice n where n.room = 'decisions' and n.reason like 'decisions.%'`)
  expect(told.length).toBeGreaterThan(5)
  expect(JSON.stringify(told)).not.toContain('quokka')
  const labels = await rows(`select distinct subject_label, action from kernel.audit where action like 'decisions.%'`)
  expect(labels.length).toBeGreaterThan(5)
  expect(JSON.stringify(labels)).not.toContain('quokka')
  const said = await rows(`select payload from kernel.outbox where name like 'decisions.%'`)
  expect(JSON.stringify(said)).not.toContain('quokka')
  const [decisions, actions] = await Promise.all([
    rows(`select * from decisions.public_decisions where number in (select number from decisions.decision where audience = 'restricted')`),
    rows(`select * from decisions.public_actions where number in (select number from decisions.action where audience = 'restricted')`),
  ])
  expect([decisions, actions]).toEqual([[], []])
})

test('a room that asks what holds about its thing hears the number of what is for the few, and not its question', async () => {
  const thing = { room: 'strategy', kind: 'edition', id: 'few' }
  const subject = { ...thing, version_hash: null, title: 'Plan', href: '/strategy', audience: 'internal' as const }
  const parties = [party('D', 'mara')]
  const id = await ledger.cast.open((ctx) =>
    open(
      { ...ctx, actor: as('ilse').actor },
      { ...secret, audience: 'restricted', parties, subjects: [subject], effects: [{ kind: 'stop', about: 'Kraken feed', value: null }] },
    ),
  )
  await ledger.decide('mara', id)
  const [one] = await ledger.cast.open((ctx) => inForce(ctx, thing))
  expect([one?.id, one?.title]).toEqual([id, one?.number])
  // an effect says of itself that its decision is for the few
  const [effect] = await ledger.cast.open((ctx) => effectsInForce(ctx, 'kraken feed'))
  expect([effect?.number, effect?.few]).toEqual([one?.number, true])
})
