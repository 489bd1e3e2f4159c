import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import * as promise from './contract.ts'
import { carry, open } from './index.ts'

const { ledger } = heldLedger()
const mine = (more: object = {}) => ledger.opened({ parties: [ledger.party('D', 'mara')], ...more })
const decided = async (more: object = {}, how: object = {}) => ledger.decide('mara', (await mine(more)).id, how)
const dependants = (id: string, who = 'sol') => ledger.as(who).call(promise.decisionsDependants, { id })
const shown = async (id: string, who = 'sol') =>
  (await dependants(id, who)).items.map(({ kind, title, of, steps }) => [kind, title, of, steps].join(' | '))
const moved = expect.objectContaining({ code: 'decision.dependants_moved' })

test('what cites it stands on it, also through another, with what each changes and asks to be done', async () => {
  const first = await decided({ effects: [{ kind: 'cap', about: 'Orders alone', value: '10,000' }] })
  const action = { text: 'Change row 4', dri: ledger.id('farid'), due: '2026-07-01' }
  const cites = await decided(
    { issue: `What follows from ${first.number}?`, proposal: 'Print it.' },
    { no_actions: false, actions: [action] },
  )
  const through = await mine({ issue: 'And the portal?', proposal: `As in ${cites.number}.` })
  await mine({ issue: 'Something else?', proposal: 'It has nothing to do with DEC-2025-9999.' })
  const withdrawn = await mine({ issue: 'Taken back?', proposal: `As in ${first.number}.` })
  await ledger.as('ilse').call(promise.decisionsWithdraw, { id: withdrawn.id, reason: 'Another way was found' })
  await decided({ issue: 'Turned down?', proposal: `As in ${first.number}.` }, { outcome: 'reject' })
  const [todo] = cites.actions
  expect(await shown(first.number)).toEqual([
    `effect | Orders alone | ${first.number} | 0`,
    `decision | ${cites.number}: ${cites.issue} | ${first.number} | 1`,
    `action | ${todo?.number}: Change row 4 | ${cites.number} | 1`,
    `decision | ${through.number}: And the portal? | ${cites.number} | 2`,
  ])
  expect(await shown(through.id)).toEqual([])
  await ledger.as('farid').call(promise.actionsComplete, { id: todo?.id ?? '' })
  expect((await shown(first.id)).filter((line) => line.startsWith('action'))).toEqual([])
})

test('what is reversed with a list that is not true any more is not reversed; without one, or with the true one, it is', async () => {
  const a = await decided()
  const before = await dependants(a.id)
  expect(before).toMatchObject({ items: [], total: 0 })
  await mine({ issue: 'Later?', proposal: `As in ${a.number}.` })
  const reverse = (seen: string) =>
    ledger.as('mara').call(promise.decisionsReverse, { id: a.id, reason: 'It did not work', seen }, { key: crypto.randomUUID() })
  await expect(reverse(before.hash)).rejects.toEqual(moved)
  expect((await ledger.as('sol').call(promise.decisionsGet, { id: a.id })).state).toBe('done')
  const now = await dependants(a.id, 'mara')
  expect(now.total).toBe(1)
  expect(await reverse(now.hash)).toMatchObject({ state: 'reversed' })
  const b = await decided({}, { review_on: '2026-06-18' })
  const early = await dependants(b.id)
  await mine({ issue: 'Later again?', proposal: `As in ${b.number}.` })
  ledger.at('2026-06-18')
  const review = (seen?: string) =>
    ledger.as('mara').call(promise.decisionsReview, { id: b.id, result: 'reverse', ...(seen ? { seen } : {}) })
  await expect(review(early.hash)).rejects.toEqual(moved)
  expect(await review()).toMatchObject({ state: 'reversed' })
  ledger.at('2026-06-15')
})

test('what would take its place does not stand on it; what stands is shown before it is replaced', async () => {
  const older = await decided({ effects: [{ kind: 'stop', about: 'Paper invoices' }] })
  const newer = await mine({ issue: 'Paper again?', proposal: `In place of ${older.number}.`, supersedes: older.id })
  const list = await dependants(older.id)
  expect(list.items.map(({ kind, title, note }) => [kind, title, note])).toEqual([['effect', 'Paper invoices', 'stopped, from 2026-06-15']])
  await mine({ issue: 'In between?', proposal: `As in ${older.number}.` })
  await expect(ledger.decide('mara', newer.id, { seen: list.hash })).rejects.toEqual(moved)
  await ledger.decide('mara', newer.id, { seen: (await dependants(older.id)).hash })
  expect((await ledger.as('sol').call(promise.decisionsGet, { id: older.id })).state).toBe('superseded')
  expect(
    (await shown(older.id)).filter((line) => line.startsWith('effect')),
    'what has ended changes nothing',
  ).toEqual([])
})

test('a text that a sign-off agrees to stands on it, and each to which that was carried, unless another one agrees too', async () => {
  const thing = { room: 'strategy', kind: 'edition', id: 'e1' }
  const about = {
    ...thing,
    version_hash: 'a'.repeat(64),
    title: 'Sales FY27',
    href: '/strategy/plans/sales',
    audience: 'internal' as const,
  }
  const sign = async () => {
    const id = await ledger.cast.open((ctx) =>
      open(
        { ...ctx, actor: ledger.as('ilse').actor },
        { kind: 'signoff', issue: 'Agree to Sales FY27?', proposal: 'Agree.', subjects: [about], parties: [ledger.party('D', 'mara')] },
      ),
    )
    return ledger.decide('mara', id)
  }
  const one = await sign()
  await ledger.cast.open((ctx) =>
    carry(ctx, { subject: thing, from: about.version_hash, to: 'b'.repeat(64), class: 'editorial', reason: 'A comma' }),
  )
  expect((await dependants(one.id)).items.map(({ kind, title, note }) => [kind, title, note])).toEqual([
    ['agreement', 'Sales FY27', 'agreed to, text aaaaaaaa'],
    ['carried', 'Sales FY27', 'carried on 2026-06-15 over an editorial change, text bbbbbbbb'],
  ])
  const two = await sign()
  expect((await shown(two.id)).map((line) => line.split(' ')[0])).toEqual(['agreement'])
  expect(
    (await shown(one.id)).map((line) => line.split(' ')[0]),
    'the text of the carried one stands on nothing else',
  ).toEqual(['carried'])
})

test('what is for the few is called by its number, and nothing that it holds is told', async () => {
  const a = await decided()
  const few = await decided(
    { issue: `Buy the quokka, as in ${a.number}?`, audience: 'restricted', effects: [{ kind: 'stop', about: 'Quokkas' }] },
    { no_actions: false, actions: [{ text: 'Call the quokka', dri: ledger.id('ilse'), due: '2026-07-01' }] },
  )
  expect(await dependants(a.id, 'sol')).toMatchObject({ total: 1, items: [{ title: few.number, href: null }] })
  expect(JSON.stringify(await dependants(a.id, 'sol'))).not.toContain('uokka')
  expect((await shown(a.id, 'mara')).map((line) => line.split(' ')[0])).toEqual(['decision', 'effect', 'action'])
  await expect(dependants(few.id, 'sol')).rejects.toEqual(expect.objectContaining({ code: 'decision.unknown' }))
})
