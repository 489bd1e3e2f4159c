import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import * as decisions from '../decisions/contract.ts'
import { carry, open } from '../decisions/index.ts'
import { holdDefinitions } from './commands/versions.ts'
import * as promise from './contract.ts'
import { definitionOf } from './index.ts'
import { builtIn } from './metrics/builtin.ts'
import { vettingsNow } from './queries/vetting.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(['people', 'decisions', 'data'])
})
afterAll(() => ledger?.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
const metricOf = (id: string) => {
  const metric = builtIn().catalogue.get(id)
  if (!metric) throw new Error(`${id} is shipped`)
  return metric
}
const page = (id: string, who = 'ilse') => ledger.as(who).call(promise.metricsGet, { id })
const ask = (id: string, more: object = {}, who = 'ilse') =>
  ledger.as(who).call(promise.vettingsCreate, { id, hash: metricOf(id).hash, decider: ledger.id('mara'), ...more })
const decisionOf = async (id: string) => (await page(id)).vetting.asked?.id ?? ''
const states = async () =>
  Object.fromEntries((await ledger.as('sol').call(promise.metricsList, { limit: 200 })).items.map(({ id, state }) => [id, state]))
/** What is said of another text of the same metric. */
const stateOf = async (id: string, hash: string) =>
  ledger.cast.open(async (ctx) => (await vettingsNow(ctx, [{ ...metricOf(id), hash }]))[0])
/** Another text of the metric holds from now on. */
const hold = (id: string, hash: string) => {
  const { catalogue, texts } = builtIn()
  return ledger.cast.open((ctx) => holdDefinitions(ctx, { catalogue: new Map(catalogue).set(id, { ...metricOf(id), hash }), texts }))
}
const other = (letter: string) => letter.repeat(64)

describe('a definition', () => {
  test('is certified by a sign-off of its very text, from asking on the page to the list and the plans', async () => {
    expect(await page('arr')).toMatchObject({ state: 'proposed', vetting: { is: 'none', decision: null, asked: null } })
    expect((await page('arr')).may).toContain('data.vettings.create')
    expect((await page('arr', 'sol')).may).not.toContain('data.vettings.create')
    const asked = await ask('arr', { agrees: [ledger.id('farid')], note: 'Mind the currency.' })
    expect(asked).toMatchObject({ is: 'none', asked: { number: 'DEC-2026-0001', need_by: '2026-06-22', this_text: true } })
    const id = asked.asked?.id ?? ''
    expect(await page('arr')).toMatchObject({ state: 'proposed', vetting: { asked: { id } } })
    expect((await page('arr')).may).not.toContain('data.vettings.create')
    expect(await ledger.as('mara').call(decisions.decisionsGet, { id })).toMatchObject({
      kind: 'signoff',
      state: 'collecting',
      issue: 'Do we stand by the definition of Annual Recurring Revenue?',
      text: { subjects: [{ room: 'data', kind: 'metric', id: 'arr', version_hash: metricOf('arr').hash, stale: false }] },
    })
    await ledger.answer('farid', id, 'agree')
    expect((await page('arr')).state, 'an agreement alone is none').toBe('proposed')
    await ledger.decide('mara', id)
    expect(await page('arr')).toMatchObject({
      state: 'certified',
      vetting: { is: 'agreed', decision: { id }, by: 'mara', day: '2026-06-15', asked: null },
    })
    const all = await states()
    expect(all['arr']).toBe('certified')
    expect(Object.values(all).filter((state) => state === 'certified')).toHaveLength(1)
    expect(await ledger.cast.open((ctx) => definitionOf(ctx, 'arr'))).toMatchObject({ state: 'certified' })
    expect(await ledger.trail('arr')).toContain('data.metric.vetting_asked')
    await expect(ask('arr')).rejects.toEqual(refused('metric.agreed_already'))
  })

  test('that was changed is not certified, and the sign-off says that another text stands', async () => {
    expect(await stateOf('arr', other('b'))).toBe('proposed')
    await hold('arr', other('b'))
    const signed = (await ledger.as('sol').call(decisions.decisionsList, { view: 'stale' })).items
    expect(signed.map(({ number }) => number)).toEqual(['DEC-2026-0001'])
    expect(await stateOf('arr', other('b'))).toBe('proposed')
    await ledger.cast.open((ctx) =>
      carry(ctx, {
        subject: { room: 'data', kind: 'metric', id: 'arr' },
        from: metricOf('arr').hash,
        to: other('b'),
        class: 'editorial',
        reason: 'A comma',
      }),
    )
    expect(await stateOf('arr', other('b')), 'carried over by its own room').toBe('certified')
    expect(await stateOf('arr', other('c'))).toBe('proposed')
    await hold('arr', metricOf('arr').hash)
    expect((await page('arr')).state, 'the text that was agreed to is back').toBe('certified')
  })

  test('that changes while it is asked for is asked for in its new text: older answers are stale, and only that text is agreed to', async () => {
    await ask('tes', { agrees: [ledger.id('farid')] })
    const id = await decisionOf('tes')
    await ledger.answer('farid', id, 'agree')
    await hold('tes', other('d'))
    const moved = await ledger.as('mara').call(decisions.decisionsGet, { id })
    expect([moved.state, moved.text.no, moved.parties.find(({ letter }) => letter === 'A')?.state]).toEqual(['collecting', 2, 'stale'])
    expect((await page('tes')).vetting.asked).toMatchObject({ this_text: false })
    await expect(ledger.decide('mara', id, { text_no: 1 })).rejects.toEqual(refused('decision.wrong_state'))
    await ledger.answer('farid', id, 'agree', { text_no: 2 })
    await ledger.decide('mara', id, { text_no: 2 })
    expect([await stateOf('tes', other('d')), await stateOf('tes', metricOf('tes').hash)]).toEqual(['certified', 'proposed'])
    expect((await page('tes')).vetting).toMatchObject({ is: 'stale', decision: { id }, by: null })
    await hold('tes', metricOf('tes').hash)
  })

  test('is not certified by what was rejected, reversed, taken back, or is no sign-off', async () => {
    const turns: [string, (id: string) => Promise<unknown>][] = [
      ['rejected', (id) => ledger.decide('mara', id, { outcome: 'reject' })],
      [
        'reversed',
        async (id) => {
          await ledger.decide('mara', id)
          expect((await page('customers')).state).toBe('certified')
          await ledger.as('mara').call(decisions.decisionsReverse, { id, reason: 'It was wrong' }, { key: crypto.randomUUID() })
        },
      ],
      ['taken back', (id) => ledger.as('ilse').call(decisions.decisionsWithdraw, { id, reason: 'Not yet' })],
    ]
    for (const [what, turn] of turns) {
      await ask('customers')
      await turn(await decisionOf('customers'))
      expect(await page('customers'), what).toMatchObject({ state: 'proposed', vetting: { is: 'none', asked: null } })
    }
    const { hash } = metricOf('customers')
    const about = {
      room: 'data',
      kind: 'metric',
      id: 'customers',
      version_hash: hash,
      title: 'Customers',
      href: '/',
      audience: 'internal' as const,
    }
    const plain = await ledger.cast.open((ctx) =>
      open(
        { ...ctx, actor: ledger.as('ilse').actor },
        { issue: 'Show customers on Home?', proposal: 'Yes.', subjects: [about], parties: [ledger.party('D', 'mara')] },
      ),
    )
    await ledger.decide('mara', plain)
    expect(await page('customers')).toMatchObject({ state: 'proposed', vetting: { is: 'none' } })
  })
})

describe('vetting', () => {
  test('is asked for by those who look after definitions, on the text that they read, once', async () => {
    await expect(ask('tedas', {}, 'sol')).rejects.toEqual(refused('right.missing'))
    await expect(ask('tedas', { hash: other('e') })).rejects.toEqual(refused('metric.text_moved'))
    await expect(
      ledger.as('ilse').call(promise.vettingsCreate, { id: 'no.such', hash: other('e'), decider: ledger.id('mara') }),
    ).rejects.toEqual(refused('metric.unknown'))
    await expect(ask('tedas', { decider: crypto.randomUUID() })).rejects.toEqual(refused('rapid.unknown_party'))
    await expect(ask('tedas', { agrees: [ledger.id('mara')] })).rejects.toEqual(refused('rapid.decider_agrees'))
    expect((await page('tedas')).vetting.asked).toBeNull()
    const both = await Promise.allSettled([ask('tedas'), ask('tedas')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('metric.asked_already') })
  })

  test('of what another metric replaces is not asked for, and it is certified by nothing', async () => {
    const { definition } = metricOf('users.registered')
    definition.replaced_by = 'tes'
    try {
      await expect(ask('users.registered')).rejects.toEqual(refused('metric.replaced'))
      expect(await page('users.registered')).toMatchObject({ state: 'deprecated' })
      expect((await page('users.registered')).may).not.toContain('data.vettings.create')
    } finally {
      delete definition.replaced_by
    }
  })
})
