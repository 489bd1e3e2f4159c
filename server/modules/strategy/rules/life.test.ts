import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Act,
  type Agreement,
  agreementUnmet,
  alteredBy,
  type Asked,
  type EditionState,
  entersVetted,
  isOver,
  overlapUnmet,
  predecessorOf,
  stateAfter,
  statesFor,
  takesPlaceOf,
} from './life.ts'
import { isOneSentence, sentenceEnds } from './sentence.ts'

const codes = (unmet: { code: string }[]) => unmet.map(({ code }) => code)
const nadia: Asked = { letter: 'A', name: 'Nadia', state: 'answered', moved: [], objection: undefined }
const ivo: Asked = { letter: 'I', name: 'Ivo', state: 'answered', moved: [], objection: undefined }
const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  signoff: { number: 'DEC-2026-0001', ended: false, window_closes: '2026-06-22' },
  asked: [nadia, ivo],
  overrides: [],
  content_hash: 'h1',
  today: '2026-06-16',
  placeOf: (key) => `Method ${key}`,
  ...more,
})

describe('one sentence', () => {
  test.each([
    ['Every crew talks in one safe place', 0],
    ['Every crew talks in one safe place.', 1],
    ['Every crew talks. Nobody waits.', 2],
    ['Every crew talks! Nobody waits', 1],
    ['Boats, e.g. Alba, i.e. all of ours, vs. Theirs etc. And ours.', 1],
    ['We sail for Kranich Inc. And for Meer Ltd. Alone.', 1],
    ['J. F. Kranich sails.', 1],
    ['Version 2.5 of every boat. it floats.', 1],
    ['One place (It is safe. It is ours. Yes!) for all.', 1],
    ['One place [see below. Really.] for all.', 1],
    ['An open (bracket. Never closed.', 2],
    ['', 0],
  ])('%j ends %i times', (text, ends) => expect(sentenceEnds(text)).toBe(ends))

  test('nothing is no sentence', () =>
    expect([isOneSentence(' '), isOneSentence('Sail.'), isOneSentence('Sail. Row.')]).toEqual([false, true, false]))
})

describe('a text is agreed to', () => {
  const objection = { id: 'a1', by: 'Nadia' }
  const objects = { ...nadia, objection }
  test.each<[string, Partial<Agreement>, string[]]>([
    ['when all have agreed and were heard', {}, []],
    ['not when nobody was asked', { signoff: undefined }, ['plan.signoff_closed']],
    ['not when the sign-off has ended', { signoff: { number: 'X', ended: true, window_closes: '2026-06-22' } }, ['plan.signoff_closed']],
    ['not while one may still be heard', { asked: [nadia, { ...ivo, state: 'none' }] }, ['plan.input_open']],
    ['not on the last day either', { asked: [nadia, { ...ivo, state: 'none' }], today: '2026-06-22' }, ['plan.input_open']],
    ['when the window has closed on silence', { asked: [nadia, { ...ivo, state: 'none' }], today: '2026-06-23' }, []],
    ['not while one who agrees is silent, ever', { asked: [{ ...nadia, state: 'none' }], today: '2026-12-01' }, ['plan.agreement_missing']],
    [
      'not on an older text',
      { asked: [{ ...nadia, state: 'stale', moved: ['3', '4'] }] },
      ['plan.agreement_stale', 'plan.agreement_stale'],
    ],
    ['not on an older text of no known item', { asked: [{ ...nadia, state: 'stale' }] }, ['plan.agreement_stale']],
    ['not against an objection', { asked: [objects] }, ['plan.objection_open']],
    ['not against one on an older text', { asked: [{ ...objects, state: 'stale' }] }, ['plan.objection_open']],
    ['when D wrote why', { asked: [objects], overrides: [{ content_hash: 'h1', answers: ['a1'] }] }, []],
    [
      'not when D wrote it on an older text',
      { asked: [objects], overrides: [{ content_hash: 'h0', answers: ['a1'] }] },
      ['plan.objection_open'],
    ],
    [
      'not when D wrote it of another objection',
      { asked: [objects], overrides: [{ content_hash: 'h1', answers: ['a0'] }] },
      ['plan.objection_open'],
    ],
    ['when one was heard on an older text', { asked: [nadia, { ...ivo, state: 'stale' }] }, []],
    ['whoever carries it out is not waited for', { asked: [nadia, { ...ivo, letter: 'P', state: 'none' }] }, []],
  ])('%s', (_, more, wanted) => expect(codes(agreementUnmet(agreement(more)))).toEqual(wanted))

  test('what changed is said in words, with the item', () => {
    expect(agreementUnmet(agreement({ asked: [{ ...nadia, state: 'stale', moved: ['3'] }] }))).toEqual([
      { code: 'plan.agreement_stale', text: 'Nadia agreed to an older text of Method 3. Ask again.', item: '3' },
    ])
    expect(agreementUnmet(agreement({ asked: [{ ...objects, name: 'LT' }] }))[0]?.text).toMatch(/^Nadia objects for LT\./)
  })

  test('everything that is missing is said at once', () => {
    const asked: Asked[] = [objects, { ...nadia, name: 'Ole', state: 'none' }, { ...ivo, state: 'none' }]
    expect(codes(agreementUnmet(agreement({ asked })))).toEqual(['plan.objection_open', 'plan.agreement_missing', 'plan.input_open'])
  })
})

