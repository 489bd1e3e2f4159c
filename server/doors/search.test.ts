import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRooms } from '../../test/cast/cast.ts'
import { openShop, type Shop } from '../../test/cast/billing.ts'
import { turnsOf } from '../../test/cast/statements.ts'
import { contractsList, documentsList, quotesList } from '../modules/billing/contract.ts'
import { accountsList } from '../modules/customers/contract.ts'
import { openAccount } from '../modules/customers/index.ts'
import { findDocuments, forgetDocument, keepDocuments, replaceDocuments } from '../kernel/search/documents.ts'
import { plansCreate } from '../modules/strategy/contract.ts'
import { licencesList } from '../modules/licensing/contract.ts'
import { prepareKeys } from '../modules/licensing/index.ts'
import { rooms } from '../rooms.ts'
import { call } from './call.ts'
import { search } from './contract.ts'
import { houseOperations } from './house-operations.ts'

const names = [
  'Müller Hafen GmbH',
  'Straße und Brücke AG',
  'O’Reilly Marine Ltd',
  'Kestrel Dynamics GmbH',
  'Łódź Żegluga',
  'İstanbul Liman',
  '東京ソフトウェア',
]

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
  await prepareKeys(shop.cast.open)
  for (const [at, name] of names.entries()) {
    const contact = { name: at === 3 ? 'Zoë Ångström' : `Robin ${at}`, email: `robin${at}@c${at}.example`, roles: ['owner' as const] }
    const made = await shop.cast.open((ctx) =>
      openAccount(ctx, {
        name,
        kind: 'business',
        country: 'US',
        region: 'CA',
        billing_address: { line1: 'Kai 1', postal_code: '94105', city: 'San Francisco' },
        contact,
      }),
    )
    if (at < 4) await shop.buy({ accountId: made.account.id, name, buyer: shop.cast.contact(made.account.id, 'owner', made.contact?.id) })
  }
})
afterAll(() => shop?.close())

function boundSearch() {
  const bound = houseOperations(rooms, false).find(({ operation }) => operation.name === search.name)
  if (!bound) throw new Error('nobody searches')
  return bound
}

async function found(q: string): Promise<string[]> {
  const { answer } = await call(shop.cast.house, boundSearch(), shop.cast.as('admin').actor, { q }, {})
  return (answer as { hits: { kind: string; title: string }[] }).hits.filter((hit) => hit.kind === 'customer').map((hit) => hit.title)
}

test('all rooms look at once: a search waits for the database a few times, however many rooms it asks', async () => {
  await found('kestrel')
  const turns = await turnsOf('kernel.fold', () => found('kestrel'))
  expect(turns.flat().length).toBeGreaterThan(12)
  expect(turns.length, turns.map((one) => one.join('\n  ')).join('\n')).toBeLessThanOrEqual(8)
})

