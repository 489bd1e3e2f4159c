import { describe, expect, test } from 'vitest'
import { procedures } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { lookAtReviews } from './commands/pulling.ts'
import * as promise from './contract.ts'

const { ledger, as, trail, written, group, followed, start, told } = procedures()
const ask = (name: string, id: string, more: object = {}) =>
  as(name).call(promise.exceptionsAsk, { id, reason: 'No bank today', control: 'Two of us look', until: '2026-07-31', ...more })
const answer = (name: string, id: string, given: 'granted' | 'refused' = 'granted') =>
  as(name).call(promise.exceptionsAnswer, { id, as: given, reason: 'For this month' })
const end = (name: string, id: string) => as(name).call(promise.exceptionsEnd, { id })
const list = async (name: string, where: string[]) => (await as(name).call(promise.exceptionsList, { where })).items
const review = async (id: string) => (await as('ilse').call(promise.proceduresGet, { id })).review
const events = async (id: string, name: string) =>
  (await ledger.cast.house.db.pool.query("select payload from kernel.outbox where payload ->> 'page_id' = $1 and name = $2", [id, name]))
    .rows
const look = () => lookAtReviews(ledger.cast.open as never)

describe('an exception', () => {
  test('is asked of whoever keeps the procedure, granted by another, and ends by its day', async () => {
    const id = await followed('Pay a bill')
    const { steps } = await as('noa').call(promise.proceduresGet, { id })
    const one = await ask('noa', id, { key: steps[1]?.key ?? '' })
    expect(one).toMatchObject({ number: 'EXC-0001', step: '2 Compare the names', state: 'asked', by: { name: 'noa' }, may: ['end'] })
    expect(await told('ilse', 'handbook.exception.asked')).toMatchObject([
      { text: 'EXC-0001: noa asks to depart from step 2 Compare the names until 2026-07-31', done_at: null },
    ])
    expect(await codeOf(answer('noa', one.id))).toBe('page.not_yours')
    expect((await answer('ilse', one.id)).state).toBe('granted')
    expect(await told('noa', 'handbook.exception.answered')).toMatchObject([
      { text: 'EXC-0001 is granted until 2026-07-31: For this month' },
    ])
    expect((await told('ilse', 'handbook.exception.asked'))[0]?.done_at).not.toBeNull()
    expect(await codeOf(answer('ilse', one.id))).toBe('exception.wrong_state')
    expect(await list('cato', [`page:is:${id}`, 'state:is:granted'])).toMatchObject([{ step: null, may: [], mine: false }])
    expect(await list('sol', [`page:is:${id}`, 'mine:is:yes'])).toMatchObject([{ step: '2 Compare the names', may: ['end'] }])
    expect(await codeOf(end('cato', one.id))).toBe('exception.not_yours')

    const own = await ask('ilse', id)
    expect(await codeOf(answer('ilse', own.id))).toBe('exception.own')
    expect((await answer('sol', own.id, 'refused')).state).toBe('refused')
    expect(await codeOf(end('ilse', own.id))).toBe('exception.wrong_state')
    const back = await ask('noa', id)
    expect((await end('noa', back.id)).state).toBe('ended')

    expect(await codeOf(ask('noa', id, { until: '2026-06-14' }))).toBe('exception.too_long')
    expect(await codeOf(ask('noa', id, { until: '2027-06-16' }))).toBe('exception.too_long')
    expect(await codeOf(ask('noa', id, { key: crypto.randomUUID() }))).toBe('exception.step_unknown')
    const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly' })
    const call = { id, reason: 'No bank today', control: 'Two look', until: '2026-07-31' }
    expect(await codeOf(program.call(promise.exceptionsAsk, call))).toBe('exception.nobody')
    expect(await codeOf(answer('ilse', crypto.randomUUID()))).toBe('exception.unknown')
    const { id: draft } = await written('---\nkind: procedure\n---\n# A draft\n\n## Steps\n\n1. Go\n')
    expect(await codeOf(ask('noa', draft))).toBe('exception.not_in_force')

    ledger.at('2026-08-01')
    expect(await list('noa', [`page:is:${id}`, 'state:is:expired'])).toHaveLength(1)
    expect((await look()).expired).toBe(1)
    expect((await look()).expired).toBe(0)
    expect(await events(id, 'handbook.exception.expired')).toMatchObject([{ payload: { exception_id: one.id } }])
    ledger.at('2026-06-15')
    expect((await trail(id)).filter((action) => action.startsWith('handbook.exception'))).toEqual([
      'handbook.exception.asked',
      'handbook.exception.granted',
      'handbook.exception.asked',
      'handbook.exception.refused',
      'handbook.exception.asked',
      'handbook.exception.ended',
    ])
  })

  test('of a page for the few is theirs', async () => {
    const few = await group('EXF', 'noa', 'ilse', 'sol', 'mara')
    const id = await followed('Hush', { audience: 'restricted', groups: [few] })
    const one = await ask('noa', id)
    expect((await told('ilse', 'handbook.exception.asked')).at(-1)?.text).toBe('An exception on a page for the few')
    expect(await list('cato', [`page:is:${id}`])).toEqual([])
    expect(await codeOf(end('cato', one.id))).toBe('exception.unknown')
    expect(await codeOf(ask('cato', id))).toBe('page.unknown')
    await answer('ilse', one.id)
    expect((await told('noa', 'handbook.exception.answered')).at(-1)?.text).toMatch(/^EXC-\d+ is granted until 2026-07-31$/)
  })
})

