import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { foundOffice } from '../../../test/cast/staff.ts'
import * as promise from './contract.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  await foundOffice(cast)
})
afterAll(() => cast?.close())

test('the company says its legal name, website, mail domain and languages, and takes none that are not', async () => {
  const admin = cast.as('admin')
  const read = await admin.call(promise.companyRead, {})
  expect(read).toMatchObject({ legal_name: null, website: null, mail_domain: null, languages: [] })
  const facts = {
    legal_name: 'Tidewater Systems, Inc.',
    website: 'https://tidewater.example',
    mail_domain: 'tidewater.example',
    languages: ['en-US', 'de'],
  }
  const saved = await admin.call(promise.companyChange, { ...facts, if_match: read.version })
  expect(saved).toMatchObject(facts)
  const change = (input: object) => admin.call(promise.companyChange, input as never)
  await expect(change({ languages: ['en', 'not a language'] })).rejects.toMatchObject({ code: 'company.locale_unknown' })
  await expect(change({ mail_domain: 'no domain' })).rejects.toMatchObject({ code: 'company.mail_domain' })
  await expect(change({ website: 'javascript:alert(1)' })).rejects.toMatchObject({ code: 'input.invalid' })
  const { rows } = await cast.house.db.pool.query(`select payload from kernel.outbox where name = 'people.company.changed'`)
  expect(rows).toHaveLength(1)
  expect(rows[0].payload).toMatchObject(facts)
  expect(await change({ legal_name: null })).toMatchObject({ legal_name: null, website: facts.website })
})
