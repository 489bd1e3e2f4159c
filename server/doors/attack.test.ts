import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { statementsOf } from '../../test/cast/statements.ts'
import { invite, keyCreate, personRoles } from '../modules/people/contract.ts'
import { rightsOf } from '../../test/cast/rights.ts'
import { rooms } from '../rooms.ts'

/** What strangers and programs try at the doors. */
let cast: Cast
beforeAll(async () => {
  cast = await openCast()
})
afterAll(() => cast?.close())

const base = () => cast.house.settings.publicUrl
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  cast.http(new Request(`${base()}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }))

describe('a body that is made to keep us busy', () => {
  test.each([
    ['eighty thousand fields', () => `{${Array.from({ length: 80_000 }, (_, n) => `"f${n}":1`).join(',')}}`],
    ['a list of half a million', () => `{"email":[${'1,'.repeat(500_000)}1]}`],
    ['a list of lists', () => `{"email":[${'[],'.repeat(330_000)}[]]}`],
    ['a text of a million signs', () => `{"email":"${'a'.repeat(1_000_000)}"}`],
    ['an address of half a million dots', () => `{"email":"${'a.'.repeat(500_000)}@x.example"}`],
    ['a million signs that could be a domain', () => `{"email":"a@${'a.'.repeat(500_000)}"}`],
    ['depth without end', () => `{"email":${'['.repeat(1_000_000)}`],
    ['depth that ends', () => `{"email":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ])(
    '%s is refused before the database hears of it, in a few words',
    async (_what, body) => {
      const text = body()
      let answer = new Response()
      const statements = await statementsOf(async () => {
        answer = await post('/api/portal/sign-ins', text)
      })
      expect(answer.status).toBe(400)
      expect((await answer.text()).length).toBeLessThan(20_000)
      expect(statements).toEqual([])
    },
    60_000,
  )

  test('ten million bytes are refused by their size', async () => {
    expect((await post('/api/portal/sign-ins', `{"email":"${'a'.repeat(10_000_000)}"}`)).status).toBe(413)
  })

  test('a list of half a million where a list may be is refused in a few words too', async () => {
    const lists = rooms
      .flatMap((room) => room.operations)
      .map((bound) => bound.operation)
      .filter(
        (one) =>
          one.method === 'POST' &&
          one.audience === 'staff' &&
          JSON.stringify(Object.keys(Reflect.get(one.input, 'shape') ?? {})).includes('roles'),
      )
    expect(lists.length).toBeGreaterThan(0)
    for (const one of lists) {
      const told = await cast
        .as('admin')
        .call(one, { roles: Array.from({ length: 500_000 }, () => 7) }, { key: 'many' })
        .catch((error: { code: string; unmet: unknown[] }) => [error.code, error.unmet.length <= 50])
      expect([one.name, told]).toEqual([one.name, ['input.invalid', true]])
    }
  }, 60_000)
})

describe('a program with a key', () => {
  const key = () =>
    cast.speaker({ kind: 'key', id: '01a20000-0000-7000-8000-000000000001', name: 'robot', rights: rightsOf(['admin']), person: 'x' })

  test('does nothing that asks a person for a fresh proof, whatever rights it has', async () => {
    const asking = rooms.flatMap((room) => room.operations).filter((bound) => bound.operation.stepUp)
    expect(asking.map((bound) => bound.operation.name).sort()).toEqual([
      'billing.entities.change',
      'billing.entities.create',
      'handbook.chats.confirm',
      'handbook.chats.preview',
      'licensing.keys.activate',
      'licensing.keys.generate',
      'licensing.keys.import',
      'people.api_keys.create',
      'people.api_keys.rotate',
      'people.grants.create',
      'people.grants.end',
      'people.invitations.create',
      'people.persons.resume',
      'people.persons.set_roles',
      'people.service_accounts.create',
    ])
    for (const { operation: one } of asking) {
      await expect(key().call(one, {}, { key: 'robot' })).rejects.toMatchObject({ code: 'step_up.person_needed' })
    }
  })

  test('a person whose proof is old is asked; without an old session nothing changes', async () => {
    const { actor } = cast.as('admin')
    const later = cast.speaker({ ...actor, session: 'some', provedAt: new Date(Date.parse('2026-06-15T09:55:00Z')) })
    for (const one of [personRoles, keyCreate]) await expect(later.call(one, {} as never)).rejects.toMatchObject({ code: 'step_up.needed' })
    const fresh = cast.speaker({ ...actor, session: 'some', provedAt: new Date(Date.parse('2026-06-15T09:55:01Z')) })
    for (const one of [personRoles, keyCreate]) await expect(fresh.call(one, {} as never)).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

describe('another site', () => {
  // a cookie alone makes the door ask where a write comes from, whether it opens anything or not
  const cookie = 'qd_session=some'
  const write = (headers: Record<string, string>) => post('/api/people/sign-outs', '{}', { cookie, ...headers })
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8080' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:8080.evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
  ])('a write with %o answers %i', async (headers, status) => {
    expect((await write(headers)).status).toBe(status)
  })

  test('no answer lets another site read it, whatever it asks', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    for (const method of ['OPTIONS', 'GET']) {
      const answer = await cast.http(new Request(`${base()}/api/session`, { method, headers }))
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  })

  test('a form of another site sends no JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await post('/api/people/sign-ins', '{"email":"a@b.example","password":"x"}', { 'content-type': type })
      expect(answer.status).toBe(415)
    }
  })
})

describe('an address that leads astray', () => {
  test.each([
    '//evil.example/customers',
    '/customers//evil.example',
    '/customers/..%2f..%2fevil.example',
    '/customers\\evil.example',
    '/customers/%0d%0aset-cookie:a=b',
    '/people/@evil.example',
  ])('%s stays in the house', async (path) => {
    const answer = await cast.http(new Request(`${base()}${path}`, { headers: { accept: 'text/html' } }))
    const to = answer.headers.get('location')
    if (to !== null) expect(new URL(to, base()).origin).toBe(new URL(base()).origin)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect([302, 404]).toContain(answer.status)
  })

  test.each([
    '/assets/..%2f..%2fpackage.json',
    '/public/..%2f..%2f..%2fpackage.json',
    '/public/%2e%2e/%2e%2e/package.json',
    '/public/%00.css',
  ])('%s shows no file of ours', async (path) => {
    const answer = await cast.http(new Request(`${base()}${path}`))
    expect(answer.status).toBe(404)
  })
})

test('a key of one person repeats nothing for another', async () => {
  const [one, two] = [cast.as('admin'), cast.as('admin')]
  const first = await one.call(invite, { email: 'one@tidewater.example', roles: ['member'] }, { key: 'same' })
  const second = await two.call(invite, { email: 'one@tidewater.example', roles: ['member'] }, { key: 'same' })
  expect(second.id).not.toBe(first.id)
})
