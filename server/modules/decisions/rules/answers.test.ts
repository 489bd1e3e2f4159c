import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, isWaitedFor, readinessUnmet, stancesOf, partyAnswers, type Texts } from './answers.ts'
import type { Letter, Party } from './letters.ts'

const party = (id: string, letter: Letter, members: string[] = [id]): Party => ({
  id,
  letter,
  person_id: members.length === 1 ? id : null,
  group_id: members.length === 1 ? null : id,
  name: id,
  members,
})
let clock = 0
const given = (party_id: string, person_id: string, stance: Answer['stance'], more: Partial<Answer> = {}): Answer => {
  clock += 1
  const at = new Date(1_780_000_000_000 + clock * 1000)
  return {
    id: String(clock).padStart(6, '0'),
    party_id,
    person_id,
    person_name: person_id,
    for_person: null,
    stance,
    text: null,
    text_no: 1,
    round: 1,
    at,
    source: 'given',
    ...more,
  }
}
const texts: Texts = new Map([
  [1, { hash: 'a', items: null }],
  [2, { hash: 'b', items: null }],
  [3, { hash: 'a', items: null }],
])
const now = { text_no: 1, round: 1 }
const look = (parties: Party[], answers: Answer[], at = now, known = texts) =>
  partyAnswers(parties, answers, known, at).map(({ state, answer, objection, moved }) => [
    state,
    answer?.stance,
    objection?.person_id,
    moved,
  ])

test('the last answer of a person counts, on the text that it was given on', () => {
  const a = party('farid', 'A')
  expect(look([a], [])).toEqual([['none', undefined, undefined, []]])
  expect(look([a], [given('farid', 'farid', 'object'), given('farid', 'farid', 'agree')])).toEqual([['answered', 'agree', undefined, []]])
  expect(look([a], [given('farid', 'farid', 'agree')], { text_no: 2, round: 1 })).toEqual([['stale', 'agree', undefined, []]])
  expect(look([a], [given('farid', 'farid', 'agree')], { text_no: 3, round: 1 }), 'the same words again').toEqual([
    ['answered', 'agree', undefined, []],
  ])
  expect(look([a], [given('farid', 'farid', 'agree')], { text_no: 1, round: 2 }), 'everybody was asked again').toEqual([
    ['stale', 'agree', undefined, []],
  ])
})

test('an objection of one member outranks the agreement of another, until the same one takes it back', () => {
  const lt = party('lt', 'A', ['ida', 'noa'])
  const [objects, agrees] = [given('lt', 'ida', 'object'), given('lt', 'noa', 'agree')]
  expect(look([lt], [objects, agrees])).toEqual([['answered', 'object', 'ida', []]])
  expect(look([lt], [objects, agrees, given('lt', 'noa', 'agree')])).toEqual([['answered', 'object', 'ida', []]])
  expect(look([lt], [objects, agrees, given('lt', 'ida', 'agree')])).toEqual([['answered', 'agree', undefined, []]])
})

test('silence is no answer, and an answer in somebody’s place is theirs', () => {
  const i = party('sol', 'I')
  expect(look([i], [given('sol', 'sol', 'silence', { source: 'silence' })])).toEqual([['none', 'silence', undefined, []]])
  const stood = given('sol', 'noa', 'oppose', { for_person: 'sol' })
  expect(look([i], [stood, given('sol', 'sol', 'support', { for_person: 'sol' })])).toEqual([['answered', 'support', undefined, []]])
})

test('of a group what was said counts before a silence, and what was said last before the rest, in whatever order it comes', () => {
  const lt = party('lt', 'I', ['ida', 'noa'])
  const [first, second] = [given('lt', 'ida', 'concern'), given('lt', 'noa', 'support')]
  const silence = given('lt', 'nobody', 'silence', { source: 'silence' })
  for (const said of [
    [first, second, silence],
    [silence, second, first],
  ])
    expect(look([lt], said)).toEqual([['answered', 'support', undefined, []]])
  // at one moment the later number is the later answer
  const same = { ...first, id: '999999', at: second.at }
  for (const said of [
    [same, second],
    [second, same],
  ])
    expect(look([lt], said)).toEqual([['answered', 'concern', undefined, []]])
})

test('where parts are agreed to one by one, an answer is stale only for those that changed', () => {
  const known: Texts = new Map<number, { hash: string; items: Record<string, string> | null }>([
    [1, { hash: 'a', items: { m1: '1', m2: '1' } }],
    [2, { hash: 'b', items: { m1: '1', m2: '2', m3: '1' } }],
    [3, { hash: 'c', items: { m1: '1' } }],
  ])
  const a = party('farid', 'A')
  const agrees = given('farid', 'farid', 'agree')
  expect(look([a], [agrees], { text_no: 2, round: 1 }, known)).toEqual([['stale', 'agree', undefined, ['m2', 'm3']]])
  expect(look([a], [agrees], { text_no: 3, round: 1 }, known), 'what is left is what was agreed to').toEqual([
    ['answered', 'agree', undefined, []],
  ])
})