describe('periods', () => {
  const own = { from: '2026-02-01', to: '2027-01-31' }
  const other = { id: 'b', title: 'B', period_start: '2026-12-01', period_end: '2027-11-30' }
  test('no two in force overlap, but the one before', () => {
    expect(codes(overlapUnmet(own, [other], null))).toEqual(['plan.period_overlap'])
    expect(overlapUnmet(own, [other], 'b')).toEqual([])
    expect(overlapUnmet(own, [{ ...other, period_start: '2027-02-01' }], null)).toEqual([])
    expect(codes(overlapUnmet(own, [{ ...other, period_end: null, period_start: null }], null))).toEqual(['plan.period_overlap'])
    expect(overlapUnmet(null, [other], null)).toEqual([])
  })
  test('the nearest vetted one before it is followed', () => {
    const vetted = [
      { id: 'a', no: 1 },
      { id: 'c', no: 3 },
      { id: 'e', no: 5 },
    ]
    const follows = (no: number, amends: string | null = null) => predecessorOf({ no, amends }, vetted)
    expect([follows(4), follows(1), follows(9)]).toEqual(['c', null, 'e'])
    // an amendment takes the place of what it amends and of nothing else
    expect([follows(9, 'a'), follows(9, 'x')]).toEqual(['a', null])
  })
  test('one whose days go on before the new one begins stays in force until then', () => {
    const year = { period_start: '2026-02-01', period_end: '2027-01-31' }
    const takes = (period_start: string | null, today: string, before: { period_start: string | null; period_end: string | null } = year) =>
      takesPlaceOf({ period_start, period_end: null }, before, today)
    expect([takes('2027-02-01', '2027-01-15'), takes('2027-02-01', '2027-02-01'), takes('2027-01-31', '2026-06-01')]).toEqual([
      false,
      true,
      true,
    ])
    expect([takes(null, '2026-06-01'), takes('2027-02-01', '2026-06-01', { ...year, period_end: null })]).toEqual([true, true])
  })
  test('what begins on the days of a vetted edition alters it, whatever it is called', () => {
    const year = { id: 'a', legacy: false, period_start: '2026-02-01', period_end: '2027-01-31' }
    const from = (day: string, before: typeof year | undefined = year) =>
      alteredBy({ amends: null, period: { from: day, to: '2028-01-31' } }, before)
    expect([from('2026-06-01'), from('2027-01-31'), from('2027-02-01'), from('2026-06-01', { ...year, legacy: true })]).toEqual([
      'a',
      'a',
      null,
      null,
    ])
    expect([alteredBy({ amends: 'z', period: null }, year), alteredBy({ amends: null, period: null }, year)]).toEqual(['z', null])
    expect(alteredBy({ amends: null, period: { from: '2026-06-01', to: '2027-01-31' } }, undefined)).toBe(null)
  })
  test('one is over on the day after its last', () => {
    const over = (state: EditionState, period_end: string | null) => isOver({ state, period_end }, '2027-02-01')
    expect([over('vetted', '2027-01-31'), over('vetted', '2027-02-01'), over('vetted', null), over('superseded', '2027-01-31')]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

describe('the states', () => {
  const states: EditionState[] = ['draft', 'input', 'agreed', 'vetted', 'superseded', 'expired', 'withdrawn']
  const all: Act[] = ['submit', 'edit', 'override', 'freeze', 'return', 'vet', 'withdraw', 'expire', 'amend', 'report', 'close']
  /** The same life as the specification tells it, one line a step. */
  const told = [
    'draft submit input',
    'draft edit draft',
    'draft withdraw withdrawn',
    'input edit input',
    'input override input',
    'input freeze agreed',
    'input return draft',
    'input withdraw withdrawn',
    'agreed override agreed',
    'agreed return draft',
    'agreed vet vetted',
    'agreed withdraw withdrawn',
    'vetted expire expired',
    'vetted amend vetted',
    'vetted report vetted',
    'vetted close vetted',
    'expired close expired',
    'superseded close superseded',
  ]

  test('lead where the table of the specification leads, and nowhere else', () => {
    const found = states.flatMap((state) =>
      all.flatMap((act) => (stateAfter(state, act) ? [`${state} ${act} ${stateAfter(state, act)}`] : [])),
    )
    expect(found.toSorted()).toEqual(told.toSorted())
    expect(statesFor('edit')).toEqual(['draft', 'input'])
  })

  test('in whatever order acts come: vetted is reached by submitting, freezing and vetting alone, and never left for a draft', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 40 }), (acts) => {
        let state: EditionState = 'draft'
        const taken: Act[] = []
        for (const act of acts) {
          const next = stateAfter(state, act)
          if (next) taken.push(act)
          if (next === 'vetted' && state !== 'vetted') {
            const steps = taken.filter((one) => one !== 'edit' && one !== 'override')
            expect(steps.slice(-3)).toEqual(['submit', 'freeze', 'vet'])
            // no text was edited between freezing and vetting
            expect(taken.slice(taken.lastIndexOf('freeze'))).not.toContain('edit')
          }
          if (state === 'vetted') expect(['vetted', 'expired', undefined]).toContain(next)
          state = next ?? state
        }
      }),
    )
  })
})

test.each<[string, string | null, [string, string] | null, boolean]>([
  ['says nothing of a vetting', null, ['2025-02-01', '2026-01-31'], false],
  ['is of days before, and was vetted before', '2025-02-01', ['2025-02-01', '2026-01-31'], true],
  ['is of days behind, and was vetted before', '2025-02-01', ['2027-02-01', '2028-01-31'], true],
  ['says that it was vetted later', '2026-06-16', ['2025-02-01', '2026-01-31'], false],
  ['says that it was vetted on that very day', '2026-06-15', ['2025-02-01', '2026-01-31'], false],
  ['has a day in common', '2025-02-01', ['2025-02-01', '2026-02-01'], false],
  ['has no period', '2025-02-01', null, false],
])('a text that %s: enters vetted beside one signed here', (_, vetted, days, wanted) => {
  const period = days && { from: days[0], to: days[1] }
  const signed = { period_start: '2026-02-01', period_end: '2027-01-31', vetted_on: '2026-06-15' }
  expect(entersVetted({ vetted, period }, [signed])).toBe(wanted)
  expect(entersVetted({ vetted, period }, [])).toBe(vetted !== null)
  expect(entersVetted({ vetted, period }, [{ ...signed, period_start: null, period_end: null }])).toBe(false)
})
