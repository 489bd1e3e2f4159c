import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { lettersTo, speakerOf, tokenOf } from '../../../test/cast/staff.ts'
import { codeLife } from './rules/portal.ts'
import * as promise from './contract.ts'
import { actorOfContactSession, openAccount, room } from './index.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')

beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers'], now: start })
})
afterAll(() => cast?.close())

const later = (minutes: number) => cast.setNow(new Date(start.getTime() + minutes * 60_000))
const request = (email: string, company = 'Sample Works GmbH') => ({
  email,
  name: 'Robin Sample',
  company,
  country: 'de',
  address: { line1: 'Hafenstrasse 1', postal_code: '20457', city: 'Hamburg' },
  vat_id: 'DE123456788',
})
const newestCode = async (email: string) => /code is (\d{6})/.exec((await lettersTo(cast, email)).at(-1) ?? '')?.[1] ?? ''
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')
const verify = (email: string, code: string) => cast.visitor().call(promise.codeVerify, { email, code })
const actorOf = (token: string) => cast.open((ctx) => actorOfContactSession(ctx, token))
const accountsNamed = async (name: string) => (await cast.as('bizops').call(promise.accountsList, { search: name })).items
const announced = async (name: string) =>
  (await cast.house.db.pool.query('select payload from kernel.outbox where name = $1', [name])).rows.length

async function contactWith(email: string) {
  const token = tokenOf(await verify(email, await newestCode(email)))
  return { token, me: speakerOf(cast, await actorOf(token)) }
}

