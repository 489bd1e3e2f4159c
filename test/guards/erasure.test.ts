import { afterAll, beforeAll, expect, test } from 'vitest'
import { commentAdd } from '../../server/doors/contract.ts'
import { sendMail } from '../../server/kernel/mail.ts'
import { kernelPersonalData } from '../../server/kernel/own-personal-data.ts'
import { collectSubject, eraseSubject, resolveSubject } from '../../server/kernel/subject-data.ts'
import * as sale from '../../server/modules/billing/contract.ts'
import { openAccount } from '../../server/modules/customers/index.ts'
import { portalSignIn } from '../../server/modules/customers/contract.ts'
import { portalLicencesFile, portalLicencesList } from '../../server/modules/licensing/contract.ts'
import { prepareKeys } from '../../server/modules/licensing/index.ts'
import { rooms } from '../../server/rooms.ts'
import { openShop, type Shop } from '../cast/billing.ts'
import { allRooms } from '../cast/cast.ts'

const declared = [...kernelPersonalData, ...rooms.flatMap((room) => room.personalData)]
/** What nobody else in this house is called; each word of it is looked for by itself. */
const marks = ['Zephyrine', 'Quillfeather', 'Chief Lampkeeper', '+49 40 7777123', '198.51.100.77', 'Lampkeeper-Browser']
const name = 'Zephyrine Quillfeather'
const email = 'Zephyrine.Quillfeather@zq-7f3.example'

let shop: Shop
let contactId = ''
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
  await prepareKeys(shop.cast.open)
  await plant()
})
afterAll(() => shop?.close())

/** One person of a customer, as she leaves traces: buys, signs in, is written to and spoken of. */
async function plant(): Promise<void> {
  const { cast } = shop
  const made = await cast.open((ctx) =>
    openAccount(ctx, {
      name: 'Harbour Lights GmbH',
      kind: 'business',
      country: 'DE',
      billing_address: { line1: 'Kai 1', postal_code: '20457', city: 'Hamburg' },
      tax_id: 'DE811569869',
      contact: { name, email, title: 'Chief Lampkeeper', roles: ['owner', 'billing'] },
    }),
  )
  contactId = made.contact?.id ?? ''
  await shop.query(`update customers.contact set phone = '+49 40 7777123' where id = $1`, [contactId])
  const plain = cast.contact(made.account.id, 'owner', contactId)
  const buyer = cast.speaker({ ...plain.actor, name, address: '198.51.100.77', agent: 'Lampkeeper-Browser' })
  const customer = { accountId: made.account.id, name: 'Harbour Lights GmbH', buyer }
  await shop.buy(customer, { seats: 5 })
  const { items } = await buyer.call(sale.portalContracts, {})
  await cast.visitor().call(portalSignIn, { email })
  await cast.drain()
  await cast.house.db.pool.query(
    `insert into customers.portal_session (id, contact_id, token_hash, expires_at, address, agent, created_at, updated_at)
     values (gen_random_uuid(), $1, repeat('a', 64), now(), '198.51.100.77', 'Lampkeeper-Browser', now(), now())`,
    [contactId],
  )
  await cast
    .as('bizops')
    .call(commentAdd, { kind: 'contract', subject_id: items[0]?.id ?? '', text: `${name} asks for ${email.toLowerCase()}` })
  await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: email, subject: `For ${name}`, text: `Dear ${name}` }))
  const [licence] = (await buyer.call(portalLicencesList, {})).items
  await buyer.call(portalLicencesFile, { id: licence?.id ?? '' })
}

/** Columns of the whole database in which one of the marks stands, bytes and JSON too. */
async function placesOf(): Promise<string[]> {
  const { pool } = shop.cast.house.db
  const { rows } = await pool.query<{ s: string; t: string; c: string; type: string }>(
    `select c.table_schema as s, c.table_name as t, c.column_name as c, c.data_type as type from information_schema.columns c
     join information_schema.tables b using (table_schema, table_name)
     where b.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.data_type in ('text', 'character varying', 'character', 'inet', 'json', 'jsonb', 'ARRAY', 'bytea')`,
  )
  const found: string[] = []
  for (const { s, t, c, type } of rows) {
    const text = type === 'bytea' ? `encode("${c}", 'escape')` : `"${c}"::text`
    const like = marks.map((mark) => `%${mark}%`)
    const { rowCount } = await pool.query(`select 1 from "${s}"."${t}" where ${text} ilike any($1) limit 1`, [like])
    if (rowCount) found.push(`${s}.${t}.${c}`)
  }
  return found.sort()
}

const columnsOf = (some: typeof declared) => new Set(some.flatMap((one) => one.fields.map((field) => `${one.table}.${field.column}`)))

