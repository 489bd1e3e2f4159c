import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, refusalOf, type Stage, text } from '../../../test/cast/licensing.ts'
import { newId } from '../../kernel/ids.ts'
import type { FileAnswer } from '../../kernel/room.ts'
import { downloadOwnLicence } from './commands/downloads.ts'
import * as contract from './contract.ts'

let stage: Stage
let puffin: string
beforeAll(async () => {
  stage = await openStage()
  for (let count = 0; count < 7; count += 1) await stage.keep(stage.bought(stage.customer))
  puffin = await stage.newCustomer('Puffin Foods Ltd')
  await stage.keep(stage.bought(puffin, { ends_on: '2026-12-15' }))
})
afterAll(() => stage.close())

test('a customer sees and takes the own licences only; others are unknown in the same words', async () => {
  const technical = stage.cast.contact(puffin, 'technical')
  const own = await technical.call(contract.portalLicencesList, {})
  const [licence, ...more] = own.items
  if (!licence || more.length > 0) throw new Error('Puffin has one licence')
  const file = (await technical.call(contract.portalLicencesFile, { id: licence.id })) as FileAnswer
  expect(text(file)).toBe(text(await stage.fileOf(licence.id)))
  expect(file.name).toBe(licence.file_name)

  const foreign = await refusalOf(stage.cast.contact(stage.customer).call(contract.portalLicencesFile, { id: licence.id }))
  const unknown = await refusalOf(stage.cast.contact(stage.customer).call(contract.portalLicencesFile, { id: newId() }))
  expect(foreign).toMatchObject({ kind: 'missing', code: 'licence.unknown' })
  expect([foreign.code, foreign.message]).toEqual([unknown.code, unknown.message])
  expect(await refusalOf(technical.call(contract.licencesGet, { id: licence.id }))).toMatchObject({ kind: 'forbidden' })

  // the door asks whose licence it is, and so does what stands behind it
  const behind = (account: string) => {
    const { actor } = stage.cast.contact(account)
    return stage.cast.house.openAs(actor, (ctx) => downloadOwnLicence(ctx, { id: licence.id }))
  }
  expect(await refusalOf(behind(stage.customer))).toMatchObject({ kind: 'missing', code: 'licence.unknown' })
  expect(await refusalOf(stage.cast.open((ctx) => downloadOwnLicence(ctx, { id: licence.id })))).toMatchObject({ code: 'licence.unknown' })
  expect(await behind(puffin)).toMatchObject({ name: licence.file_name })

  const seen = await stage.cast.as('auditor').call(contract.licencesGet, { id: licence.id })
  expect(seen.downloads.map((one) => [one.kind, one.ip_prefix])).toContainEqual(['contact', '203.0.113.0/24'])
  expect(seen.history.map((one) => one.action)).toContain('licensing.licence.downloaded')
})

test('a customer may check a file, and learns nothing of our books by it', async () => {
  const technical = stage.cast.contact(puffin, 'technical')
  const [licence] = (await technical.call(contract.portalLicencesList, {})).items
  const document = text((await technical.call(contract.portalLicencesFile, { id: licence?.id ?? '' })) as FileAnswer)
  expect(await technical.call(contract.verificationsCreate, { document })).toMatchObject({ ok: true, licence: null })
  expect(await refusalOf(stage.cast.visitor().call(contract.verificationsCreate, { document }))).toMatchObject({ kind: 'unauthenticated' })
})

test('a colleague without the right gets none', async () => {
  expect(await refusalOf(stage.cast.as('member').call(contract.licencesList, {}))).toMatchObject({ kind: 'forbidden' })
  expect(await refusalOf(stage.cast.visitor().call(contract.licencesList, {}))).toMatchObject({ kind: 'unauthenticated' })
})

test('the list is paged without loss, newest first or soonest to expire first', async () => {
  const staff = stage.cast.as('bizops')
  const all = await staff.call(contract.licencesList, { limit: 200 })
  expect(all.items).toHaveLength(8)
  for (const sort of ['issued', '-issued', 'expires', '-expires'] as const) {
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await staff.call(contract.licencesList, { limit: 3, cursor, sort })
      paged.push(...page.items.map((one) => one.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(paged).toHaveLength(8)
    expect(new Set(paged).size).toBe(8)
    if (sort === '-issued') expect(paged).toEqual(all.items.map((one) => one.id))
    if (sort === 'issued') expect(paged).toEqual(all.items.map((one) => one.id).reverse())
    if (sort === 'expires') expect(paged[0]).toBe(all.items.find((one) => one.account_id === puffin)?.id)
  }
})

test('the list is searched by number, wire id and customer, and filtered', async () => {
  const staff = stage.cast.as('bizops')
  const all = await staff.call(contract.licencesList, { limit: 200 })
  const one = all.items[0]
  if (!one) throw new Error('there are licences')
  const found = async (input: Parameters<typeof contract.licencesList.input.parse>[0]) =>
    (await staff.call(contract.licencesList, input)).items.map((hit) => hit.id)
  expect(await found({ q: one.number })).toEqual([one.id])
  expect(await found({ q: one.wire_id })).toEqual([one.id])
  expect(await found({ q: 'puffin' })).toHaveLength(1)
  expect(await found({ q: '100%_' })).toEqual([])
  expect(await found({ account_id: puffin })).toHaveLength(1)
  expect(await found({ expires_from: '2026-12-01', expires_to: '2027-01-01' })).toHaveLength(1)
  expect(await found({ plan: 'enterprise', kind: 'paid' })).toHaveLength(8)
  expect(await found({ kind: 'trial' })).toEqual([])
})

test('the warehouse reads one row for each licence', async () => {
  const { rows } = await stage.cast.open((ctx) =>
    sql<{
      view: bigint
      table: bigint
    }>`select (select count(*) from licensing.public_licences) as view, (select count(*) from licensing.licence) as table`.execute(ctx.tx),
  )
  expect(rows[0]).toEqual({ view: 8n, table: 8n })
})