describe('search finds what was meant', () => {
  test.each([
    ['muller', 'Müller Hafen GmbH'],
    ['Müller', 'Müller Hafen GmbH'],
    ['MUELLER', 'Müller Hafen GmbH'],
    ['Ｍüller', 'Müller Hafen GmbH'],
    ['strasse', 'Straße und Brücke AG'],
    ['STRASSE brucke', 'Straße und Brücke AG'],
    ["O'Reilly", 'O’Reilly Marine Ltd'],
    ['O’Reilly', 'O’Reilly Marine Ltd'],
    ['oreilly marine', 'O’Reilly Marine Ltd'],
    ['kestrel gmbh', 'Kestrel Dynamics GmbH'],
    ['gmbh  kestrel', 'Kestrel Dynamics GmbH'],
    ['lodz', 'Łódź Żegluga'],
    ['istanbul', 'İstanbul Liman'],
    ['東京ソフト', '東京ソフトウェア'],
    ['zoe angstrom', 'Kestrel Dynamics GmbH'],
    ['robin3@c3', 'Kestrel Dynamics GmbH'],
    // one slip of the hand
    ['kestral', 'Kestrel Dynamics GmbH'],
    ['kestrle', 'Kestrel Dynamics GmbH'],
    ['kstrel gmbh', 'Kestrel Dynamics GmbH'],
    ['mullr', 'Müller Hafen GmbH'],
  ])('%s finds %s', async (words, name) => {
    expect(await found(words)).toContain(name)
  })

  test.each(['kestrel ag', 'tidewater', '%', '_', 'kes%el', "'; drop table customers.account; --", '\\'])(
    '%s finds nobody',
    async (words) => {
      expect(await found(words)).toEqual([])
    },
  )

  test('documents are found by title, other names, headings and text, with one slip, and by nobody whom they are not for', async () => {
    const group = '019a0000-0000-7000-8000-00000000000a'
    const base = { room: 'yard', kind: 'plan', aliases: [], headings: [], body: '', groups: [], updated_at: new Date(), href: '/x' }
    const documents = [
      {
        ...base,
        id: '1',
        title: 'Crew’s Überfahrt',
        aliases: ['Crossing'],
        headings: ['Two lanterns aft'],
        body: 'Ballast',
        audience: 'internal' as const,
      },
      { ...base, id: '2', title: 'Crossing by night', audience: 'restricted' as const, groups: [group, 'data.steward'] },
    ]
    await shop.cast.open((ctx) => keepDocuments(ctx.tx, documents))
    const seen = async (q: string, groups: string[] = [], role = 'sales') => {
      const { actor } = shop.cast.as(role)
      const hits = await shop.cast.open((ctx) => findDocuments({ ...ctx, actor }, q, { kinds: ['plan'], groups }, { limit: 10 }))
      return hits.map((hit) => [hit.title, ...(hit.note ? [hit.note] : [])].join(' · '))
    }
    for (const q of ['crews', "crew's überfahrt", 'UEBERFAHRT', 'crosing', 'ballast', 'uberfart crew'])
      expect(await seen(q), q).toEqual(['Crew’s Überfahrt'])
    expect(await seen('lantern aft')).toEqual(['Two lanterns aft · Crew’s Überfahrt'])
    expect(await seen('lanterns crew')).toEqual(['Crew’s Überfahrt'])
    expect(await seen('lanterns port')).toEqual(['Two lanterns aft · Crew’s Überfahrt'])
    expect(await seen('port')).toEqual([])
    expect(await seen('night', [group])).toEqual(['Crossing by night'])
    expect(await seen('night', [], 'admin')).toEqual(await seen('night', ['data.steward']))
    expect(await seen('crossing')).toEqual(['Crew’s Überfahrt'])
    await shop.cast.open((ctx) => forgetDocument(ctx.tx, 'plan', '1'))
    expect(await seen('crossing')).toEqual([])
    await shop.cast.open((ctx) => replaceDocuments(ctx.tx, 'plan', []))
    expect(await seen('night', [group])).toEqual([])
  })

  test('a plan is found in the moment it is saved, by its lines too, in any spelling', async () => {
    const admin = shop.cast.as('bizops')
    const made = await admin.call(plansCreate, {
      title: 'Küste 2027',
      level: 'department',
      framework: 'vpmom',
      source: '# Küste 2027\n\n## Vision\n\nEvery O’Neill boat comes home\n',
    })
    const hits = async (q: string) => {
      const { answer } = await call(shop.cast.house, boundSearch(), admin.actor, { q }, {})
      return (answer as { hits: { kind: string; title: string; href: string }[] }).hits.filter((hit) => hit.kind === 'plan')
    }
    for (const q of ['kuste', 'KUESTE', 'kütse', 'oneill boat', "o'neil boat home"]) {
      expect(await hits(q), q).toEqual([expect.objectContaining({ href: `/strategy/plans/${made.slug}` })])
    }
    await admin.call(plansCreate, { title: 'Küste secret', level: 'department', framework: 'vpmom', audience: 'restricted' })
    expect(await hits('secret')).toEqual([])
  })

  test('lists find by the same words', async () => {
    const admin = shop.cast.as('admin')
    for (const words of ['muller', 'MUELLER hafen', 'mullr']) {
      expect((await admin.call(accountsList, { search: words })).items.map((row) => row.name)).toEqual(['Müller Hafen GmbH'])
      expect((await admin.call(contractsList, { search: words })).items.map((row) => row.account_name)).toEqual(['Müller Hafen GmbH'])
      expect((await admin.call(documentsList, { search: words })).items.map((row) => row.account_name)).toEqual(['Müller Hafen GmbH'])
      expect((await admin.call(quotesList, { search: words })).items.map((row) => row.account_name)).toEqual(['Müller Hafen GmbH'])
      expect((await admin.call(licencesList, { q: words })).items.map((row) => row.customer_name)).toEqual(['Müller Hafen GmbH'])
    }
  })

  test('a number is found whole, by its beginning and by its end', async () => {
    const admin = shop.cast.as('admin')
    const { items } = await admin.call(documentsList, {})
    const number = items[0]?.number ?? ''
    for (const words of [number, number.toLowerCase(), number.slice(-6), number.slice(0, 8)]) {
      expect((await admin.call(documentsList, { search: words })).items.map((row) => row.number)).toContain(number)
    }
  })

  test('pages of a search follow one another without loss', async () => {
    const admin = shop.cast.as('admin')
    const all = (await admin.call(accountsList, { search: 'robin' })).items.map((row) => row.id)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await admin.call(accountsList, { search: 'robin', limit: 2, cursor })
      paged.push(...page.items.map((row) => row.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(all.length).toBe(names.length)
    expect(paged).toEqual(all)
  })
})
