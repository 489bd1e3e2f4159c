import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { lettersTo, signedIn, speakerOf, tokenOf } from '../../test/cast/staff.ts'
import { cookiesOf, withCookies } from '../kernel/cookies.ts'
import { codeVerify, signUp } from '../modules/customers/contract.ts'
import { keyCreate, keyRevoke } from '../modules/people/contract.ts'
import { actorOfSession, admitPerson } from '../modules/people/index.ts'
import { sessionActor } from './session.ts'

let cast: Cast
let staff = ''
let contact = ''
const password = 'a lighthouse in the fog'
const plain = { publicUrl: 'http://house.example', address: '203.0.113.9' }

beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers'] })
  await cast.open((ctx) => admitPerson(ctx, { name: 'Ines', email: 'ines@tidewater.example', password, roles: ['bizops'] }))
  staff = (await signedIn(cast, 'ines@tidewater.example', password)).token
  const email = 'robin@sample-works.example'
  await cast
    .visitor()
    .call(signUp, { email, name: 'Robin', company: 'Sample Works', country: 'DE', address: { line1: 'Kai 1', city: 'Hamburg' } })
  const code = /code is (\d{6})/.exec((await lettersTo(cast, email))[0] ?? '')?.[1] ?? ''
  contact = tokenOf(await cast.visitor().call(codeVerify, { email, code }))
})
afterAll(() => cast?.close())

function ask(path: string, headers: Record<string, string>, method = 'GET', place = plain) {
  return sessionActor(new Request(`${place.publicUrl}${path}`, { method, headers }), cast.open, place)
}
const both = () => `a=b; qd_session=${staff}; qd_portal=${contact}`

describe('who is asking', () => {
  test('nobody, without cookie and key, and with a dead or foreign cookie', async () => {
    expect(await ask('/api/session', {})).toBeUndefined()
    expect(await ask('/api/session', { cookie: 'qd_session=nonsense' })).toBeUndefined()
    expect(await ask('/api/session', { cookie: `qd_session=${contact}; qd_portal=${staff}` })).toBeUndefined()
  })

  test('a colleague by one cookie, a contact by the other, and in the portal the contact comes first', async () => {
    expect(await ask('/api/session', { cookie: `qd_session=${staff}` })).toMatchObject({ kind: 'person', name: 'Ines' })
    expect(await ask('/api/session', { cookie: `qd_portal=${contact}` })).toMatchObject({
      kind: 'contact',
      name: 'Robin',
      accountId: expect.any(String),
    })
    expect(await ask('/api/session', { cookie: both() })).toMatchObject({ kind: 'person' })
    expect(await ask('/api/portal/me', { cookie: both() })).toMatchObject({ kind: 'contact' })
    expect(await ask('/api/session', { cookie: both(), referer: 'http://house.example/portal/invoices' })).toMatchObject({
      kind: 'contact',
    })
    expect(await ask('/api/session', { cookie: both(), referer: 'http://house.example/portals' })).toMatchObject({ kind: 'person' })
  })

  test('acts in a session are taken from our own pages only', async () => {
    const cookie = `qd_session=${staff}`
    const refused = { code: 'session.cross_site', kind: 'forbidden' }
    await expect(ask('/api/x', { cookie, 'sec-fetch-site': 'cross-site' }, 'POST')).rejects.toMatchObject(refused)
    await expect(ask('/api/x', { cookie, 'sec-fetch-site': 'same-site' }, 'DELETE')).rejects.toMatchObject(refused)
    await expect(ask('/api/x', { cookie, origin: 'https://evil.example' }, 'PUT')).rejects.toMatchObject(refused)
    await expect(ask('/api/x', { cookie, origin: 'null' }, 'PATCH')).rejects.toMatchObject(refused)
    expect(await ask('/api/x', { cookie, 'sec-fetch-site': 'same-origin' }, 'POST')).toBeDefined()
    expect(await ask('/api/x', { cookie, origin: 'http://house.example' }, 'POST')).toBeDefined()
    expect(await ask('/api/x', { cookie, 'sec-fetch-site': 'none' }, 'POST')).toBeDefined()
    // what the browser says of the page wins over an origin that looks like ours
    const looksLikeOurs = { cookie, 'sec-fetch-site': 'cross-site', origin: 'http://house.example' }
    await expect(ask('/api/x', looksLikeOurs, 'POST')).rejects.toMatchObject(refused)
    await expect(ask('/api/portal/x', { cookie: `qd_portal=${contact}`, 'sec-fetch-site': 'cross-site' }, 'POST')).rejects.toMatchObject(
      refused,
    )
    expect(await ask('/api/x', { cookie, 'sec-fetch-site': 'cross-site' })).toBeDefined()
  })

  test('a key wins over cookies, needs no origin, and a bad one is refused rather than taken for nobody', async () => {
    const me = speakerOf(cast, await cast.open((ctx) => actorOfSession(ctx, staff)))
    const expires_at = new Date(cast.house.clock().getTime() + 86_400_000).toISOString()
    const { key, secret } = await me.call(keyCreate, { name: 'export', rights: ['customers.read'], expires_at })
    const headers = { authorization: `Bearer ${secret}`, cookie: both(), 'sec-fetch-site': 'cross-site' }
    expect(await ask('/api/x', headers, 'POST')).toMatchObject({ kind: 'key', id: key.id })
    await me.call(keyRevoke, { id: key.id })
    await expect(ask('/api/x', headers, 'POST')).rejects.toMatchObject({ code: 'api_key.invalid', kind: 'unauthenticated' })
  })

  test('over https only the __Host- cookie counts, and cookies are set as such', async () => {
    const secure = { publicUrl: 'https://house.example', address: '203.0.113.9' }
    expect(await ask('/api/session', { cookie: `qd_session=${staff}` }, 'GET', secure)).toBeUndefined()
    expect(await ask('/api/session', { cookie: `__Host-qd_session=${staff}` }, 'GET', secure)).toMatchObject({ kind: 'person' })
    const answer = withCookies({}, [{ name: 'qd_session', value: 'x', maxAge: 60 }])
    expect(cookiesOf(answer, { secure: true })).toEqual(['__Host-qd_session=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60'])
    expect(cookiesOf(answer, { secure: false })).toEqual(['qd_session=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60'])
    expect(JSON.stringify(answer)).toBe('{}')
  })
})
