import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, planText, type Plans } from '../../../test/cast/plans.ts'
import { decisionsGet } from '../decisions/contract.ts'
import { room as ledger } from '../decisions/index.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
const amend = (id: string) => plans.as('ilse').call(promise.editionsAmend, { id, reason: 'The market has moved' })

const inForce = () => plans.inForce((title) => planText(title).replace('- Few references', '- Few references\n- No time'))

describe('an amendment', () => {
  test('asks whoever agreed before about what changed, and about nothing else', async () => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('talks in one safe place', 'talks, in one safe place'))
    await plans.measured(edition_id)
    await plans.submit(edition_id)
    const asked = async () => (await plans.life(edition_id)).signoff?.parties.filter(({ letter }) => letter === 'A')
    const vision = [{ part: expect.any(String), name: 'the vision' }]
    const carried = expect.stringMatching(/^DEC-/)
    expect(await asked()).toEqual([
      expect.objectContaining({ name: 'farid', state: 'stale', stance: null, carried, moved: vision }),
      expect.objectContaining({ name: 'noa', state: 'stale', stance: null, carried, moved: vision }),
    ])
    expect(await plans.codes(edition_id)).toEqual(['plan.agreement_stale', 'plan.agreement_stale', 'plan.input_open'])
    await plans.answer('farid', edition_id, 'agree')
    await plans.edit(edition_id, (text) => text.replace('talks, in one safe place', 'talks in one safe place'))
    // it says again what was agreed to: nobody has to answer, and whoever objects is heard all the same
    expect(await asked()).toEqual([
      expect.objectContaining({ name: 'farid', state: 'answered', carried, moved: [] }),
      expect.objectContaining({ name: 'noa', state: 'answered', carried, moved: [] }),
    ])
    await plans.answer('noa', edition_id, 'object')
    expect(await plans.codes(edition_id)).toContain('plan.objection_open')
  })

  const silent: [string, (text: string) => string, string[]][] = [
    ['another decides', (text) => text.replace('noa(A), sol(I), cato(P), mara(D)', 'noa(A), sol(D), cato(P), mara(I)'), ['the parties']],
    ['whoever takes part changes', (text) => text.replace('cato(P)', 'cato(A)'), ['the parties']],
    ['a row comes into the header', (text) => text.replace('DRI: ilse', 'DRI: ilse\nBudget: 5 million'), ['the header']],
    [
      'lines change places',
      (text) => text.replace('- Few references\n- No time', '- No time\n- Few references'),
      ['the place of Obstacle 1', 'the place of Obstacle 2'],
    ],
    ['a label says something else', (text) => text.replace('Priorities', 'Values'), ['the labels of the sections']],
  ]
  test.each(silent)('asks again where no item says anything else and %s', async (_name, change, names) => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, change)
    await plans.submit(edition_id)
    const { signoff } = await plans.life(edition_id)
    const noa = signoff?.parties.find(({ name }) => name === 'noa')
    expect(noa).toMatchObject({ state: 'stale', stance: null, carried: expect.stringMatching(/^DEC-/) })
    for (const name of names) expect(noa?.moved.map((one) => one.name)).toContain(name)
    const { text: asked } = await plans.as('ilse').call(decisionsGet, { id: signoff?.id ?? '' })
    expect(asked.proposal).toContain('This is asked about: ')
  })

  test('that changes nothing is agreed to already', async () => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('(30%)', '(40%)'))
    await plans.measured(edition_id)
    await plans.submit(edition_id)
    expect(await plans.codes(edition_id)).toEqual(['plan.input_open'])
    const { signoff } = await plans.life(edition_id)
    const { text: asked } = await plans.as('ilse').call(decisionsGet, { id: signoff?.id ?? '' })
    expect(asked.proposal).toContain('Neither its items nor their places, its header or its parties are other than they were then.')
  })

  test('asks and reminds nobody whose agreement is all that it asks for, until what they agreed to changes', async () => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('(30%)', '(40%)'))
    await plans.submit(edition_id)
    const { signoff } = await plans.life(edition_id)
    const decision = () => plans.as('ilse').call(decisionsGet, { id: signoff?.id ?? '' })
    const { number, parties, need_by } = await decision()
    const from = expect.stringMatching(/^DEC-/)
    expect(parties.filter(({ letter }) => letter === 'A').map(({ kept }) => kept)).toEqual([from, from])
    const told = async (who: string, reason: string) =>
      (await plans.ledger.told(who, `decisions.${reason}`)).filter(({ text, done_at }) => text.includes(number) && done_at === null).length
    const each = (reason: string) => Promise.all(['farid', 'noa', 'sol'].map((who) => told(who, reason)))
    expect(await each('answer.asked')).toEqual([0, 0, 1])
    plans.ledger.at('2026-06-19')
    for (const { run } of ledger.jobs ?? []) await run(plans.ledger.cast.open, {})
    expect([need_by, await each('decision.reminded')]).toEqual(['2026-06-22', [0, 0, 1]])
    plans.ledger.at('2026-06-15')
    await plans.edit(edition_id, (text) => text.replace('within a day', 'within 3 days'))
    expect(await each('answer.asked')).toEqual([1, 1, 1])
    expect((await decision()).text.proposal).toContain('This is asked about: Method 2.')
    await plans.edit(edition_id, (text) => text.replace('within 3 days', 'within a day'))
    expect(await each('answer.asked')).toEqual([0, 0, 1])
    expect((await decision()).text.proposal).toContain('Neither its items nor their places')
  })

  test('asks whoever answered it already about what has changed since, and the others about all of it', async () => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('within a day', 'within 3 days'))
    await plans.submit(edition_id)
    await plans.answer('farid', edition_id, 'agree')
    await plans.edit(edition_id, (text) => text.replace('Few references', 'Hardly any references'))
    const moved = async () =>
      Object.fromEntries(
        ((await plans.life(edition_id)).signoff?.parties ?? [])
          .filter(({ letter }) => letter === 'A')
          .map((one) => [one.name, one.moved.map(({ name }) => name)]),
      )
    expect(await moved()).toEqual({ farid: ['Obstacle 1'], noa: ['Method 2', 'Obstacle 1'] })
    // what stands beside the items an answer says nothing of
    await plans.edit(edition_id, (text) => text.replace('Priorities', 'Values'))
    expect(await moved()).toEqual({
      farid: ['Obstacle 1', 'the labels of the sections'],
      noa: ['Method 2', 'Obstacle 1', 'the labels of the sections'],
    })
  })

  test('asks whoever joined since', async () => {
    const { id } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('sol(I), cato(P)', 'sol(I), cato(A)'))
    await plans.measured(edition_id)
    await plans.submit(edition_id)
    expect((await plans.life(edition_id)).next?.unmet).toEqual([
      expect.objectContaining({ code: 'plan.agreement_stale', text: expect.stringContaining('farid') }),
      expect.objectContaining({ code: 'plan.agreement_stale', text: expect.stringContaining('noa') }),
      expect.objectContaining({ code: 'plan.agreement_missing', text: expect.stringContaining('cato') }),
      expect.objectContaining({ code: 'plan.input_open' }),
    ])
  })

  test('is read beside what it amends: line by line, promise by promise', async () => {
    const { id, slug, key } = await inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('within a day', 'within 3 days'))
    const goal = { id: edition_id, key, metric_id: 'customers', direction: 'increase' as const, baseline: '180', target: '400' }
    await plans.as('ilse').call(promise.measuresBind, { ...goal, due: '2027-01-31' })
    const read = (from: string, to: string, of = slug) => plans.as('sol').call(promise.plansDifferences, { slug: of, from, to })
    const { from, to, differences } = await read(id, edition_id)
    expect([from.no, to.no]).toEqual([1, 2])
    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'reworded',
        place: 'Method 2',
        was: expect.stringContaining('a day'),
        now: expect.stringContaining('3 days'),
      }),
      expect.objectContaining({ kind: 'promised', key, was: '330', now: '400' }),
    ])
    expect((await read(id, id)).differences).toEqual([])
    const other = await plans.written()
    await expect(read(other.id, id)).rejects.toEqual(refused('edition.unknown'))
  })
})
