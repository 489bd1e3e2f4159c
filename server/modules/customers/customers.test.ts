import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import { signedIn } from '../../../test/cast/staff.ts'
import { setMembers } from '../people/commands/groups.ts'
import { admitPerson, createGroup } from '../people/index.ts'
import * as promise from './contract.ts'
import { accountOf, contactsOf, openAccount } from './index.ts'

let cast: Cast
let bizops: Speaker
const password = 'a lighthouse in the fog'
const people: Record<string, { id: string; me: Speaker }> = {}

beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'customers'] })
  bizops = cast.as('bizops')
  for (const name of ['north', 'mate', 'south']) {
    const email = `${name}@tidewater.example`
    const id = await cast.open((ctx) => admitPerson(ctx, { name, email, password, roles: ['sales'] }))
    people[name] = { id, me: (await signedIn(cast, email, password)).me }
  }
  await cast.open(async (ctx) => {
    const team = await createGroup(ctx, { name: 'North' })
    await setMembers(ctx, { id: team.id, person_ids: [who('north').id, who('mate').id] })
  })
})
afterAll(() => cast?.close())

function who(name: string) {
  const found = people[name]
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

const kestrel = { name: 'Kestrel Rail GmbH', country: 'DE', contact: { name: 'Ines Technik', email: 'Ines@kestrel-rail.example' } }
const outcome = (tried: Promise<unknown>) =>
  tried.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('accounts', () => {
  test('a new account has a number, its first contact is its owner, and its history says who made it', async () => {
    const account = await bizops.call(promise.accountCreate, {
      ...kestrel,
      billing_address: { line1: 'Kai 1', city: 'Hamburg', postal_code: '20457' },
    })
    expect(account.number).toMatch(/^A-\d{6}$/)
    expect(account).toMatchObject({ domain: 'kestrel-rail.example', confirmed: true, version: 1, billing_address: { country: 'DE' } })
    expect(account.people).toMatchObject([{ email: 'Ines@kestrel-rail.example', roles: ['owner'], email_verified_at: null }])
    expect(account.history.map((row) => row.action)).toEqual(['customers.contact.created', 'customers.account.created'])
    expect(account.may).toContain('customers.accounts.change')
    expect(await cast.open((ctx) => accountOf(ctx, account.id))).toMatchObject({ number: account.number, address: { street: 'Kai 1' } })
    expect((await bizops.call(promise.accountRead, { id: account.number })).id).toBe(account.id)
  })

  test('the same company under another spelling or at the same domain is noticed, and created only on purpose', async () => {
    const again = (name: string, email: string, anyway = false) =>
      outcome(bizops.call(promise.accountCreate, { name, country: 'AT', contact: { name: 'X', email }, anyway }))
    expect(await again('KESTREL  RAIL', 'x1@elsewhere.example')).toBe('customers.account.maybe_duplicate')
    expect(await again('Kestrel Locomotives', 'x2@mail.kestrel-rail.example')).toBe('customers.account.maybe_duplicate')
    expect(await again('Kestrel Rail Austria', 'x3@gmail.com')).toBe('done')
    expect(await again('Kestrel Rail', 'x4@gmail.com', true)).toBe('done')
  })

  test('an address belongs to one contact, in whatever case', async () => {
    const request = { name: 'Other Ltd', country: 'GB', contact: { name: 'Y', email: 'INES@kestrel-rail.example' }, anyway: true }
    expect(await outcome(bizops.call(promise.accountCreate, request))).toBe('customers.contact.email_taken')
    const two = await Promise.all(
      [1, 2].map((n) =>
        outcome(bizops.call(promise.accountCreate, { ...request, name: `Twin ${n}`, contact: { name: 'Z', email: 'z@twin.example' } })),
      ),
    )
    expect(two.sort()).toEqual(['customers.contact.email_taken', 'done'])
  })

  test('a change needs the version it was made on', async () => {
    const { account } = await cast.open((ctx) => openAccount(ctx, { name: 'Gannet Foods', kind: 'business', country: 'FR' }))
    const changed = await bizops.call(promise.accountChange, { id: account.id, segment: 'enterprise', if_match: 1, reason: 'grew' })
    expect(changed).toMatchObject({ version: 2, segment: 'enterprise' })
    expect(changed.history[0]).toMatchObject({
      action: 'customers.account.changed',
      before: { segment: null },
      after: { segment: 'enterprise' },
      reason: 'grew',
    })
    expect(await outcome(bizops.call(promise.accountChange, { id: account.id, segment: 'smb', if_match: 1 }))).toBe('edit.stale')
    const sized = await bizops.call(promise.accountChange, { id: account.id, employees: 140, if_match: 2 })
    expect(sized).toMatchObject({ employees: 140, segment: 'mid_market' })
    expect(sized.history[0]).toMatchObject({ after: { segment: 'mid_market', employees: 140 } })
    expect(await outcome(bizops.call(promise.accountChange, { id: account.id, segment: 'smb', if_match: 3 }))).toBe(
      'customers.segment_derived',
    )
  })

  test('lists find by name, number, address and country, and page through equal names without loss', async () => {
    await cast.open(async (ctx) => {
      for (let i = 0; i < 7; i += 1)
        await openAccount(ctx, {
          name: 'Same Name',
          kind: 'business',
          country: 'NZ',
          contact: { name: 'S', email: `s${i}@same-${i}.example` },
        })
    })
    const find = async (search: string) => (await bizops.call(promise.accountsList, { search })).items.map((row) => row.name)
    expect(await find('ines@kestrel')).toEqual(['Kestrel Rail GmbH'])
    expect(await find('gannet')).toEqual(['Gannet Foods'])
    expect(await find('100%')).toEqual([])
    for (const sort of ['name', '-name', 'created', '-created', 'number', '-number'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await bizops.call(promise.accountsList, { search: 'nz', sort, limit: 3, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map((row) => row.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(new Set(seen).size).toBe(7)
      expect(seen).toHaveLength(7)
    }
  })

  test('a salesperson sees the accounts of the own team and of nobody, in list, page and search alike, and changes only those', async () => {
    const open = (name: string, owner?: string) =>
      cast.open(
        async (ctx) => (await openAccount(ctx, { name, kind: 'business', country: 'IS', owner_id: owner ? who(owner).id : null })).account,
      )
    const north = await open('Reach North', 'north')
    const south = await open('Reach South', 'south')
    await open('Reach Pool')
    const seenBy = async (me: Speaker) => (await me.call(promise.accountsList, { search: 'reach' })).items.map((row) => row.name)
    expect(await seenBy(who('mate').me)).toEqual(['Reach North', 'Reach Pool'])
    expect(await seenBy(who('south').me)).toEqual(['Reach Pool', 'Reach South'])
    expect(await seenBy(cast.as('auditor'))).toEqual(['Reach North', 'Reach Pool', 'Reach South'])
    expect(await outcome(who('mate').me.call(promise.accountRead, { id: south.id }))).toBe('customers.account.unknown')
    expect(await outcome(who('mate').me.call(promise.accountChange, { id: south.id, name: 'Mine' }))).toBe('customers.account.unknown')
    expect(await outcome(who('mate').me.call(promise.contactAdd, { account_id: south.id, name: 'X', email: 'x@reach.example' }))).toBe(
      'customers.account.unknown',
    )
    const person = await bizops.call(promise.contactAdd, { account_id: south.id, name: 'Ada South', email: 'ada@reach-south.example' })
    const unknown = 'customers.contact.unknown'
    expect(await outcome(who('mate').me.call(promise.contactChange, { id: person.id, name: 'Mine' }))).toBe(unknown)
    expect(await outcome(who('mate').me.call(promise.contactChange, { id: person.id, email: 'mine@reach.example' }))).toBe(unknown)
    expect(await outcome(who('mate').me.call(promise.contactRemove, { id: person.id }))).toBe(unknown)
    const { rows } = await cast.house.db.pool.query('select name, email, removed_at from customers.contact where id = $1', [person.id])
    expect(rows).toEqual([{ name: 'Ada South', email: 'ada@reach-south.example', removed_at: null }])
    expect(await outcome(who('south').me.call(promise.contactChange, { id: person.id, name: 'Ada S.' }))).toBe('done')
    expect((await who('mate').me.call(promise.accountChange, { id: north.id, website: 'reach.example' })).domain).toBe('reach.example')
    expect(await outcome(cast.as('auditor').call(promise.accountChange, { id: north.id, name: 'Mine' }))).toBe('right.missing')
    expect(await outcome(cast.as('member').call(promise.accountsList, {}))).toBe('right.missing')
  })

  test('the last owner of an account is not taken out, nor made less, by staff; another owner makes both possible', async () => {
    const account = await bizops.call(promise.accountCreate, {
      name: 'Lone Owner AG',
      country: 'CH',
      contact: { name: 'First', email: 'o&b@lone-owner.example' },
    })
    const [first] = account.people
    const id = first?.id ?? ''
    const last = 'customers.contact.last_owner'
    expect(await outcome(bizops.call(promise.contactRemove, { id }))).toBe(last)
    expect(await outcome(bizops.call(promise.contactChange, { id, roles: ['billing'] }))).toBe(last)
    expect(await outcome(bizops.call(promise.contactChange, { id, name: 'First still', roles: ['owner', 'billing'] }))).toBe('done')
    const second = { account_id: account.id, name: 'Second', email: 'müller@bücher-lone.example', roles: ['owner' as const] }
    const other = await bizops.call(promise.contactAdd, second)
    expect(await outcome(bizops.call(promise.contactAdd, { ...second, email: 'Müller@xn--bcher-lone-9db.example' }))).toBe(
      'customers.contact.email_taken',
    )
    const both = await Promise.all([id, other.id].map((one) => outcome(bizops.call(promise.contactRemove, { id: one }))))
    expect(both.sort()).toEqual([last, 'done'].sort())
  })

  test('the accounts of somebody who leaves go back to the pool', async () => {
    await cast.open(async (ctx) => {
      await ctx.announce('people.person.left', { person_id: who('south').id })
    })
    await cast.drain()
    const [row] = (await bizops.call(promise.accountsList, { search: 'Reach South' })).items
    expect(row?.owner).toBeNull()
  })

  test('contacts come, change and go; another address must be proven anew', async () => {
    const { account } = await cast.open((ctx) => openAccount(ctx, { name: 'Puffin Labs', kind: 'business', country: 'IE' }))
    const added = await bizops.call(promise.contactAdd, {
      account_id: account.id,
      name: 'Pat',
      email: 'pat@puffin.example',
      roles: ['billing', 'billing'],
    })
    expect(added.roles).toEqual(['billing'])
    await cast.house.db.pool.query('update customers.contact set email_verified_at = now() where id = $1', [added.id])
    expect((await bizops.call(promise.contactChange, { id: added.id, email: 'PAT@puffin.example' })).email_verified_at).not.toBeNull()
    expect((await bizops.call(promise.contactChange, { id: added.id, email: 'new@puffin.example' })).email_verified_at).toBeNull()
    await bizops.call(promise.contactRemove, { id: added.id })
    expect(await cast.open((ctx) => contactsOf(ctx, account.id))).toEqual([])
    expect(await outcome(bizops.call(promise.contactRemove, { id: added.id }))).toBe('customers.contact.unknown')
    await bizops.call(promise.contactAdd, { account_id: account.id, name: 'Pat', email: 'pat@puffin.example' })
  })

  test('the warehouse sees confirmed accounts and no personal data', async () => {
    const { rows, fields } = await cast.house.db.pool.query('select * from customers.public_accounts')
    expect(rows.length).toBeGreaterThan(5)
    expect(fields.map((field) => field.name)).not.toEqual(expect.arrayContaining(['billing_address']))
    expect(JSON.stringify(rows)).not.toContain('@')
  })
})