describe('the portal', () => {
  test('a sign-up waits unseen until its code is typed in; then it is an account that its contact owns', async () => {
    const email = 'robin@sample-works.example'
    const answer = await cast.visitor().call(promise.signUp, request(email))
    expect(answer).toEqual({ email, expires_in_s: 600 })
    expect(await accountsNamed('Sample Works')).toEqual([])
    expect(await announced('customers.account.created')).toBe(0)
    const { me } = await contactWith(email)
    expect(await announced('customers.account.created')).toBe(1)
    expect(await accountsNamed('Sample Works')).toMatchObject([{ source: 'self_service', domain: 'sample-works.example', country: 'DE' }])
    expect(await me.call(promise.portalMe, {})).toMatchObject({
      contact: { email, roles: ['owner'] },
      account: { name: 'Sample Works GmbH', vat_id: 'DE123456788', address: { line1: 'Hafenstrasse 1', country: 'DE' } },
      may: ['portal.view', 'portal.buy', 'portal.pay'],
    })
  })

  test('a second sign-up with a known address signs in, with the same answer, and changes nothing', async () => {
    const email = 'robin@sample-works.example'
    later(61)
    expect(await cast.visitor().call(promise.signUp, request(email.toUpperCase(), 'Evil Twin'))).toEqual({
      email: email.toUpperCase(),
      expires_in_s: 600,
    })
    const { me } = await contactWith(email)
    expect((await me.call(promise.portalMe, {})).account.name).toBe('Sample Works GmbH')
    expect(await accountsNamed('Evil Twin')).toEqual([])
    cast.setNow(start)
  })

  test('a sign-up that nobody confirmed takes the facts of the later one', async () => {
    const email = 'again@sample-two.example'
    await cast.visitor().call(promise.signUp, request(email, 'Typo GmbH'))
    await cast.visitor().call(promise.signUp, {
      ...request(email, 'Right GmbH'),
      country: 'AT',
      address: { line1: 'Ring 1', postal_code: '1010', city: 'Wien' },
    })
    const { me } = await contactWith(email)
    expect((await me.call(promise.portalMe, {})).account).toMatchObject({ name: 'Right GmbH', country: 'AT', address: { country: 'AT' } })
  })

  test('an unknown address gets the same answer and no letter', async () => {
    const email = 'stranger@nowhere.example'
    expect(await cast.visitor().call(promise.portalSignIn, { email })).toEqual({ email, expires_in_s: 600 })
    expect(await lettersTo(cast, email)).toEqual([])
    await expect(verify(email, '123456')).rejects.toMatchObject({ code: 'customers.code_wrong' })
  })

  test('after five wrong guesses the right code is dead too, although every refusal undid the rest', async () => {
    const email = 'guess@sample-three.example'
    await cast.visitor().call(promise.signUp, request(email, 'Guess GmbH'))
    const code = await newestCode(email)
    for (let i = 0; i < codeLife.tries; i += 1)
      await expect(verify(email, wrongOf(code))).rejects.toMatchObject({ code: 'customers.code_wrong' })
    await expect(verify(email, code)).rejects.toMatchObject({ code: 'customers.code_wrong' })
    await cast.visitor().call(promise.portalSignIn, { email })
    expect(await verify(email, await newestCode(email))).toMatchObject({ contact_id: expect.any(String) })
  })

  test('fifty guesses at the same moment are counted one by one', async () => {
    const email = 'burst@sample-four.example'
    await cast.visitor().call(promise.signUp, request(email, 'Burst GmbH'))
    const code = await newestCode(email)
    await Promise.allSettled(Array.from({ length: 50 }, () => verify(email, wrongOf(code))))
    const { rows } = await cast.house.db.pool.query(
      'select tries from customers.portal_code c join customers.contact k on k.id = c.contact_id where k.email_key = $1',
      [email],
    )
    expect(rows).toEqual([{ tries: codeLife.tries }])
  })

  test('a code works once, within ten minutes; when one is used, the others of its contact end', async () => {
    const email = 'codes@sample-five.example'
    await cast.visitor().call(promise.signUp, request(email, 'Codes GmbH'))
    const first = await newestCode(email)
    await cast.visitor().call(promise.portalSignIn, { email })
    const second = await newestCode(email)
    later(10)
    await expect(verify(email, second)).rejects.toMatchObject({ code: 'customers.code_wrong' })
    cast.setNow(start)
    await verify(email, first)
    for (const over of [first, second]) await expect(verify(email, over)).rejects.toMatchObject({ code: 'customers.code_wrong' })
  })

  test('codes are stored as hashes, and an address gets three letters in a quarter of an hour', async () => {
    const email = 'many@sample-six.example'
    await cast.visitor().call(promise.signUp, request(email, 'Many GmbH'))
    for (let i = 0; i < 8; i += 1) await cast.visitor().call(promise.portalSignIn, { email })
    expect(await lettersTo(cast, email)).toHaveLength(3)
    const { rows } = await cast.house.db.pool.query('select * from customers.portal_code')
    expect(JSON.stringify(rows)).not.toContain(`"${await newestCode(email)}"`)
    later(15)
    await cast.visitor().call(promise.portalSignIn, { email })
    expect(await lettersTo(cast, email)).toHaveLength(4)
    cast.setNow(start)
  })

  test('a stranger uses up nothing of a contact’s: neither by wrong guesses nor by asking for letters', async () => {
    const email = 'victim@sample-stranger.example'
    await cast.visitor().call(promise.signUp, request(email, 'Victim GmbH'))
    const from = (address: string) => cast.speaker({ ...cast.visitor().actor, address })
    const tryFrom = (address: string, code: string) =>
      from(address)
        .call(promise.codeVerify, { email, code })
        .then(
          () => 'in',
          (error: { code: string }) => error.code,
        )
    const code = await newestCode(email)
    for (let i = 0; i < 30; i += 1) expect(await tryFrom(`198.51.100.${i}`, wrongOf(code))).toBe('customers.code_wrong')
    // the strangers' tries are spent, also for the right code; the contact's are not
    expect(await tryFrom('198.51.100.200', code)).toBe('customers.code_wrong')
    expect(await tryFrom('203.0.113.8', code)).toBe('in')
    for (let i = 0; i < 6; i += 1) await from('198.51.100.7').call(promise.portalSignIn, { email })
    const asked = await newestCode(email)
    for (let i = 0; i < 30; i += 1) await tryFrom(`198.51.100.${i}`, wrongOf(asked))
    await from('203.0.113.77').call(promise.portalSignIn, { email })
    expect(await newestCode(email)).toBe(asked)
    expect(await tryFrom('203.0.113.77', asked)).toBe('in')
  })

  test('a contact sees the own account and reaches no operation of staff', async () => {
    const email = 'lone@sample-seven.example'
    await cast.visitor().call(promise.signUp, request(email, 'Lone GmbH'))
    const { me } = await contactWith(email)
    const { account } = await cast.open((ctx) =>
      openAccount(ctx, { name: 'Foreign AG', kind: 'business', country: 'CH', contact: { name: 'F', email: 'f@foreign.example' } }),
    )
    expect((await me.call(promise.portalTeam, {})).items.map((row) => row.email)).toEqual([email])
    await expect(me.call(promise.accountRead, { id: account.id })).rejects.toMatchObject({ code: 'audience.staff' })
    const { rows } = await cast.house.db.pool.query("select id from customers.contact where email_key = 'f@foreign.example'")
    await expect(me.call(promise.teamRemove, { id: rows[0].id })).rejects.toMatchObject({ kind: 'missing' })
  })

  test('an owner lets colleagues in and out, but never the last owner; who only pays invites nobody', async () => {
    const email = 'boss@sample-eight.example'
    await cast.visitor().call(promise.signUp, request(email, 'Team GmbH'))
    const { me } = await contactWith(email)
    const payer = await me.call(promise.teamInvite, { name: 'Pia', email: 'pia@sample-eight.example', roles: ['billing'] })
    await cast.visitor().call(promise.portalSignIn, { email: payer.email })
    const pia = await contactWith(payer.email)
    expect((await pia.me.call(promise.portalMe, {})).may.sort()).toEqual(['portal.pay', 'portal.view'])
    await expect(pia.me.call(promise.teamInvite, { name: 'X', email: 'x@x.example', roles: ['owner'] })).rejects.toMatchObject({
      code: 'right.missing',
    })
    await expect(me.call(promise.teamRemove, { id: me.actor.id })).rejects.toMatchObject({ code: 'customers.contact.last_owner' })
    await me.call(promise.teamRemove, { id: payer.id })
    expect(await actorOf(pia.token)).toBeUndefined()
  })

  test('an invitation tells nobody whose address is known elsewhere; that address goes on opening its own account', async () => {
    const email = 'asker@sample-fourteen.example'
    await cast.visitor().call(promise.signUp, request(email, 'Asker GmbH'))
    const { me } = await contactWith(email)
    const other = 'elsewhere@sample-fifteen.example'
    await cast.visitor().call(promise.signUp, request(other, 'Elsewhere GmbH'))
    const theirs = await contactWith(other)
    const invited = (address: string) => me.call(promise.teamInvite, { name: 'Kim', email: address, roles: ['technical'] })
    const shown = (row: Awaited<ReturnType<typeof invited>>) => ({ ...row, id: typeof row.id, email: typeof row.email })
    const [stranger, taken] = [await invited('kim@sample-fourteen.example'), await invited('Elsewhere@sample-fifteen.example')]
    expect(shown(taken)).toEqual(shown(stranger))
    const team = (await me.call(promise.portalTeam, {})).items
    expect(team.map((row) => row.email)).toEqual([email, 'kim@sample-fourteen.example', 'Elsewhere@sample-fifteen.example'])
    expect((await lettersTo(cast, 'Elsewhere@sample-fifteen.example')).at(-1)).toContain('opens another account of ours')
    // invited a second time, both are refused in the same words
    for (const again of ['kim@sample-fourteen.example', other]) {
      const message = `${again} belongs to somebody of your team already.`
      await expect(invited(again)).rejects.toMatchObject({ code: 'customers.contact.email_taken', message })
    }
    await cast.visitor().call(promise.portalSignIn, { email: other })
    expect(await verify(other, await newestCode(other))).toMatchObject({ account_id: theirs.me.actor.accountId })
    await me.call(promise.teamRemove, { id: taken.id })
    expect((await me.call(promise.portalTeam, {})).items).toHaveLength(2)
  })

  test('a contact whose address is moved is signed out, and its mailbox is unproven again; a new name changes neither', async () => {
    const email = 'moves@sample-twelve.example'
    await cast.visitor().call(promise.signUp, request(email, 'Moves GmbH'))
    const { token, me } = await contactWith(email)
    const bizops = cast.as('bizops')
    await bizops.call(promise.contactChange, { id: me.actor.id, name: 'Robin Moved', email: email.toUpperCase() })
    expect(await actorOf(token)).toBeDefined()
    const moved = await bizops.call(promise.contactChange, { id: me.actor.id, email: 'moved@sample-twelve.example' })
    expect(moved.email_verified_at).toBeNull()
    expect(await actorOf(token)).toBeUndefined()
  })

  test('a portal session ends with sign-out and after twelve idle hours', async () => {
    const email = 'ends@sample-nine.example'
    await cast.visitor().call(promise.signUp, request(email, 'Ends GmbH'))
    const one = await contactWith(email)
    later(12 * 60)
    expect(await actorOf(one.token)).toBeUndefined()
    cast.setNow(start)
    expect(await actorOf(one.token)).toBeDefined()
    await one.me.call(promise.portalSignOut, {})
    expect(await actorOf(one.token)).toBeUndefined()
  })

  test('a sign-up that nobody confirms is forgotten after a week, with its contact and codes; a customer never is', async () => {
    const email = 'never@sample-eleven.example'
    await cast.visitor().call(promise.signUp, request(email, 'Never GmbH'))
    await cast.drain()
    const left = async () => {
      const { rows } = await cast.house.db.pool.query('select name from customers.account where confirmed_at is null')
      return rows.map((row) => row.name)
    }
    const kept = (await accountsNamed('GmbH')).length
    const tidy = async () => {
      for (const job of room.jobs) await job.run(cast.open, {})
    }
    later(6 * 24 * 60)
    await tidy()
    expect(await left()).toContain('Never GmbH')
    later(8 * 24 * 60)
    await tidy()
    expect(await left()).toEqual([])
    expect(await accountsNamed('GmbH')).toHaveLength(kept)
    cast.setNow(start)
  })

  test('a demo house tells the code, so that a visitor without mail can go on; others never do', async () => {
    const demo = await openCast({ rooms: ['people', 'customers'], settings: { DEMO: 'true' } })
    const email = 'demo@sample-ten.example'
    const { demo_code } = await demo.visitor().call(promise.signUp, request(email))
    expect(await demo.visitor().call(promise.codeVerify, { email, code: demo_code ?? '' })).toMatchObject({
      account_id: expect.any(String),
    })
    await demo.close()
  })
})
