import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as billingPromise from '../../server/modules/billing/contract.ts'
import { sweepIntents } from '../../server/modules/billing/commands/payments/collect.ts'
import { carryRates } from '../../server/modules/billing/commands/catalogue/rates.ts'
import {
  groupCreate,
  handOverDo,
  handOverRead,
  handOverUndo,
  passwordResetAsk,
  personDepart,
  signIn,
} from '../../server/modules/people/contract.ts'
import { admitPerson } from '../../server/modules/people/index.ts'
import { accountChange } from '../../server/modules/customers/contract.ts'
import { sourcesCreate, sourcesList, sourcesRotate } from '../../server/modules/data/contract.ts'
import { openWriteStage, password, type World, type WriteStage } from '../cast/writes.ts'
import { billing } from './refusals/billing.ts'
import { others } from './refusals/others.ts'
import { people } from './refusals/people.ts'

let stage: WriteStage
beforeAll(async () => {
  stage = await openWriteStage({ live: false })
})
afterAll(() => stage?.close())

const inWorld = (work: (world: World) => Promise<void>) => stage.undone(async (tx) => work(await stage.worldIn(tx)))

describe('is refused, and says what to do', () => {
  test.each(Object.entries({ ...people, ...billing, ...others }))('%s', (code, when) =>
    inWorld(async (world) => {
      const refusal = await when(world).then(
        () => 'it was done',
        (error: unknown) => error,
      )
      expect(refusal).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
    }),
  )
})

