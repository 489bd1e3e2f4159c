import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionLook, fitDue, fitOpen, movesAfter } from './actions.ts'
import { partiesUnmet, type Wanted } from './letters.ts'
import { nearest } from './nearest.ts'
import { holds, outcomeUnmet, type State, stateAfter, statesFor } from './outcome.ts'
import { isNewer, reminderOn, reminders } from './reminders.ts'
import { convertOrUnknown } from './spend.ts'
import { type Signed, standingOf } from './standing.ts'
import { fitBytes, movedItems, type Text, textHash, textUnmet } from './texts.ts'

const opening = (parties: Wanted[], more: object = {}) =>
  partiesUnmet({ parties, type: 2, kind: 'decision', a_reason: null, deciderRoles: [], type1Role: 'executive', ...more }).map(
    ({ code }) => code,
  )
const person = (letter: Wanted['letter'], id: string): Wanted => ({ letter, person_id: id, name: id })
const body = (...members: string[]): Wanted => ({ letter: 'A', group_id: 'body', name: 'Body', members })
const [r, d, i] = [person('R', 'ilse'), person('D', 'mara'), person('I', 'sol')]

test.each<[string, Wanted[], object, string[]]>([
  ['one recommends, one is heard, one decides', [r, d, i], {}, []],
  ['nobody decides', [r, i], {}, ['rapid.one_decider']],
  ['two decide', [r, d, person('D', 'noa')], {}, ['rapid.one_decider']],
  ['a group decides', [r, { letter: 'D', group_id: 'lt', name: 'LT' }], {}, ['rapid.decider_not_person']],
  ['nobody recommends', [d, i], {}, ['rapid.no_recommender']],
  ['the decider recommends', [person('R', 'mara'), d], {}, []],
  ['the decider agrees as well', [r, d, person('A', 'mara')], { a_reason: 'law' }, ['rapid.decider_agrees']],
  ['a group agrees that is nobody but the decider', [r, d, body('mara')], { a_reason: 'law' }, ['rapid.decider_agrees']],
  ['a group agrees that is one other', [r, d, body('noa')], { a_reason: 'law' }, []],
  ['a group agrees in which others are too', [r, d, body('mara', 'noa')], { a_reason: 'law' }, []],
  ['one is named twice under a letter', [r, d, i, i], {}, ['rapid.named_twice']],
  ['one is named under two letters', [r, d, i, person('P', 'sol')], {}, []],
  ['a group without anybody', [r, d, { letter: 'I', group_id: 'lt', name: 'LT', empty: true }], {}, ['rapid.empty_group']],
  ['agreement without a reason', [r, d, person('A', 'farid')], {}, ['decision.agree_unjustified']],
  ['a sign-off asks for agreement by its nature', [r, d, person('A', 'farid')], { kind: 'signoff' }, []],
  ['hard to undo, decided by somebody without the role', [r, d], { type: 1, deciderRoles: ['sales'] }, ['decision.type1_decider']],
  ['hard to undo, decided by an executive', [r, d], { type: 1, deciderRoles: ['executive'] }, []],
])('parties: %s', (_what, parties, more, codes) => expect(opening(parties, more)).toEqual(codes))

const text = (more: Partial<Text> = {}): Text => ({ issue: 'May we?', proposal: 'We do.', options: [], subjects: [], items: null, ...more })
const thing = (id: string, version_hash: string | null = 'a') => ({
  room: 'strategy',
  kind: 'edition',
  id,
  version_hash,
  title: id,
  href: '/',
  audience: 'internal' as const,
})

test('a text is known by its bytes: order of subjects and their titles are nothing, versions are everything', () => {
  const both = [thing('one'), thing('two')]
  expect(textHash(text({ subjects: both }))).toBe(textHash(text({ subjects: both.toReversed() })))
  expect(textHash(text({ subjects: [{ ...thing('one'), title: 'Another name' }] }))).toBe(textHash(text({ subjects: [thing('one')] })))
  const hashes = [text(), text({ issue: 'May we now?' }), text({ proposal: 'We do .' }), text({ subjects: [thing('one')] })]
  const more = [text({ subjects: [thing('one', 'b')] }), text({ items: { a: '1' } }), text({ items: { a: '2' } })]
  const option = { title: 'So', pros: [], cons: [], consequence: null, proposed: true }
  expect(new Set([...hashes, ...more, text({ options: [option] })].map(textHash)).size).toBe(8)
})

