import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { documentsList } from '../../contract.ts'

/** A document's state is said of a row and asked of the table in two ways, of which the second reads an index: they never differ. */

let shop: Shop
let ids: string[]
beforeAll(async () => {
  shop = await openShop()
  for (const country of ['DE', 'US', 'DE', 'US', 'DE'])
    await shop.buy(await shop.customer(country), { product: 'harbor-professional', seats: 25 })
  shop.cast.unsound('what is open, paid and due is written by hand')
  await shop.query(`update billing.legal_entity set zone = case when code = 'DE' then 'Pacific/Auckland' else 'America/Los_Angeles' end`)
  for (const table of ['document', 'document_balance', 'allocation']) await shop.query(`alter table billing.${table} disable trigger all`)
  ids = (await shop.query('select id from billing.document order by id')).rows.map((row) => row.id)
}, 120_000)
afterAll(() => shop.close())

const document = fc.record({
  kind: fc.constantFrom('invoice', 'invoice', 'invoice', 'credit_note'),
  gross: fc.constantFrom(0, 1, 100),
  open: fc.constantFrom(0, 1, 99, 100),
  closed: fc.constantFrom('by money', 'by a credit note', 'by both', 'by nothing'),
  due: fc.constantFrom('2026-06-14', '2026-06-15', '2026-06-16'),
})
type Written = typeof document extends fc.Arbitrary<infer T> ? T : never

async function write(id: string, { kind, gross, open, closed, due }: Written): Promise<void> {
  await shop.query('update billing.document set kind = $2, gross_minor = $3, due_day = $4 where id = $1', [id, kind, gross, due])
  await shop.query('update billing.document_balance set open_minor = $2 where document_id = $1', [id, Math.min(open, gross)])
  await shop.query('delete from billing.allocation where document_id = $1', [id])
  const by = `insert into billing.allocation (id, document_id, payment_id, credit_note_id, amount_minor, day, created_at, created_by)
    select gen_random_uuid(), $1, case when $2 then gen_random_uuid() end, case when not $2 then gen_random_uuid() end, 1, $3, now(), 'test'`
  if (closed === 'by money' || closed === 'by both') await shop.query(by, [id, true, due])
  if (closed === 'by a credit note' || closed === 'by both') await shop.query(by, [id, false, due])
}

const listed = async (asked: object) => (await shop.cast.as('finance').call(documentsList, { limit: 100, ...asked })).items
const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id).sort()

test('asked for a state, the list answers the rows that say they are in it', async () => {
  const { state } = documentsList.list.columns
  const met = new Set<string>()
  const hours = fc.constantFrom('2026-06-14T23:30:00Z', '2026-06-15T10:00:00Z', '2026-06-15T23:30:00Z', '2026-06-16T23:30:00Z')
  await fc.assert(
    fc.asyncProperty(fc.array(document, { minLength: ids.length, maxLength: ids.length }), hours, async (documents, now) => {
      for (const [at, one] of documents.entries()) await write(ids[at] ?? '', one)
      shop.cast.setNow(new Date(now))
      const all = await listed({})
      for (const name of Object.keys(state.choices)) {
        const within = idsOf(all.filter((row) => row.state === name))
        expect({ [name]: idsOf(await listed({ where: [`state:is:${name}`] })) }).toEqual({ [name]: within })
        if (within.length > 0) met.add(name)
      }
      const owed = idsOf(all.filter((row) => row.open_minor > 0))
      expect(idsOf(await listed({ state: 'open' }))).toEqual(owed)
      expect(idsOf(await listed({ where: ['state:is_not:open|paid'] }))).toEqual(
        idsOf(all.filter((row) => row.open_minor === 0 && row.state !== 'paid')),
      )
    }),
    { numRuns: 40 },
  )
  expect([...met].sort()).toEqual(Object.keys(state.choices).sort())
}, 120_000)

test('what is open is no state of a row, and asked beside the states', async () => {
  const states = new Set((await listed({})).map((row) => row.state as string))
  expect(states.has('open')).toBe(false)
  await expect(listed({ where: ['state:is:opened'] })).rejects.toMatchObject({
    code: 'list.bad_value',
    message: expect.stringContaining('Did you mean open?'),
  })
})