describe('what follows an act is told and kept', () => {
  const told = async (world: World, name: string) =>
    (await world.query('select payload from kernel.outbox where name = $1 order by id desc limit 1', [name]))[0]?.['payload']
  const kept = async (world: World, action: string) =>
    (
      await world.query('select subject_kind, subject_id, after, reason from kernel.audit where action = $1 order by id desc limit 1', [
        action,
      ])
    )[0]

  async function declinedOrder(world: World) {
    const quote = await world.ask(billingPromise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 5 }, world.actors.buyer)
    const token = await world.cardToken('4000 0000 0000 9995')
    const order = await world.ask(billingPromise.portalQuoteAccept, world.yesTo(quote, { token }), world.actors.buyer)
    await world.drain()
    return order
  }

  test('a first sale makes a profile, and its licence fulfils the order', () =>
    inWorld(async (world) => {
      expect(await kept(world, 'billing.profile.created')).toMatchObject({ subject_kind: 'account', subject_id: world.ids.account })
      expect(await kept(world, 'billing.order.fulfilled')).toMatchObject({ subject_kind: 'order', after: { licence: expect.any(String) } })
      expect(await told(world, 'billing.order.fulfilled')).toMatchObject({ account_id: world.ids.account })
    }))

  test('a declined card is told', () =>
    inWorld(async (world) => {
      const order = await declinedOrder(world)
      expect(await told(world, 'billing.payment.failed')).toMatchObject({ order_id: order.id, code: 'insufficient_funds' })
    }))

  test('an order that is not paid in 72 hours fails', () =>
    inWorld(async (world) => {
      const { id } = await declinedOrder(world)
      world.at('2026-06-20')
      await sweepIntents(world.open)
      expect(await kept(world, 'billing.order.failed')).toMatchObject({ subject_id: id, reason: 'No payment within 72 hours' })
      expect(await told(world, 'billing.order.failed')).toMatchObject({ order_id: id })
    }))

  test('a month without a rate goes on at the last one', () =>
    inWorld(async (world) => {
      await world.query(`delete from kernel.fx_rate where month = '2026-07'`)
      world.at('2026-07-01')
      await world.open(carryRates)
      expect(await kept(world, 'billing.rate.carried')).toMatchObject({ subject_kind: 'rate' })
    }))

  test('an old write key goes on for thirty days and no longer', () =>
    inWorld(async (world) => {
      const { key } = await world.ask(sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
      const { keys } = await world.ask(sourcesRotate, { key })
      expect(keys.map((one) => one.valid_until).sort()).toEqual(['2026-07-15T10:00:00.000Z', null])
      const waiting = async (day: string) => {
        world.at(day)
        return (await world.ask(sourcesList, {})).items[0]?.keys.length
      }
      expect([await waiting('2026-07-14'), await waiting('2026-07-16')]).toEqual([2, 1])
    }))

  test('a key that cannot be kept is refused at the door', () =>
    inWorld(async (world) => {
      const { contract: id } = world.ids
      const change = { id, change: { kind: 'seats', add: 1 }, reason: 'More' }
      const long = { 'idempotency-key': 'k'.repeat(256), 'if-match': '"1"' }
      expect(await world.http(billingPromise.contractsAmend, change, long)).toEqual({ status: 400, code: 'idempotency.key_invalid' })
    }))

  test('an early end with money back is told as a credit note', () =>
    inWorld(async (world) => {
      world.at('2026-12-15')
      const change = { kind: 'end' as const, effective: '2026-12-15', credit: 'prorated' as const }
      await world.ask(billingPromise.contractsAmend, { id: world.ids.contract, change, reason: 'Company closed' })
      expect(await told(world, 'billing.credit_note.issued')).toMatchObject({ account_id: world.ids.account })
    }))

  test('a wrong password is kept with the person, and nothing is told to who tries', () =>
    inWorld(async (world) => {
      const wrong = { email: world.owner.email, password: 'not this one' }
      await expect(world.ask(signIn, wrong, world.actors.visitor)).rejects.toMatchObject({ code: 'sign_in.wrong' })
      expect(await kept(world, 'people.sign_in.failed')).toMatchObject({ subject_kind: 'person', subject_id: world.ids.boss })
    }))

  test('who asked for a new password is kept with the person', () =>
    inWorld(async (world) => {
      await world.ask(passwordResetAsk, { email: world.owner.email }, world.actors.visitor)
      await world.drain()
      expect(await kept(world, 'people.password.reset_asked')).toMatchObject({ subject_kind: 'person', subject_id: world.ids.boss })
    }))

  test('accounts of who leaves go back to the pool', () =>
    inWorld(async (world) => {
      await world.ask(accountChange, { id: world.ids.account, owner_id: world.ids.mate })
      await world.ask(personDepart, { id: world.ids.mate })
      await world.drain()
      expect(await kept(world, 'customers.account.released')).toMatchObject({ subject_id: world.ids.account, after: { owner_id: null } })
      expect(await told(world, 'people.person.left')).toMatchObject({ owned: [{ room: 'customers', kind: 'account', things: 1 }] })
    }))

  test('what a leaver left behind is handed over, and back within a day; what somebody took meanwhile stays with them', () =>
    inWorld(async (world) => {
      const { account, mate, boss } = world.ids
      const owner = async () => (await world.query('select owner_id from customers.account where id = $1', [account]))[0]?.['owner_id']
      const third = await world.open((ctx) =>
        admitPerson(ctx, { name: 'Cyd Moss', email: 'cyd@tidewater.example', password, roles: ['sales'] }),
      )
      await world.ask(accountChange, { id: account, owner_id: mate })
      await world.ask(personDepart, { id: mate })
      await world.drain()
      const waiting = await world.ask(handOverRead, { id: mate })
      expect(waiting.items).toMatchObject([{ room: 'customers', kind: 'account', id: account, to: null }])
      const handed = await world.ask(handOverDo, { id: mate, to_id: boss })
      expect([await owner(), handed.items[0]?.to?.id]).toEqual([boss, boss])
      expect(await kept(world, 'customers.account.handed_over')).toMatchObject({ subject_id: account, after: { owner_id: boss } })
      const back = await world.ask(handOverUndo, { id: mate })
      expect([await owner(), back.items[0]?.to]).toEqual([null, null])
      await world.ask(accountChange, { id: account, owner_id: third })
      expect((await world.ask(handOverDo, { id: mate, to_id: boss })).items).toEqual([])
      expect(await owner()).toBe(third)
    }))

  test('who is with us hands over one thing and keeps the rest; after a day it stays', () =>
    inWorld(async (world) => {
      const { mate, boss } = world.ids
      const north = await world.ask(groupCreate, { name: 'North', lead_id: mate })
      const south = await world.ask(groupCreate, { name: 'South', lead_id: mate })
      const one = { room: 'people', kind: 'group', id: north.id }
      const answer = await world.ask(handOverDo, { id: mate, to_id: boss, items: [one] })
      expect(answer.items.map((item) => [item.id, item.to?.id ?? null])).toEqual([
        [south.id, null],
        [north.id, boss],
      ])
      world.at('2026-06-25')
      await expect(world.ask(handOverUndo, { id: mate })).rejects.toMatchObject({ code: 'hand_over.too_late' })
    }))
})