test.each<[Partial<Text>, string[]]>([
  [{}, []],
  [{ issue: ' ' }, ['decision.issue_missing']],
  [{ proposal: '' }, ['decision.proposal_missing']],
  [{ options: ['a', 'b'].map((title) => ({ title, pros: [], cons: [], consequence: null, proposed: true })) }, ['decision.two_proposed']],
  [{ options: [{ title: 'a', pros: [], cons: [], consequence: null, proposed: true }] }, []],
  [{ subjects: Array.from({ length: 50 }, (_, at) => thing(String(at))) }, []],
  [{ subjects: Array.from({ length: 51 }, (_, at) => thing(String(at))) }, ['decision.too_large']],
])('what is wrong with a text %#', (more, codes) => expect(textUnmet(text(more)).map(({ code }) => code)).toEqual(codes))

test('a field has 60 KiB of bytes, not of letters', () => {
  expect(() => fitBytes('It', 'ü'.repeat(30_720))).not.toThrow()
  expect(() => fitBytes('It', `${'ü'.repeat(30_720)}a`)).toThrow(/60 KiB/)
})

test('parts that moved or are new are told, parts that are gone are not', () => {
  expect(movedItems({ items: { a: '1', b: '1', gone: '1' } }, { items: { a: '1', b: '2', c: '1' } })).toEqual(['b', 'c'])
  expect(movedItems({ items: null }, { items: { a: '1' } })).toBeUndefined()
})

test.each<[object, string[]]>([
  [{ outcome: 'accept', actions: 1 }, []],
  [{ outcome: 'accept' }, ['decision.no_action']],
  [{ outcome: 'accept', no_actions: true }, []],
  [{ outcome: 'accept', no_actions: true, text: ' ' }, ['decision.text_missing']],
  [{ outcome: 'reject' }, []],
  [{ outcome: 'defer' }, ['decision.defer_until']],
  [{ outcome: 'defer', need_by: '2026-06-15' }, ['decision.defer_until']],
  [{ outcome: 'defer', need_by: '2026-06-16' }, []],
])('what stands in the way of deciding %j', (more, codes) => {
  const plain = {
    text: 'So be it.',
    actions: 0,
    no_actions: false,
    override_reason: null,
    need_by: null,
    next_day: '2026-06-16',
    partyAnswers: [],
  }
  expect(outcomeUnmet({ ...plain, outcome: 'accept', ...more }).map(({ code }) => code)).toEqual(codes)
})

test('an objection is decided against with a reason, and needs none where it is followed', () => {
  const party = { id: 'farid', letter: 'A' as const, person_id: 'farid', group_id: null, name: 'Farid', members: ['farid'] }
  const objection = { person_name: 'Farid' } as never
  const partyAnswer = (more: object) => ({
    party,
    answer: undefined,
    state: 'answered' as const,
    moved: [],
    objection: undefined,
    kept: null,
    ...more,
  })
  const plain = { text: 'So.', actions: 0, no_actions: true, override_reason: null, need_by: null, next_day: '2026-06-16' }
  const unmet = (outcome: 'accept' | 'accept_changed' | 'reject', more: object = {}) =>
    outcomeUnmet({ ...plain, outcome, partyAnswers: [partyAnswer({}), partyAnswer({ objection })], ...more }).map(({ code }) => code)
  expect([unmet('accept'), unmet('accept_changed')]).toEqual([['decision.objection_open'], ['decision.objection_open']])
  expect([unmet('reject'), unmet('accept', { override_reason: 'The law says so' })]).toEqual([[], []])
  expect(unmet('accept', { partyAnswers: [partyAnswer({})] })).toEqual([])
})

test('a decision follows its actions, and only once it is decided', () => {
  expect(stateAfter('decided', 0)).toBe('done')
  expect(stateAfter('decided', 2)).toBe('performing')
  expect(stateAfter('done', 1)).toBe('performing')
  expect(stateAfter('performing', 0)).toBe('done')
  for (const state of ['collecting', 'ready', 'reviewed', 'superseded', 'reversed', 'withdrawn'] as const)
    expect(stateAfter(state, 1)).toBe(state)
})

