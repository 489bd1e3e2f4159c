import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { openAccount } from '../modules/customers/index.ts'

let cast: Cast
const base = 'http://localhost:4000'

beforeAll(async () => {
  cast = await openCast({ settings: { DEMO: 'true', PUBLIC_URL: base } })
})
afterAll(() => cast?.close())

/** A browser: keeps cookies, names its origin, sends JSON. */
function browser() {
  const cookies = new Map<string, string>()
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const headers: Record<string, string> = { origin: base, cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...more }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const response = await cast.http(
      new Request(`${base}/api${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    )
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: response.status, answer: await response.json(), set: response.headers.getSetCookie() }
  }
}

const owner = { name: 'Ines Okafor', email: 'ines@tidewater.example', password: 'four ducks on a pond' }
const signUp = (email: string, company: string) => ({
  email,
  name: 'Robin',
  company,
  country: 'DE',
  address: { line1: 'Kai 1', city: 'Hamburg' },
})

async function customer(email: string, company: string) {
  const ask = browser()
  const { answer } = await ask('POST', '/portal/sign-ups', signUp(email, company))
  expect((await ask('POST', '/portal/codes', { email, code: answer.demo_code })).status).toBe(200)
  return ask
}

describe('sessions over HTTP', () => {
  test('first run signs the owner in; sign-out signs out; sign-in comes back', async () => {
    const ask = browser()
    const first = await ask('POST', '/people/first-run', { company: { name: 'Tidewater Systems' }, owner })
    expect(first.status).toBe(201)
    expect(first.set[0]).toMatch(/^qd_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/)
    expect((await ask('GET', '/people/me')).answer).toMatchObject({ name: owner.name, roles: ['admin'] })
    expect((await ask('POST', '/people/sign-outs', {})).set[0]).toContain('Max-Age=0')
    expect((await ask('GET', '/people/me')).status).toBe(401)
    expect((await ask('POST', '/people/sign-ins', { email: owner.email, password: owner.password })).answer).toMatchObject({
      state: 'signed_in',
    })
    expect((await ask('GET', '/session')).answer).toMatchObject({
      actor: { kind: 'person', name: owner.name },
      company: { name: 'Tidewater Systems' },
    })
    expect((await browser()('POST', '/people/first-run', { company: { name: 'Other' }, owner })).answer).toMatchObject({
      code: 'first_run.done',
      status: 409,
    })
  })

  test('a wrong password is 422, the eleventh 429 with the time to wait', async () => {
    const ask = browser()
    const tries = []
    for (let i = 0; i < 11; i += 1)
      tries.push((await ask('POST', '/people/sign-ins', { email: 'x@tidewater.example', password: `guess ${i}` })).status)
    expect(tries).toEqual([...Array(10).fill(422), 429])
  })

  test('another site cannot act with a reader’s session', async () => {
    const ask = browser()
    await ask('POST', '/people/sign-ins', { email: owner.email, password: owner.password })
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await ask('POST', '/people/groups', { name: 'Evil' }, evil)).answer).toMatchObject({ status: 403, code: 'session.cross_site' })
    expect((await ask('POST', '/people/groups', { name: 'Ours' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  })

  test('a secret is stored nowhere, not even beside an Idempotency-Key', async () => {
    const ask = browser()
    await ask('POST', '/people/sign-ins', { email: owner.email, password: owner.password })
    const body = { name: 'export', rights: ['people.read'], expires_at: new Date(cast.house.clock().getTime() + 86_400_000).toISOString() }
    const { answer } = await ask('POST', '/people/api-keys', body, { 'idempotency-key': 'one-two-three' })
    const { rows } = await cast.house.db.pool.query('select answer from kernel.idempotency')
    expect(JSON.stringify(rows)).not.toContain(answer.secret)
    const byKey = await browser()('GET', '/people/me', undefined, { authorization: `Bearer ${answer.secret}` })
    expect(byKey.answer).toMatchObject({ kind: 'key', rights: { 'people.read': 'all' } })
  })

  test('a contact reaches the portal and nothing of staff’s; one account never sees the other', async () => {
    const one = await customer('one@first-works.example', 'First Works')
    const two = await customer('two@second-works.example', 'Second Works')
    const mine = (await one('GET', '/portal/me')).answer
    const theirs = (await two('GET', '/portal/me')).answer
    expect(mine.account.name).toBe('First Works')
    expect(theirs.account.name).toBe('Second Works')
    for (const path of [
      '/customers/accounts',
      `/customers/accounts/${theirs.account.id}`,
      '/people/persons',
      '/people/me',
      '/billing/contracts',
      '/licensing/licences',
      '/letters',
    ]) {
      expect([path, (await one('GET', path)).status]).toEqual([path, 403])
    }
    expect((await one('DELETE', `/portal/team/${theirs.contact.id}`)).status).toBe(404)
    expect((await one('GET', '/portal/team')).answer.items).toHaveLength(1)
  })

  test('lists are also CSV, and a stale edit is a conflict', async () => {
    const ask = browser()
    await ask('POST', '/people/sign-ins', { email: owner.email, password: owner.password })
    const { account } = await cast.open((ctx) => openAccount(ctx, { name: 'Gannet Foods', kind: 'business', country: 'FR' }))
    expect((await ask('PATCH', `/customers/accounts/${account.id}`, { segment: 'smb' }, { 'if-match': '"1"' })).answer.version).toBe(2)
    expect([409, 412]).toContain(
      (await ask('PATCH', `/customers/accounts/${account.id}`, { segment: 'smb' }, { 'if-match': '"1"' })).status,
    )
  })
})
