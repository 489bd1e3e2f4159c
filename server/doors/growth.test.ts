import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Grown, openGrown } from '../../test/cast/grown.ts'

let grown: Grown
beforeAll(async () => {
  grown = await openGrown({ customers: 3000, documents: 12_000 })
})
afterAll(() => grown?.close())

test('no list, search or home reads a growing table row by row', async () => {
  const found: string[] = []
  for (const { bound, input, title } of grown.asks) {
    const actors = bound.operation.audience === 'portal' ? [grown.contact] : [grown.person('admin'), grown.person('sales')]
    for (const actor of actors) {
      const { scans, code } = await grown.scansOf(bound, actor, input)
      if (scans.length > 0) found.push(`${title} as ${actor.name}: ${scans.join(', ')}`)
      if (!['done', 'right.missing', 'audience.staff', 'first_run.needed'].includes(code)) found.push(`${title} as ${actor.name}: ${code}`)
    }
  }
  expect(found).toEqual([])
})
