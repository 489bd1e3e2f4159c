import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitQuiz, passes, questionsOf, rightIn } from './quiz.ts'
import { changedSteps, majorOf, movesFor, trainingState } from './training.ts'

const code = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'fine'
}
const when = new Date('2026-06-15T10:00:00Z')
const blank = {
  mode: 'ack' as const,
  ...{ signed_at: null, passed_at: null, observed_at: null, proven_at: null },
  ...{ due_on: '2026-06-30', waived_until: null, invalidated_on: null, ended_on: null },
}

test.each([
  [{}, 'open'],
  [{ due_on: '2026-06-15' }, 'open'],
  [{ due_on: '2026-06-14' }, 'overdue'],
  [{ signed_at: when, due_on: '2026-06-01' }, 'done'],
  [{ mode: 'quiz', signed_at: when }, 'open'],
  [{ mode: 'quiz', passed_at: when }, 'open'],
  [{ mode: 'quiz', passed_at: when, signed_at: when }, 'done'],
  [{ mode: 'observed', signed_at: when }, 'open'],
  [{ mode: 'observed', observed_at: when }, 'done'],
  [{ mode: 'runs', observed_at: when }, 'open'],
  [{ mode: 'runs', proven_at: when }, 'done'],
  [{ due_on: '2026-06-01', waived_until: '2026-06-15' }, 'waived'],
  [{ due_on: '2026-06-01', waived_until: '2026-06-14' }, 'overdue'],
  [{ signed_at: when, waived_until: '2026-12-31' }, 'done'],
  [{ signed_at: when, invalidated_on: '2026-06-10' }, 'invalidated'],
  [{ signed_at: when, ended_on: '2026-06-10' }, 'ended'],
])('a training with %j is %s', (more, expected) => {
  expect(trainingState({ ...blank, ...(more as object) }, '2026-06-15')).toBe(expected)
})

test('after its moves, exactly those who have to are asked for the texts of now, whatever was before', () => {
  const person = fc.constantFrom('a', 'b', 'c', 'd')
  const rows = fc.uniqueArray(fc.record({ person, major: fc.integer({ min: 1, max: 3 }), ended: fc.boolean(), void: fc.boolean() }), {
    selector: ({ person: one, major }) => `${one}${major}`,
  })
  fc.assert(
    fc.property(fc.array(person), rows, fc.integer({ min: 1, max: 3 }), (required, said, major) => {
      const known = said
        .filter((row) => row.major <= major)
        .map((row) => ({
          ...{ id: `${row.person}${row.major}`, person: row.person, major: row.major },
          ...{ ended_on: row.ended ? '2026-01-01' : null, invalidated_on: row.void && row.major < major ? '2026-01-01' : null },
        }))
      const moves = movesFor(required, known, major)
      const after = [
        ...known.map((row) => ({
          ...row,
          ended_on: moves.resume.includes(row.id) ? null : moves.end.includes(row.id) ? 'today' : row.ended_on,
          invalidated_on: moves.invalidate.includes(row.id) ? 'today' : row.invalidated_on,
        })),
        ...moves.assign.map((one) => ({ id: `new ${one}`, person: one, major, ended_on: null, invalidated_on: null })),
      ]
      const live = after.filter((row) => row.ended_on === null && row.invalidated_on === null)
      expect(live.map((row) => `${row.person}${row.major}`).sort()).toEqual([...new Set(required)].map((one) => `${one}${major}`).sort())
      expect(movesFor(required, after, major)).toEqual({ assign: [], resume: [], end: [], invalidate: [] })
    }),
  )
})

describe('a quiz', () => {
  const source = `Read the text first.

1. Who releases an order?
   - [x] The export officer
   - [ ] Whoever opens it
2. What must agree?
   - [x] The name
   - [x] The register number
   - [ ] The colour
3. When?
   - [ ] Tomorrow
   - [x] The **same** day
`
  const questions = questionsOf(source)
  test('is read out of Markdown', () => {
    expect(questions).toEqual([
      { text: 'Who releases an order?', options: ['The export officer', 'Whoever opens it'], right: [0] },
      { text: 'What must agree?', options: ['The name', 'The register number', 'The colour'], right: [0, 1] },
      { text: 'When?', options: ['Tomorrow', 'The same day'], right: [1] },
    ])
    expect(code(() => fitQuiz(questions))).toBe('fine')
  })
  test.each([
    [source.replace('- [x] The export officer', '- The export officer'), 'quiz.unclear'],
    [source.replace('[ ] Whoever', '[x] Whoever'), 'quiz.unclear'],
    [source.replace('Whoever opens it', 'The export officer'), 'quiz.unclear'],
    [source.slice(0, source.indexOf('3.')), 'quiz.too_short'],
    ['Nothing yet', 'quiz.too_short'],
  ])('that is %j is %s', (text, expected) => {
    expect(code(() => fitQuiz(questionsOf(text)))).toBe(expected)
  })
  test.each([
    [[[0], [0, 1], [1]], 3],
    [[[0], [1, 0], [1]], 3],
    [[[0], [0], [1]], 2],
    [[[0], [0, 1, 2], [1]], 2],
    [[[1], [2], [0]], 0],
  ])('%j has %i right', (answers, right) => expect(rightIn(questions, answers)).toBe(right))
  test('wants each question answered', () => {
    expect(code(() => rightIn(questions, [[0], [], [1]]))).toBe('quiz.answers_missing')
    expect(code(() => rightIn(questions, [[0], [0]]))).toBe('quiz.answers_missing')
  })
  test('is passed exactly where the share of right answers is not below the mark', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 100 }), (of, mark) => {
        const least = Array.from({ length: of + 1 }, (_none, right) => right).find((right) => right / of >= mark / 100 - 1e-12)
        for (let right = 0; right <= of; right += 1) expect(passes(right, of, mark)).toBe(right >= (least ?? of + 1))
      }),
    )
    expect([passes(4, 5, 80), passes(3, 4, 80)]).toEqual([true, false])
  })
})

test('only steps that say something else are read again', () => {
  const step = (key: string, more: object = {}) => ({
    key,
    title: key,
    body: '',
    role: null,
    check: null,
    system: null,
    fails: null,
    ...more,
  })
  expect(changedSteps(undefined, [step('a'), step('b')])).toEqual(['a', 'b'])
  expect(changedSteps([step('a'), step('b')], [step('b'), step('a', { check: 'it is so' }), step('c')])).toEqual(['a', 'c'])
  expect(majorOf('12.3.4')).toBe(12)
})