test('no agreement survives a changed text, whatever was answered in whatever order', () => {
  const stance = fc.constantFrom('agree' as const, 'object' as const)
  const said = fc.record({ who: fc.constantFrom('ida', 'noa'), stance, text_no: fc.constantFrom(1, 2) })
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (list) => {
      const answers = list.map((one) => given('lt', one.who, one.stance, { text_no: one.text_no }))
      const [one] = partyAnswers([party('lt', 'A', ['ida', 'noa'])], answers, texts, { text_no: 2, round: 1 })
      // naive: the last of each; an objection first
      const last = ['ida', 'noa'].flatMap((who) => list.filter((said_) => said_.who === who).slice(-1))
      const objection = last.some((said_) => said_.stance === 'object')
      expect(one?.objection !== undefined).toBe(objection)
      if (one?.state === 'answered') expect(one.answer?.text_no).toBe(2)
      if (last.length === 0) expect(one?.state).toBe('none')
    }),
  )
})

test('each letter has its own answers', () => {
  expect([stancesOf('A'), stancesOf('D'), stancesOf('I')]).toEqual([['agree', 'object'], [], ['support', 'concern', 'oppose', 'no_view']])
})

test.each<[string, object, string[]]>([
  ['all answered', { answers: [given('a', 'a', 'agree'), given('i', 'i', 'support')] }, []],
  ['nobody answered', { answers: [] }, ['decision.agreement_missing', 'decision.input_open']],
  ['nobody answered and the day is over', { answers: [], today: '2026-06-16' }, ['decision.agreement_missing']],
  ['the last day itself still waits', { answers: [given('a', 'a', 'agree')], today: '2026-06-15' }, ['decision.input_open']],
  [
    'an agreement on an older text',
    { answers: [given('a', 'a', 'agree'), given('i', 'i', 'support')], at: 2, today: '2026-06-16' },
    ['decision.agreement_stale'],
  ],
  [
    'much beside the budget',
    { answers: [given('a', 'a', 'agree'), given('i', 'i', 'support')], spend: 101n },
    ['decision.estimate_missing'],
  ],
  ['as much as the limit', { answers: [given('a', 'a', 'agree'), given('i', 'i', 'support')], spend: 100n }, []],
  ['much, and estimated', { answers: [given('a', 'a', 'agree'), given('i', 'i', 'support')], spend: 101n, estimated: true }, []],
])('before it is ready: %s', (_what, more, codes) => {
  const {
    answers,
    today = '2026-06-10',
    at = 1,
    spend = null,
    estimated = false,
  } = more as { answers: Answer[]; today?: string; at?: number; spend?: bigint; estimated?: boolean }
  const stand = partyAnswers([party('r', 'R'), party('a', 'A'), party('i', 'I')], answers, texts, { text_no: at, round: 1 })
  const unmet = readinessUnmet({ partyAnswers: stand, need_by: '2026-06-15', today, off_cycle_spend: spend, limit: 100n, estimated })
  expect(unmet.map(({ code }) => code)).toEqual(codes)
})

test('whoever answered an older text is asked for this one', () => {
  const asked = (text_no: number) => {
    const stand = partyAnswers([party('i', 'I')], [given('i', 'i', 'support')], texts, { text_no, round: 2 })
    const plain = { need_by: '2026-06-15', today: '2026-06-10', off_cycle_spend: null, limit: 0n, estimated: false }
    return [
      readinessUnmet({ ...plain, partyAnswers: stand }),
      readinessUnmet({ ...plain, partyAnswers: partyAnswers([party('i', 'I')], [], texts, { text_no, round: 2 }) }),
    ].map(([one]) => one?.text)
  }
  expect(asked(2)).toEqual(['i has not answered on this text and may until 2026-06-15.', 'i has not answered and may until 2026-06-15.'])
})

test.each<[string, number, Answer[], string | null]>([
  ['on the text that is kept', 2, [], 'DEC-2026-0001'],
  ['on the text before it', 1, [], null],
  ['on the text after it', 3, [], null],
  ['once they have answered it', 2, [given('a', 'a', 'agree', { text_no: 2 })], null],
  ['where they agreed to an older one', 2, [given('a', 'a', 'agree')], 'DEC-2026-0001'],
  ['not where they objected to an older one', 2, [given('a', 'a', 'object', { text: 'No.' })], null],
])('whose agreement is kept for one text is asked nothing: %s', (_when, text_no, answers, kept) => {
  const keeping = { ...party('a', 'A'), kept_no: 2, kept_from: 'DEC-2026-0001' }
  const three: Texts = new Map([1, 2, 3].map((no) => [no, { hash: `h${no}`, items: null }]))
  const [one] = partyAnswers([keeping], answers, three, { text_no, round: 1 })
  expect(one?.kept).toBe(kept)
  expect(one && isWaitedFor(one)).toBe(kept === null && one?.state !== 'answered')
  const rest = { need_by: '2026-06-15', today: '2026-06-10', off_cycle_spend: null, limit: 0n, estimated: false }
  expect(readinessUnmet({ ...rest, partyAnswers: one ? [one] : [] })).toHaveLength(one && isWaitedFor(one) ? 1 : 0)
})
