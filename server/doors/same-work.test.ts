import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { foundOffice, lettersTo } from '../../test/cast/staff.ts'
import { statementsOf } from '../../test/cast/statements.ts'
import { codeVerify, portalSignIn, signUp } from '../modules/customers/contract.ts'
import { openAccount } from '../modules/customers/index.ts'
import { passwordResetAsk } from '../modules/people/contract.ts'

/** Nobody learns at a door who is known: neither from the answer nor from the work behind it. */
let cast: Cast
const known = { staff: 'tom@tidewater.example', contact: 'robin@known-works.example', closed: 'left@tidewater.example' }
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers'] })
  await foundOffice(cast)
  await cast.open((ctx) =>
    openAccount(ctx, { name: 'Known Works', kind: 'business', country: 'DE', contact: { name: 'Robin', email: known.contact } }),
  )
})
afterAll(() => cast?.close())

const ask = async (work: () => Promise<unknown>) => {
  let answer: unknown
  const statements = await statementsOf(async () => {
    answer = await work().catch(({ kind, code, message }) => ({ kind, code, message }))
  })
  return { answer: JSON.stringify(answer).replaceAll(/[\w.-]+@[\w.-]+/g, '(address)'), statements }
}
const request = (email: string) => ({
  email,
  name: 'Robin',
  company: 'Some Works GmbH',
  country: 'DE',
  address: { line1: 'Hafenstrasse 1', postal_code: '20457', city: 'Hamburg' },
})

test.each([
  ['a code to sign in', (email: string) => cast.visitor().call(portalSignIn, { email })],
  ['an account', (email: string) => cast.visitor().call(signUp, request(email))],
])('who asks for %s learns nothing of the address, and a stranger’s makes as much work', async (_what, work) => {
  // the first of all asks what others find remembered: the zone of the company
  await work('first@nowhere.example')
  const [there, nowhere] = [await ask(() => work(known.contact)), await ask(() => work('nobody@nowhere.example'))]
  expect(nowhere).toEqual(there)
  expect(there.statements.length).toBeGreaterThan(2)
})

test('a wrong code is as wrong for an address that nobody has, and as much is counted', async () => {
  await cast.visitor().call(portalSignIn, { email: known.contact })
  expect((await lettersTo(cast, known.contact)).length).toBeGreaterThan(0)
  const code = /code is (\d{6})/.exec((await lettersTo(cast, known.contact)).at(-1) ?? '')?.[1] ?? ''
  const guess = code === '000000' ? '000001' : '000000'
  const [there, nowhere] = [
    await ask(() => cast.visitor().call(codeVerify, { email: known.contact, code: guess })),
    await ask(() => cast.visitor().call(codeVerify, { email: 'nobody-at-all@nowhere.example', code: guess })),
  ]
  expect(nowhere).toEqual(there)
  expect(there.answer).toContain('customers.code_wrong')
})

test('who asks for a new password learns nothing of the address either', async () => {
  const reset = (email: string) => cast.visitor().call(passwordResetAsk, { email })
  const [there, nowhere] = [await ask(() => reset(known.staff)), await ask(() => reset('nobody@nowhere.example'))]
  expect(nowhere).toEqual(there)
  expect(await lettersTo(cast, known.staff)).toHaveLength(1)
  expect(await lettersTo(cast, 'nobody@nowhere.example')).toEqual([expect.stringContaining('code is')])
})

test('what was typed at a door lies in no event in clear', async () => {
  await cast.visitor().call(portalSignIn, { email: 'typed@nowhere.example' })
  await cast.visitor().call(passwordResetAsk, { email: 'typed@nowhere.example' })
  const { rows } = await cast.house.db.pool.query<{ all: string }>('select o::text as all from kernel.outbox o')
  expect(rows.filter((row) => row.all.includes('typed@nowhere')).length).toBe(0)
  expect(rows.filter((row) => row.all.includes('.asked')).length).toBeGreaterThan(5)
})
