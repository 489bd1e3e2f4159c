import { describe, expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { question } from '../../../test/cast/ledger.ts'
import { refused } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'
import { effectsInForce } from './index.ts'

const { ledger, as, who, party, at, opened, answer, decide, told, trail } = heldLedger()

describe('a decision', () => {
  test('is opened, answered on its text, decided, carried out, and told to everybody who took part', async () => {
    const a = await opened({ parties: [party('D', 'mara'), party('I', 'sol'), party('A', 'farid')], a_reason: 'Chargebacks are his' })
    expect(a).toMatchObject({ number: 'DEC-2026-0001', state: 'collecting', opened_by: 'ilse', answered: 0, asked: 2, version: 1 })
    expect(a.parties.map(({ letter, name }) => [letter, name])).toEqual([
      ['R', 'ilse'],
      ['D', 'mara'],
      ['I', 'sol'],
      ['A', 'farid'],
    ])
    expect(await told('farid', 'decisions.answer.asked')).toMatchObject([{ done_at: null }])
    await expect(decide('mara', a.id)).rejects.toEqual(
      refused('decision.wrong_state', { facts: { state: 'collecting', legal: ['ready'] } }),
    )
    await answer('sol', a.id, 'support')
    expect(await answer('farid', a.id, 'object', { text: 'Two of 62 orders were charged back' })).toMatchObject({
      state: 'ready',
      objections: 1,
    })
    expect(await told('mara', 'decisions.decision.waits')).toHaveLength(1)
    await expect(decide('mara', a.id)).rejects.toEqual(refused('decision.objection_open'))
    await expect(decide('ilse', a.id)).rejects.toEqual(refused('decision.not_decider'))
    const action = { text: 'Change row 4', dri: who('farid'), due: '2026-07-01' }
    const done = await decide('mara', a.id, {
      override_reason: 'Cards only up to 5,000',
      actions: [action],
      no_actions: false,
      review_on: '2026-12-01',
    })
    expect(done).toMatchObject({ state: 'performing', outcome: 'accept', decided_by: 'mara', override_reason: 'Cards only up to 5,000' })
    expect(done.answers.find(({ stance }) => stance === 'object')).toMatchObject({
      by: 'farid',
      text: 'Two of 62 orders were charged back',
    })
    expect(await told('sol', 'decisions.decision.decided')).toHaveLength(1)
    expect(await told('mara', 'decisions.decision.waits')).toMatchObject([{ done_at: new Date('2026-06-15T10:00:00Z') }])
    const [one] = done.actions
    expect(one).toMatchObject({ number: 'ACT-2026-0001', dri: { name: 'farid' }, state: 'open' })
    await as('farid').call(promise.actionsComplete, { id: one?.id ?? '' })
    expect(await as('sol').call(promise.decisionsGet, { id: a.number })).toMatchObject({ state: 'done' })
    await as('mara').call(promise.actionsCreate, { text: 'And one more', due: '2026-07-02', decision_id: a.id })
    expect(await as('sol').call(promise.decisionsGet, { id: a.id })).toMatchObject({ state: 'performing' })
    expect(await trail(a.id)).toEqual([
      'decisions.decision.opened',
      'decisions.answer.given',
      'decisions.answer.given',
      'decisions.decision.made_ready',
      'decisions.decision.decided',
      'decisions.decision.carried_out',
      'decisions.decision.resumed',
    ])
  })

  test('is opened by the rules of its letters, not before the next working day, and nothing is kept of a refused one', async () => {
    const before = await as('ilse').call(promise.decisionsList, {})
    await expect(opened({ need_by: '2026-06-15' })).rejects.toEqual(refused('decision.need_by_early'))
    await expect(opened({ parties: [party('I', 'sol')] })).rejects.toEqual(refused('rapid.one_decider'))
    await expect(opened({ type: 1, parties: [party('D', 'cato')] })).rejects.toEqual(refused('decision.type1_decider'))
    expect(await opened({ type: 1 })).toMatchObject({ type: 1 })
    await expect(opened({ parties: [{ letter: 'D', person_id: crypto.randomUUID() }] })).rejects.toEqual(refused('rapid.unknown_party'))
    await expect(opened({ parties: [{ letter: 'D' }] })).rejects.toEqual(refused('rapid.unknown_party'))
    await expect(opened({ informed: [crypto.randomUUID()] })).rejects.toEqual(refused('rapid.unknown_party'))
    expect((await as('ilse').call(promise.decisionsList, {})).items).toHaveLength(before.items.length + 1)
    expect((await opened()).number).toBe('DEC-2026-0003')
    expect(await as('ilse').call(promise.decisionsCreate, { ...question, parties: [party('D', 'mara')] })).toMatchObject({
      need_by: '2026-06-22',
    })
  })

  test('an answer counts on the text that it was given on: a new text asks again, and nobody answers or decides an older one', async () => {
    const a = await opened()
    await answer('sol', a.id, 'support')
    const b = await as('ilse').call(promise.decisionsRewrite, {
      id: a.id,
      if_match: a.version,
      ...question,
      proposal: 'Orders below $7,500 go through.',
    })
    expect((await trail(a.id)).slice(-2)).toEqual(['decisions.text.put_forward', 'decisions.decision.reopened'])
    expect([b.state, b.text.no, b.parties.find(({ letter }) => letter === 'I')?.state]).toEqual(['collecting', 2, 'stale'])
    await expect(answer('sol', a.id, 'support')).rejects.toEqual(refused('decision.text_stale', { facts: { text_no: 2 } }))
    await expect(as('ilse').call(promise.decisionsRewrite, { id: a.id, if_match: a.version, ...question })).rejects.toEqual(
      refused('edit.stale'),
    )
    await expect(as('sol').call(promise.decisionsRewrite, { id: a.id, if_match: b.version, ...question })).rejects.toEqual(
      refused('decision.not_author'),
    )
    expect(await answer('sol', a.id, 'concern', { text_no: 2, text: 'Half the money' })).toMatchObject({ state: 'ready' })
    await expect(decide('mara', a.id)).rejects.toEqual(refused('decision.text_stale'))
    const same = await as('ilse').call(promise.decisionsRewrite, {
      id: a.id,
      if_match: b.version,
      ...question,
      proposal: 'Orders below $7,500 go through.',
    })
    expect([same.text.no, same.state]).toEqual([2, 'ready'])
    expect(await decide('mara', a.id, { text_no: 2, outcome: 'reject' })).toMatchObject({ state: 'done', outcome: 'reject' })
  })

  test('one answers for the own party, under its letter, and says why not', async () => {
    const a = await opened({ parties: [party('D', 'mara'), party('I', 'sol'), party('P', 'sol')] })
    const seat = (letter: string) => a.parties.find((one) => one.letter === letter)?.id
    await expect(answer('cato', a.id, 'support')).rejects.toEqual(refused('decision.not_asked'))
    await expect(answer('sol', a.id, 'support')).rejects.toEqual(refused('decision.party_unclear'))
    await expect(answer('sol', a.id, 'agree', { party_id: seat('I') })).rejects.toEqual(refused('decision.wrong_stance'))
    await expect(answer('sol', a.id, 'oppose', { party_id: seat('I') })).rejects.toEqual(refused('decision.reason_missing'))
    await expect(answer('mara', a.id, 'support')).rejects.toEqual(refused('decision.not_asked'))
    expect(await answer('sol', a.id, 'oppose', { party_id: seat('I'), text: 'Too early' })).toMatchObject({
      answered: 1,
      state: 'collecting',
    })
  })

  test('everybody is asked once more by its decider, the second time with a reason', async () => {
    const a = await opened()
    await answer('sol', a.id, 'support')
    await expect(as('ilse').call(promise.decisionsRound, { id: a.id })).rejects.toEqual(refused('decision.not_decider'))
    await expect(as('mara').call(promise.decisionsRound, { id: a.id, need_by: '2026-06-15' })).rejects.toEqual(
      refused('decision.need_by_early'),
    )
    expect(await as('mara').call(promise.decisionsRound, { id: a.id })).toMatchObject({ state: 'collecting', round: 2, answered: 0 })
    expect((await told('sol', 'decisions.answer.asked')).filter((one) => one.done_at === null).length).toBeGreaterThan(0)
    await answer('sol', a.id, 'support')
    await expect(as('mara').call(promise.decisionsRound, { id: a.id })).rejects.toEqual(refused('decision.round_used'))
    expect(await as('mara').call(promise.decisionsRound, { id: a.id, reason: 'The price has moved' })).toMatchObject({ round: 3 })
  })

  test('what is spent beside the budget above the limit waits for finance', async () => {
    const a = await opened({ parties: [party('D', 'mara')], spend: { amount_minor: 10_000_001, currency: 'USD' }, off_cycle: true })
    expect(a).toMatchObject({ state: 'collecting', unmet: [{ code: 'decision.estimate_missing' }] })
    await expect(as('ilse').call(promise.decisionsEstimate, { id: a.id, amount_minor: 1 })).rejects.toEqual(refused('decision.not_finance'))
    expect(await as('farid').call(promise.decisionsEstimate, { id: a.id, amount_minor: 9_000_000 })).toMatchObject({ state: 'ready' })
    expect(
      await opened({ parties: [party('D', 'mara')], spend: { amount_minor: 10_000_000, currency: 'USD' }, off_cycle: true }),
    ).toMatchObject({ state: 'ready' })
    expect(await opened({ parties: [party('D', 'mara')], spend: { amount_minor: 1, currency: 'EUR' }, off_cycle: true })).toMatchObject({
      state: 'collecting',
    })
    const free = await opened()
    await expect(as('farid').call(promise.decisionsEstimate, { id: free.id, amount_minor: 1 })).rejects.toEqual(
      refused('decision.no_spend'),
    )
  })

  test('it is put off until another day, withdrawn by its author, or decided with what follows', async () => {
    const ready = async () => (await opened({ parties: [party('D', 'mara')] })).id
    const id = await ready()
    for (const [more, code] of [
      [{ no_actions: false }, 'decision.no_action'],
      [{ text: ' ' }, 'decision.text_missing'],
      [{ outcome: 'defer' }, 'decision.defer_until'],
      [{ review_on: '2026-06-15' }, 'decision.review_past'],
      [{ no_actions: false, actions: [{ text: 'Do', dri: crypto.randomUUID(), due: '2026-07-01' }] }, 'action.dri_unknown'],
      [{ no_actions: false, actions: [{ text: 'Do', dri: who('sol'), due: '2026-06-14' }] }, 'action.due_past'],
    ] as const)
      await expect(decide('mara', id, more)).rejects.toEqual(refused(code))
    expect(await decide('mara', id, { outcome: 'defer', need_by: '2026-07-01' })).toMatchObject({
      state: 'collecting',
      need_by: '2026-07-01',
      round: 2,
    })
    expect((await trail(id)).at(-1)).toBe('decisions.decision.put_off')
    const other = await ready()
    await expect(as('sol').call(promise.decisionsWithdraw, { id: other, reason: 'I do not like it' })).rejects.toEqual(
      refused('decision.not_author'),
    )
    expect(await as('ilse').call(promise.decisionsWithdraw, { id: other, reason: 'Another way was found' })).toMatchObject({
      state: 'withdrawn',
    })
    await expect(as('ilse').call(promise.decisionsWithdraw, { id: other, reason: 'Once more' })).rejects.toEqual(
      refused('decision.wrong_state'),
    )
  })

  test('a new one takes the place of one that holds; effects hold from their day until it ends', async () => {
    const effects = [{ kind: 'cap' as const, about: 'self_serve.limit', value: '5000' }]
    const older = await decide('mara', (await opened({ parties: [party('D', 'mara')], effects })).id)
    const held = () => ledger.cast.open((ctx) => effectsInForce(ctx, ' Self_Serve.limit'))
    expect(await held()).toMatchObject([{ number: older.number, kind: 'cap', value: '5000' }])
    const newer = await opened({ parties: [party('D', 'mara')], supersedes: older.id })
    expect(await held(), 'nothing ends before it is decided').toHaveLength(1)
    await decide('mara', newer.id)
    expect(await held()).toEqual([])
    const ended = await as('sol').call(promise.decisionsGet, { id: older.id })
    expect((await trail(older.id)).at(-1)).toBe('decisions.decision.superseded')
    expect(ended).toMatchObject({ state: 'superseded', ended_on: '2026-06-15', superseded_by: { number: newer.number } })
    await expect(opened({ parties: [party('D', 'mara')], supersedes: older.id })).rejects.toEqual(refused('decision.not_in_force'))
    const rejected = await decide('mara', (await opened({ parties: [party('D', 'mara')], effects, supersedes: newer.id })).id, {
      outcome: 'reject',
    })
    expect([(await held()).length, rejected.outcome]).toEqual([0, 'reject'])
    expect(await as('sol').call(promise.decisionsGet, { id: newer.id })).toMatchObject({ state: 'done', ended_on: null })
  })

  test('what was reversed before its successor was decided stays reversed', async () => {
    const older = await decide('mara', (await opened({ parties: [party('D', 'mara')] })).id)
    const newer = await opened({ parties: [party('D', 'mara')], supersedes: older.id })
    await as('mara').call(promise.decisionsReverse, { id: older.id, reason: 'It did not work' })
    await decide('mara', newer.id)
    expect((await as('sol').call(promise.decisionsGet, { id: older.id })).state).toBe('reversed')
    expect((await trail(older.id)).at(-1)).toBe('decisions.decision.reversed')
  })

  test('it is looked back at on its day and not before, and reversed by whoever decided it or an executive', async () => {
    const a = await decide('mara', (await opened({ parties: [party('D', 'mara')] })).id, { review_on: '2026-06-18' })
    const review = (who: string, result: 'keep' | 'reverse') => as(who).call(promise.decisionsReview, { id: a.id, result })
    await expect(review('ilse', 'keep')).rejects.toEqual(refused('decision.review_early'))
    at('2026-06-18')
    expect((await as('sol').call(promise.decisionsList, { view: 'unreviewed' })).items.map(({ id }) => id)).toEqual([a.id])
    await expect(review('sol', 'keep')).rejects.toEqual(refused('decision.not_author'))
    await expect(review('ilse', 'reverse')).rejects.toEqual(refused('decision.not_decider'))
    expect(await review('ilse', 'keep')).toMatchObject({ state: 'reviewed', review: { result: 'keep' } })
    await expect(as('ilse').call(promise.decisionsReverse, { id: a.id, reason: 'It did not work' })).rejects.toEqual(
      refused('decision.not_decider'),
    )
    expect(await as('mara').call(promise.decisionsReverse, { id: a.id, reason: 'It did not work' })).toMatchObject({
      state: 'reversed',
      ended_on: '2026-06-18',
    })
    const own = await decide('cato', (await opened({ parties: [party('D', 'cato')] })).id, { review_on: '2026-06-19' })
    at('2026-06-19')
    expect(await as('cato').call(promise.decisionsReview, { id: own.id, result: 'reverse', note: 'No' })).toMatchObject({
      state: 'reversed',
      ended_reason: 'No',
    })
    at('2026-06-15')
  })

  test('what is for the few is found by those who take part or are told, and by nobody else, by no way', async () => {
    const secret = {
      issue: 'Shall we buy the quokka company?',
      audience: 'restricted',
      parties: [party('D', 'mara'), party('I', 'sol')],
      informed: [who('cato')],
    }
    const a = await opened(secret)
    const sees = async (who: string) => {
      const { items } = await as(who).call(promise.decisionsList, { search: 'quokka' })
      const got = await as(who)
        .call(promise.decisionsGet, { id: a.number })
        .then(
          () => true,
          (error) => error.code,
        )
      return [items.length, got]
    }
    for (const who of ['ilse', 'mara', 'sol', 'cato']) expect(await sees(who), who).toEqual([1, true])
    for (const who of ['noa', 'farid']) expect(await sees(who), who).toEqual([0, 'decision.unknown'])
    await expect(answer('noa', a.id, 'support')).rejects.toEqual(refused('decision.unknown'))
    await answer('sol', a.id, 'support')
    const done = await decide('mara', a.id, {
      no_actions: false,
      actions: [{ text: 'Call the quokka', dri: who('sol'), due: '2026-07-01' }],
    })
    const id = done.actions[0]?.id ?? ''
    expect((await as('noa').call(promise.actionsList, { search: 'quokka' })).items).toEqual([])
    await expect(as('noa').call(promise.actionsGet, { id })).rejects.toEqual(refused('action.unknown'))
    expect(await as('sol').call(promise.actionsGet, { id })).toMatchObject({ text: 'Call the quokka' })
    expect((await as('noa').call(promise.decisionsNear, { issue: 'quokka company' })).items).toEqual([])
    expect((await as('mara').call(promise.decisionsNear, { issue: 'Buy the quokka company' })).items[0]).toMatchObject({
      number: a.number,
      in_force: true,
    })
  })

  test('whoever is told says what is read', async () => {
    const a = await opened({ informed: [who('cato')] })
    expect(await told('cato', 'decisions.decision.told')).not.toEqual([])
    await expect(as('noa').call(promise.decisionsRead, { id: a.id, text_no: 1 })).rejects.toEqual(refused('decision.not_told'))
    await expect(as('cato').call(promise.decisionsRead, { id: a.id, text_no: 2 })).rejects.toEqual(refused('decision.text_unknown'))
    expect((await as('cato').call(promise.decisionsRead, { id: a.id, text_no: 1 })).informed).toEqual([
      { id: who('cato'), name: 'cato', read_no: 1 },
    ])
  })
})