describe('a review is brought forward', () => {
  test('once more runs go wrong than is promised, and once until it is read again', async () => {
    const id = await followed('Match a payment')
    expect(await review(id)).toMatchObject({ on: '2027-06-15', pulled_by: null })
    for (let at = 0; at < 20; at += 1) {
      const { id: run } = await as('noa').call(promise.runsRecord, { id })
      if (at >= 8) continue
      const { errors } = await as('noa').call(promise.errorsReport, { id: run, fault: 'slip' })
      if (at < 7) await as('ilse').call(promise.errorsConfirm, { id: errors[0]?.id ?? '' })
    }
    expect(await review(id)).toMatchObject({ on: '2027-06-15' })
    expect(await look()).toMatchObject({ failed: 0 })
    expect(await review(id)).toMatchObject({ on: '2026-06-29', pulled_by: 'rate' })
    expect(await events(id, 'handbook.procedure.review_pulled')).toMatchObject([{ payload: { review_on: '2026-06-29', because: 'rate' } }])
    expect(await told('ilse', 'handbook.review.brought_forward')).toMatchObject([
      { text: 'Read “Match a payment” again by 2026-06-29: more runs go wrong than is promised' },
    ])
    ledger.at('2026-06-20')
    await look()
    expect(await review(id)).toMatchObject({ on: '2026-06-29' })
    await as('ilse').call(promise.proceduresReview, { id, note: 'Read again' })
    expect(await review(id)).toMatchObject({ on: '2027-06-20', pulled_by: null })
    expect((await told('ilse', 'handbook.review.brought_forward'))[0]?.done_at).not.toBeNull()
    // what went wrong before it was read does not bring it forward again
    await look()
    expect(await review(id)).toMatchObject({ on: '2027-06-20', pulled_by: null })
    ledger.at('2026-06-15')
  })

  test('by three flags, and by three exceptions on one step', async () => {
    const flagged = await followed('Ship an order')
    for (const [at, name] of ['noa', 'cato', 'farid'].entries()) {
      expect((await review(flagged))?.pulled_by).toBe(null)
      await as(name).call(promise.flagsRaise, { id: flagged })
      expect((await review(flagged))?.pulled_by).toBe(at === 2 ? 'flags' : null)
    }
    const departed = await followed('Store an order')
    const { steps } = await start('noa', departed)
    const grant = async (key: string | null) => answer('ilse', (await ask('noa', departed, { key })).id)
    await grant(steps[0]?.key ?? null)
    await grant(steps[0]?.key ?? null)
    await grant(steps[1]?.key ?? null)
    await grant(null)
    expect((await review(departed))?.pulled_by).toBe(null)
    await grant(steps[0]?.key ?? null)
    expect(await review(departed)).toMatchObject({ on: '2026-06-29', pulled_by: 'exceptions' })
  })
})
