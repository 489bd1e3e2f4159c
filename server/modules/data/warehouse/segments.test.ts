import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ofNoRoom } from '../../../../test/cast/warehouse.ts'
import { askFigures, askRows } from './ask.ts'
import { buildMarts } from './marts.ts'
import { makeWarehouse } from './open.ts'

const today = '2026-05-15'
const policy = { name: 'all' }
const { catalogue } = ofNoRoom()
/** An account's segment; `null`: nobody knows it. `undefined`: no view tells of the account. */
const segment = fc.constantFrom('smb', 'mid_market', 'enterprise', null, undefined)

test('by segment nobody is left out: those of no known size are a slice of their own, slices add up to the figure, and rows to the slice', async () => {
  const warehouse = await makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
  const held = fc.array(fc.record({ segment, annual: fc.integer({ min: 1, max: 1_000_000 }) }), { minLength: 1, maxLength: 8 })
  const check = async (accounts: { segment: string | null | undefined; annual: number }[]) => {
    await warehouse.write(async (writer) => {
      await writer.run('delete from core.core_account')
      await writer.run('delete from core.core_contract_item')
      for (const [n, one] of accounts.entries()) {
        const account = `a${n}`
        if (one.segment !== undefined)
          await writer.run(`insert into core.core_account by name select $account as account, 'business' as kind, $segment as segment`, {
            account,
            segment: one.segment,
          })
        await writer.run(
          `insert into core.core_contract_item by name select $account as contract, $account as account, 'seats' as item, 1 as n, true as recurring,
            date '2026-01-01' as from_day, $annual as annual_minor, 'USD' as currency`,
          { account, annual: one.annual },
        )
      }
    })
    await buildMarts(warehouse, { currency: 'USD', fiscalYearEnd: '01-31', today })
    const wanted = new Map<string, bigint>()
    for (const one of accounts) {
      const name = one.segment ?? 'unknown'
      wanted.set(name, (wanted.get(name) ?? 0n) + BigInt(one.annual))
    }
    const asked = { metrics: ['arr'], grain: 'total' as const, from: today, to: '2026-05-16', today, fiscalYearEnd: '01-31' }
    const of = async (dimensions: string[]) => {
      const { rows } = await askFigures(warehouse, catalogue, { question: { ...asked, dimensions }, filter: {}, policy })
      return new Map(rows.map((row) => [row.dimensions[0] ?? 'all', row.figures.get('arr')?.value?.num]))
    }
    const slices = await of(['segment'])
    expect(slices).toEqual(wanted)
    expect([...slices.values()].reduce((sum: bigint, one) => sum + (one ?? 0n), 0n)).toBe((await of([])).get('all'))
    const [leaf] = catalogue.get('arr')?.leaves ?? []
    if (!leaf) throw new Error('arr is simple')
    for (const [name, total] of wanted) {
      const rows = await askRows(warehouse, { leaf, ...asked, filter: { segment: [name] }, policy, whole: policy, limit: 50, offset: 0 })
      expect([name, rows.total]).toEqual([name, total])
    }
  }
  await fc.assert(fc.asyncProperty(held, check), {
    numRuns: 12,
    examples: [
      [
        [
          { segment: null, annual: 700 },
          { segment: undefined, annual: 500 },
          { segment: 'smb', annual: 100 },
        ],
      ],
    ],
  })
  await warehouse.close()
})