test.each<[Partial<Parameters<typeof holds>[0]>, boolean]>([
  [{}, true],
  [{ decided_day: '2026-06-16' }, false],
  [{ decided_day: null }, false],
  [{ outcome: 'reject' }, false],
  [{ outcome: 'accept_changed' }, true],
  [{ state: 'withdrawn' }, false],
  [{ ended_on: '2026-06-15' }, false],
  [{ ended_on: '2026-06-16' }, true],
])('what holds on a day: %j', (more, yes) => {
  expect(holds({ state: 'done', outcome: 'accept', decided_day: '2026-06-15', ended_on: null, ...more }, '2026-06-15')).toBe(yes)
})

test('nothing is decided, answered or changed outside the states for it', () => {
  const all: State[] = ['collecting', 'ready', 'decided', 'performing', 'done', 'reviewed', 'superseded', 'reversed', 'withdrawn']
  const lets = (act: Parameters<typeof statesFor>[0]) => all.filter((state) => statesFor(act).includes(state))
  expect([lets('decide'), lets('round')]).toEqual([['ready'], ['ready']])
  for (const act of ['answer', 'rewrite', 'withdraw', 'estimate'] as const) expect(lets(act)).toEqual(['collecting', 'ready'])
  expect([lets('review'), lets('reverse')]).toEqual([
    ['decided', 'performing', 'done'],
    ['decided', 'performing', 'done', 'reviewed'],
  ])
})

test('reminders come at half time, on the working day before, and when it is over; each is newer than the one before', () => {
  const on = (today: string) => reminderOn('2026-06-01', '2026-06-15', '2026-06-12', today)
  expect(['01', '07', '08', '11', '12', '15', '16', '30'].map((day) => on(`2026-06-${day}`))).toEqual([
    undefined,
    undefined,
    'half_time',
    'half_time',
    'day_before',
    'day_before',
    'overdue',
    'overdue',
  ])
  expect(reminders.map((one) => isNewer(one, 'day_before'))).toEqual([false, false, true])
  expect(isNewer('half_time', null)).toBe(true)
})

test('nobody is reminded on the day of opening, however soon it is due', () => {
  const on = (today: string) => reminderOn('2026-06-11', '2026-06-12', '2026-06-11', today)
  expect(['10', '11', '12', '13'].map((day) => on(`2026-06-${day}`))).toEqual([undefined, undefined, 'day_before', 'overdue'])
})

test('a sum in another currency is rounded up, and is above every limit without a rate', () => {
  expect(convertOrUnknown(10_000n, 'USD', 'USD', '1')).toBe(10_000n)
  expect(convertOrUnknown(10_001n, 'EUR', 'USD', '1.0850')).toBe(10_852n)
  expect(convertOrUnknown(1000n, 'JPY', 'USD', '0.0067')).toBe(670n)
  expect(convertOrUnknown(1n, 'EUR', 'USD', undefined)).toBeGreaterThan(10n ** 15n)
})

test('an action that is closed stays so, falls due today or later, and counts each move of its day', () => {
  for (const state of ['done', 'dropped'] as const)
    expect(() => fitOpen({ number: 'ACT-2026-0001', state })).toThrow(
      expect.objectContaining({ code: 'action.wrong_state', facts: { state, legal: ['open'] } }),
    )
  expect(() => fitDue('2026-06-14', '2026-06-15')).toThrow(expect.objectContaining({ code: 'action.due_past' }))
  expect(() => fitDue('2026-06-15', '2026-06-15')).not.toThrow()
  expect([movesAfter({ due: '2026-06-15', moves: 2 }, '2026-06-15'), movesAfter({ due: '2026-06-15', moves: 2 }, '2026-06-10')]).toEqual([
    2, 3,
  ])
  const one = { state: 'open' as const, due: '2026-06-14', closed_day: null, first_due: '2026-06-10' }
  expect(actionLook(one, '2026-06-15')).toEqual({ late: true, on_time: undefined })
  expect(actionLook(one, '2026-06-14').late).toBe(false)
  expect(actionLook({ ...one, state: 'done', closed_day: '2026-06-10' }, '2026-06-15')).toEqual({ late: false, on_time: true })
  expect(actionLook({ ...one, state: 'done', closed_day: '2026-06-11' }, '2026-06-15').on_time).toBe(false)
})

const signed = (more: Partial<Signed> = {}): Signed => ({
  decision_id: 'x',
  number: 'DEC-2026-0001',
  hash: 'a',
  by_name: 'Mara',
  state: 'done',
  outcome: 'accept',
  decided_day: '2026-06-01',
  ended_on: null,
  carried: [],
  ...more,
})
const link = (from: string, to: string) => ({ from, to, class: 'editorial', by: 'Ilse', day: '2026-06-05' })