test('whoever is known by an id, an address or a name is one person', async () => {
  const whole = { ids: expect.arrayContaining([contactId]), emails: [email.toLowerCase()], names: [name] }
  for (const asked of [{ ids: [contactId] }, { emails: [email] }]) {
    expect(await shop.cast.open((ctx) => resolveSubject(ctx, declared, asked))).toMatchObject(whole)
  }
})

test('a contact is found wherever she stands, and stands nowhere that no room declares', async () => {
  const places = await placesOf()
  expect(places.length).toBeGreaterThan(8)
  expect(places.filter((place) => !columnsOf(declared).has(place))).toEqual([])
  const held = await shop.cast.open((ctx) => collectSubject(ctx, declared, { ids: [contactId] }))
  const tables = new Set(held.map((one) => one.table))
  const planted = new Set(places.map((place) => place.split('.').slice(0, 2).join('.')))
  // single words lead to nobody
  planted.delete('kernel.name_word')
  expect([...planted].filter((table) => !tables.has(table))).toEqual([])
  expect(held.find((one) => one.table === 'customers.contact')?.rows).toEqual([expect.objectContaining({ name, phone: '+49 40 7777123' })])
})

test('after an erasure she stands only in what is kept, and each room says why', async () => {
  const outcomes = await shop.cast.open((ctx) => eraseSubject(ctx, declared, { ids: [contactId] }, 'Asked for by letter'))
  const kept = new Set(outcomes.flatMap((one) => ('kept' in one ? [one.table] : [])))
  expect((await placesOf()).filter((place) => !kept.has(place.split('.').slice(0, 2).join('.')))).toEqual([])
  expect(kept).toEqual(new Set(['kernel.audit', 'billing.acceptance', 'billing.amendment', 'billing.payment_method', 'licensing.licence']))
  expect(outcomes.find((one) => one.table === 'customers.contact')).toEqual({ entity: 'contact', table: 'customers.contact', erased: 1 })
  expect(outcomes.find((one) => one.table === 'licensing.licence')).toMatchObject({
    kept: 'law',
    reason: expect.stringContaining('ten years'),
  })
  for (const one of outcomes) expect(one.erased > 0 || ('reason' in one && one.rows > 0), one.table).toBe(true)
})

test('an erasure is in the trail without a name, is done once, and of nobody does nothing', async () => {
  const { rows } = await shop.query(
    `select subject_id, reason, after::text as after from kernel.audit where action = 'house.subject.erased'`,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ subject_id: contactId, reason: 'Asked for by letter' })
  expect(marks.filter((mark) => rows[0].after.includes(mark))).toEqual([])
  expect(await shop.cast.open((ctx) => eraseSubject(ctx, declared, {}, 'Nobody'))).toEqual([])
  expect(await shop.cast.open((ctx) => resolveSubject(ctx, declared, { emails: [email] }))).toMatchObject({ ids: [] })
})

test('who works here is not erased; a leaver is, but for what was done', async () => {
  const { admitPerson } = await import('../../server/modules/people/index.ts')
  const id = await shop.cast.open((ctx) =>
    admitPerson(ctx, {
      name: 'Wilhelmina Oarsley',
      email: 'w.oarsley@tidewater.example',
      password: 'a lighthouse in fog',
      roles: ['sales'],
    }),
  )
  const erase = () => shop.cast.open((ctx) => eraseSubject(ctx, declared, { ids: [id] }, 'Asked for'))
  await shop.cast.open((ctx) =>
    sendMail(ctx, { purpose: 'service', to: 'w.oarsley@tidewater.example', subject: 'Pay', text: 'Dear Wilhelmina Oarsley' }),
  )
  const letter = async () => (await shop.query(`select body from kernel.mail where subject = 'Pay'`)).rows[0].body
  // nothing is changed: neither her letters, nor in a transaction that goes on
  const refused = await shop.cast.open(async (ctx) =>
    eraseSubject(ctx, declared, { ids: [id] }, 'Asked for').catch((error: unknown) => error),
  )
  expect(refused).toMatchObject({ code: 'subject.protected', message: expect.stringContaining('Works here') })
  expect(await letter()).toContain('Wilhelmina Oarsley')
  await shop.query(`update people.person set left_at = now() where id = $1`, [id])
  expect((await erase()).find((one) => one.table === 'people.person')).toMatchObject({ erased: 1 })
  expect(await letter()).not.toContain('Oarsley')
  const { rows } = await shop.query(`select name, email, initials from people.person where id = $1`, [id])
  expect(rows[0]).toMatchObject({ name: 'A former colleague', initials: null })
  const { rowCount } = await shop.query(`select 1 from kernel.name_word where word = 'oarsley'`)
  expect(rowCount).toBe(0)
})

test('an erasure needs a right of its own', async () => {
  const { house } = shop.cast
  const as = (role: string) => house.openAs(shop.cast.as(role as 'admin').actor, (ctx) => eraseSubject(ctx, declared, {}, 'Asked for'))
  for (const role of ['bizops', 'auditor', 'it']) await expect(as(role), role).rejects.toMatchObject({ code: 'right.missing' })
  for (const role of ['admin', 'privacy']) expect(await as(role), role).toEqual([])
})

