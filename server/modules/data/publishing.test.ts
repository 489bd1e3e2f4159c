import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import * as decisions from '../decisions/contract.ts'
import { holdDefinitions } from './commands/versions.ts'
import * as promise from './contract.ts'
import { publicMetrics } from './index.ts'
import { builtIn } from './metrics/builtin.ts'
import type { Metric } from './rules/metrics/catalogue.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(['people', 'decisions', 'data'])
})
afterAll(() => ledger?.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
/** What the house that was opened has read. */
const catalogue = () => builtIn().catalogue as Map<string, Metric>
const metricOf = (id: string) => catalogue().get(id) ?? expect.fail(`${id} is shipped`)
const page = (id: string, who = 'ilse') => ledger.as(who).call(promise.metricsGet, { id })
const publish = (id: string, published: boolean, who = 'ilse') => ledger.as(who).call(promise.metricsPublish, { id, published })
const open = async (...ids: string[]) => [...(await ledger.cast.open((ctx) => publicMetrics(ctx, ids))).keys()]
async function certify(id: string): Promise<string> {
  const asked = await ledger.as('ilse').call(promise.vettingsCreate, { id, hash: metricOf(id).hash, decider: ledger.id('mara') })
  await ledger.decide('mara', asked.asked?.id ?? '')
  return asked.asked?.id ?? ''
}

describe('a figure', () => {
  test('is shown to anyone once a steward says so of a definition that the company stands by, and no longer when they say so', async () => {
    expect((await page('tes')).may).not.toContain('data.metrics.publish')
    await expect(publish('tes', true)).rejects.toEqual(refused('metric.not_vetted'))
    await certify('tes')
    expect((await page('tes')).may).toContain('data.metrics.publish')
    expect((await page('tes', 'sol')).may).not.toContain('data.metrics.publish')
    await expect(publish('tes', true, 'sol')).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await open('tes', 'arr', 'nothing')).toEqual([])
    await publish('tes', true)
    await publish('tes', true)
    expect(await open('tes@1', 'arr', 'nothing')).toEqual(['tes'])
    expect(await page('tes')).toMatchObject({ published_at: '2026-06-15T10:00:00.000Z' })
    await publish('tes', false)
    await publish('tes', false)
    expect([await open('tes'), (await page('tes')).published_at]).toEqual([[], null])
    expect((await ledger.trail('tes')).filter((act) => act.includes('publish'))).toEqual([
      'data.metric.published',
      'data.metric.unpublished',
    ])
  })

  test('is internal again when its definition has another text, or the decision behind it is reversed', async () => {
    await publish('tes', true)
    const { texts } = builtIn()
    const hold = (hash: string) =>
      ledger.cast.open((ctx) => holdDefinitions(ctx, { catalogue: new Map(catalogue()).set('tes', { ...metricOf('tes'), hash }), texts }))
    const { hash } = metricOf('tes')
    const shipped = metricOf('tes')
    catalogue().set('tes', { ...shipped, hash: 'e'.repeat(64) })
    await hold('e'.repeat(64))
    expect([await open('tes'), (await page('tes')).published_at]).toEqual([[], null])
    catalogue().set('tes', shipped)
    await hold(hash)
    expect(await open('tes')).toEqual(['tes'])
    const id = await certify('customers')
    await publish('customers', true)
    expect(await open('tes', 'customers')).toEqual(['tes', 'customers'])
    await ledger.as('mara').call(decisions.decisionsReverse, { id, reason: 'It was wrong' }, { key: crypto.randomUUID() })
    expect(await open('tes', 'customers')).toEqual(['tes'])
    // what was opened may still be closed
    expect((await page('customers')).may).toContain('data.metrics.publish')
  })

  test('for the few is never shown to anyone, whatever was decided of it', async () => {
    const shipped = metricOf('arr')
    await certify('arr')
    catalogue().set('arr', { ...shipped, definition: { ...shipped.definition, audience: 'restricted' } })
    await expect(publish('arr', true)).rejects.toEqual(refused('metric.for_the_few'))
    expect((await page('arr')).may).not.toContain('data.metrics.publish')
    catalogue().set('arr', shipped)
    await publish('arr', true)
    catalogue().set('arr', { ...shipped, definition: { ...shipped.definition, audience: 'restricted' } })
    expect(await open('arr')).toEqual([])
    catalogue().set('arr', shipped)
    catalogue().set('self_serve.share', {
      ...metricOf('self_serve.share'),
      definition: { ...metricOf('self_serve.share').definition, audience: 'public' },
    })
    expect(await open('self_serve.share'), 'public by its definition, and nobody stands by it').toEqual([])
    await certify('self_serve.share')
    expect(await open('self_serve.share')).toEqual(['self_serve.share'])
  })
})
