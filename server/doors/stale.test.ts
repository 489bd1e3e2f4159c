import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCast } from '../../test/cast/cast.ts'
import { openRealStage, type RealStage } from '../../test/cast/real.ts'
import type { Actor } from '../kernel/context.ts'
import { rightsOf, rightsOfContact } from '../../test/cast/rights.ts'
import { rooms } from '../rooms.ts'
import { type Door, httpDoor } from './http.ts'

/** What each edit is asked to do, beside the thing that it changes. */
const changes: Record<string, Record<string, unknown>> = {
  'people.persons.change': { title: 'Chair' },
  'people.persons.set_roles': { roles: ['admin', 'bizops'] },
  'people.service_accounts.change': { title: 'Writes the weekly export' },
  'people.company.change': { locale: 'en-GB' },
  'people.groups.change': { name: 'South' },
  'people.groups.set_members': { person_ids: [] },
  'people.calendars.change': { name: 'Office' },
  'customers.accounts.change': { employees: 140, reason: 'grew' },
  'customers.segments.change': { mid_market_from: 120, enterprise_from: 1200, reason: 'as we grew' },
  'customers.contacts.change': { name: 'Robin Other' },
  'billing.entities.change': { name: 'Tidewater Systems Ltd' },
  'billing.profiles.change': { legal_name: 'Kranich Werke AG' },
  'billing.contracts.amend': { change: { kind: 'seats', add: 1 }, reason: 'one more' },
  'billing.contracts.renew': { months: 12 },
  'portal.company.change': { address: { street: 'Hafenstrasse 2', postal_code: '20457', city: 'Hamburg' } },
  'decisions.actions.change': { due: '2027-01-11' },
  'decisions.decisions.rewrite': { issue: 'May we?', proposal: 'We do, from Monday on.' },
  'decisions.policy.change': { window_days: 8 },
  'cadence.series.change': { title: 'Watch on the quay' },
  'cadence.series.keep_scorecard': { rows: [] },
  'cadence.notes.write': { text: 'The crane comes on Friday.' },
  'handbook.pages.change': { backup: null },
  'handbook.functions.change': { name: 'The north quay' },
  'handbook.functions.arrange': { entries: [{ label: 'The log' }] },
  'handbook.candidates.accept': { title: 'Replace a dongle' },
  'handbook.candidates.alias': { words: 'dongle in the basin' },
  'handbook.candidates.dismiss': { reason: 'Too rare to write' },
  'handbook.missed.answer': { as: 'nothing' },
  'handbook.findings.judge': { as: 'both_meant', reason: 'So it is' },
  'strategy.items.add': { raw: 'One line more' },
  'strategy.items.change': { raw: 'Annual recurring revenue trebles' },
  'strategy.items.place': { to: 'down' },
  'strategy.items.remove': {},
  'strategy.editions.edit': { source: '# FY27 Company VPMOM\n\nVision\n- Calm seas\n' },
}
const edits = rooms.flatMap((room) => room.operations).filter(({ operation }) => operation.edit === 'version')

let stage: RealStage
let door: Door
beforeAll(async () => {
  stage = await openRealStage(await openCast())
  const ada: Actor = {
    kind: 'person',
    id: '018f2f5e-7c1a-7000-8000-00000000000a',
    name: 'Ada',
    rights: rightsOf(['admin', 'executive', 'finance', 'sales_manager', 'bizops', 'leadership']),
  }
  const contact = await stage.cast.house.db.pool.query('select id from customers.contact where account_id = $1 limit 1', [stage.accountId])
  const robin: Actor = {
    kind: 'contact',
    id: contact.rows[0].id,
    name: 'Robin',
    rights: rightsOfContact(['owner', 'billing']),
    accountId: stage.accountId,
  }
  door = httpDoor(
    stage.cast.house,
    edits.map((bound) => ({ ...bound, operation: { ...bound.operation, stepUp: undefined } as typeof bound.operation })),
    undefined,
    async (request) => (new URL(request.url).pathname.startsWith('/api/portal/') ? robin : ada),
  )
})
afterAll(() => stage?.cast.close())

async function send(operation: (typeof edits)[number]['operation'], version: number) {
  const named: Record<string, unknown> = { ...stage.named(operation) }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(named[name]))
  const response = await door.fetch(
    new Request(`http://house.test/api${path}`, {
      method: operation.method,
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ ...changes[operation.name], ...others(named) }),
    }),
  )
  return { status: response.status, body: (await response.json()) as { code?: string; detail?: string; version?: number } }
}
/** What else a change names, beside the thing that it changes. */
const others = (named: Record<string, unknown>) =>
  Object.fromEntries(['after', 'owner', 'page'].flatMap((field) => (field in named ? [[field, named[field]]] : [])))
const trail = async () => (await stage.cast.house.db.pool.query('select count(*)::int as n from kernel.audit')).rows[0].n as number

test('every edit has its change here', () => {
  expect(Object.keys(changes).sort()).toEqual(edits.map(({ operation }) => operation.name).sort())
})

test.for(edits.map(({ operation }) => operation))(
  '$name of another version than the one that stands changes nothing and tells it',
  async (operation) => {
    const before = await trail()
    const refused = await send(operation, 999_999)
    expect(refused).toMatchObject({ status: 412, body: { code: 'edit.stale', version: expect.any(Number) } })
    expect(await trail()).toBe(before)
    const done = await send(operation, refused.body.version ?? -1)
    // the one contract that stands is far from its end: its renewal passes the version and is refused for what it is
    if (operation.name === 'billing.contracts.renew') return expect(done.body.code).toBe('renewal.too_early')
    expect(done.status).toBeLessThan(300)
    expect(await send(operation, refused.body.version ?? -1)).toMatchObject({ status: 412 })
  },
)