test.each<[string, Signed[], string, object]>([
  ['nobody signed', [], 'a', { is: 'none' }],
  ['these very bytes', [signed()], 'a', { is: 'agreed', by: 'Mara', day: '2026-06-01' }],
  ['another text', [signed()], 'b', { is: 'stale', hash: 'a' }],
  ['rejected', [signed({ outcome: 'reject' })], 'a', { is: 'none' }],
  ['not decided yet', [signed({ state: 'ready', outcome: null, decided_day: null })], 'a', { is: 'none' }],
  ['reversed since', [signed({ state: 'reversed', ended_on: '2026-06-10' })], 'a', { is: 'none' }],
  ['carried over', [signed({ carried: [link('a', 'b')] })], 'b', { is: 'carried', from: 'a', by: 'Ilse' }],
  ['carried twice', [signed({ carried: [link('b', 'c'), link('a', 'b')] })], 'c', { is: 'carried', from: 'b' }],
  ['a link from nowhere', [signed({ carried: [link('q', 'b')] })], 'b', { is: 'stale' }],
  [
    'an older one on these bytes',
    [signed(), signed({ hash: 'b', decided_day: '2026-06-03', number: 'DEC-2026-0002' })],
    'a',
    { is: 'agreed' },
  ],
])('who agreed to a text: %s', (_what, rows, hash, expected) => {
  expect(standingOf(rows, hash, '2026-06-15')).toMatchObject(expected)
})

test('of two that were agreed to on one day the later number is the newest', () => {
  const [one, two] = [signed({ hash: 'x' }), signed({ hash: 'y', number: 'DEC-2026-0002', decision_id: 'z' })]
  for (const rows of [
    [one, two],
    [two, one],
  ])
    expect(standingOf(rows, 'w', '2026-06-15')).toMatchObject({ is: 'stale', hash: 'y' })
  const newer = signed({ hash: 'v', decided_day: '2026-06-02' })
  for (const rows of [
    [newer, two],
    [two, newer],
  ])
    expect(standingOf(rows, 'w', '2026-06-15')).toMatchObject({ hash: 'v' })
})

test('an agreement never meets a hash that nobody decided on or carried to, whatever is carried where', () => {
  const hashes = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  fc.assert(
    fc.property(fc.array(fc.tuple(hashes, hashes), { maxLength: 8 }), hashes, (links, hash) => {
      const carried = links.map(([from, to]) => link(from, to))
      // a naive walk: all paths of up to eight links
      let reached = new Set(['a'])
      for (let n = 0; n < 8; n += 1) reached = new Set([...reached, ...links.flatMap(([from, to]) => (reached.has(from) ? [to] : []))])
      const { is } = standingOf([signed({ carried })], hash, '2026-06-15')
      expect(is).toBe(hash === 'a' ? 'agreed' : reached.has(hash) ? 'carried' : 'stale')
    }),
  )
})

test('the decision that a new one replaces is among the three nearest, in words of the same matter', () => {
  const known = [
    ['Limit of $5,000 for self-service', 'Orders below five thousand are accepted without a salesperson'],
    ['Europe buys without a salesperson', 'Customers in the EU may order in the shop'],
    ['Annual price increase of four percent', 'Renewals go up by 4 %'],
    ['Move the data centre to Frankfurt', 'Servers stand in Frankfurt from March on'],
    ['Close the office on Fridays in August', 'Nobody works on Fridays in August'],
    ['Support answers within four hours', 'Priority one is answered in four hours'],
    ['Trial lasts thirty days', 'A trial licence is for 30 days'],
    ['Docs are public', 'The handbook is public but for people matters'],
  ].map(([issue = '', proposal = ''], at) => ({ id: String(at), issue, proposal }))
  const first = (issue: string, proposal = '') => nearest({ issue, proposal }, known, 3).map(({ id }) => id)
  expect(first('May a customer buy up to $10,000 without a salesperson?', 'Self-service limit of ten thousand')).toContain('0')
  expect(first('Should trials last sixty days?')).toContain('6')
  expect(first('Priority one: answers of support within two hours')[0]).toBe('5')
  expect(first('Zebra')).toEqual([])
})