const spellings: [string, string | Buffer][] = [
  ['as it is written', 'Liebe Jürgen Ærøskøbing-Šimůnek, bis bald'],
  ['in other capitals', 'JÜRGEN ÆRØSKØBING-ŠIMŮNEK'],
  ['as JSON may spell it', '{"to":"J\\u00fcrgen \\u00c6r\\u00F8sk\\u00f8bing-\\u0160im\\u016fnek"}'],
  ['between zeros and a backslash', Buffer.from('\\000 \0Jürgen Ærøskøbing-Šimůnek\0')],
]
test.each(spellings)('a name beyond ASCII is found in requests that are kept as bytes, and goes with them: %s', async (_how, body) => {
  const hers = { names: ['Jürgen Ærøskøbing-Šimůnek'] }
  const kept = (id: string, raw: string | Buffer) =>
    shop.cast.house.db.pool.query(
      `insert into kernel.inbound (id, source, message_id, signed_at, came_at, content_type, raw, sha256)
       values (gen_random_uuid(), 'test', $1, now(), now(), 'application/json', $2, $3)`,
      [id, Buffer.from(raw), id.padEnd(64, '0')],
    )
  await shop.query('delete from kernel.inbound')
  await kept('hers', body)
  await kept('others', 'Jürgen Ærøskøbing-Šimůnekova')
  await kept('bytes', Buffer.from([0, 255, 254, 92, 0, 65, 252]))
  const found = await shop.cast.open((ctx) => collectSubject(ctx, declared, hers))
  expect(found.find((one) => one.table === 'kernel.inbound')?.rows).toHaveLength(1)
  await shop.cast.open((ctx) => eraseSubject(ctx, declared, hers, 'Asked for'))
  const { rows } = await shop.query(`select message_id, octet_length(raw) as size, done_at is not null as done, trim(sha256) as sha256
    from kernel.inbound where message_id <> 'bytes' order by 1`)
  expect(rows).toEqual([
    { message_id: 'hers', size: 0, done: true, sha256: 'hers'.padEnd(64, '0') },
    { message_id: 'others', size: expect.any(Number), done: false, sha256: 'others'.padEnd(64, '0') },
  ])
})

test('a licence of somebody whose name is not ASCII is found, in UTF-8 and in Latin-1', async () => {
  const read = async (bytes: Buffer) => (await shop.query('select kernel.bytes_text($1) as text', [bytes])).rows[0].text
  expect(await read(Buffer.from('Jürgen'))).toBe('Jürgen')
  expect(await read(Buffer.from('Jürgen', 'latin1'))).toBe('Jürgen')
  // licences are never changed: it is one that was signed so
  await shop.query(`begin; set local session_replication_role = replica;
    update licensing.licence set payload = convert_to('{"name":"Jürgen Æbeltoft"}', 'UTF8'); commit`)
  const found = await shop.cast.open((ctx) => collectSubject(ctx, declared, { names: ['Jürgen Æbeltoft'] }))
  expect(found.map((one) => one.table)).toContain('licensing.licence')
})

test('a short name is looked for as a word, and what merely holds its letters stays', async () => {
  const written = { purpose: 'service' as const, to: 'al@zq-7f3.example', subject: 'For Al', text: 'Also all of it.\nAl, bye' }
  await shop.cast.open((ctx) => sendMail(ctx, written))
  await shop.cast.open((ctx) => sendMail(ctx, { ...written, to: 'others@zq-7f3.example', subject: 'Also', text: 'All of it, Alma' }))
  await shop.query(`insert into kernel.idempotency (actor, operation, key, request_sha, status, answer, at) values
    ('person:1', 'billing.buy', 'other', repeat('a', 64), 200, '{"title":"Also all"}', now()),
    ('person:1', 'billing.buy', 'hers', repeat('a', 64), 200, '{"text":"Dear\\nAl"}', now())`)
  const held = await shop.cast.open((ctx) => collectSubject(ctx, declared, { names: ['Al'] }))
  expect(held.find((one) => one.table === 'kernel.mail')?.rows).toHaveLength(1)
  await shop.cast.open((ctx) => eraseSubject(ctx, declared, { names: ['Al', ' '] }, 'Asked for'))
  const { rows } = await shop.query(
    `select subject, body from kernel.mail where recipient like '%@zq-7f3.example' and body ilike '%all of it%' order by created_at, id`,
  )
  expect(rows).toEqual([
    { subject: 'For Erased', body: 'Also all of it.\nErased, bye' },
    { subject: 'Also', body: 'All of it, Alma' },
  ])
  // an answer that is kept is JSON, in which a line may end right before the name
  expect((await shop.query(`select key from kernel.idempotency where actor = 'person:1'`)).rows).toEqual([{ key: 'other' }])
})
