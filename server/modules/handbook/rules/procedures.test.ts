import { describe, expect, test } from 'vitest'
import { stepsUnmet, unmetOf, type Checked } from './guards.ts'
import { changeOf, isProcedure, procedureOf } from './procedures.ts'
import { freshness, nextReview } from './reviews.ts'
import { stepsOf } from './steps.ts'

const text = (head: string, steps = '1. Open it\n   - Role: Cook\n2. Close it\n   - Role: Cook\n') =>
  `---\nkind: procedure\n${head}---\n# Soup\n\nBefore noon.\n\n## Steps\n\n${steps}`

describe('a procedure', () => {
  test('says so at the top of its text, with its risk, its parties and when it is read again', () => {
    expect([isProcedure(text('')), isProcedure('# Soup\n'), isProcedure('---\nkind: page\n---\n')]).toEqual([true, false, false])
    expect(procedureOf(text('tier: 1\nrapid: ABC(D), LT(R, A, P & I)\npromise: the same day\n'))).toMatchObject({
      tier: 1,
      months: 6,
      promise: 'the same day',
      rapid: [
        { letter: 'D', sign: 'ABC' },
        { letter: 'R', sign: 'LT' },
        { letter: 'A', sign: 'LT' },
        { letter: 'P', sign: 'LT' },
        { letter: 'I', sign: 'LT' },
      ],
    })
    expect(procedureOf(text('tier: 9\n'))).toMatchObject({ tier: 3, months: 12, rapid: [] })
    expect(
      ['review_months: 3', 'review_in: 2 months', 'review_every: P1Y', 'review_in: 99 years'].map(
        (one) => procedureOf(text(`${one}\n`)).months,
      ),
    ).toEqual([3, 2, 12, 12])
  })

  test.each([
    ['a slip of the pen', 'Close it', 'Clsoe it', 'editorial'],
    ['a sentence more', 'Before noon.', 'Before noon. It is warm then.', 'minor'],
    ['a value', 'Before noon.', 'Within 5 days.', 'material'],
    ['a step more', '2. Close it', '2. Stir it\n   - Role: Cook\n3. Close it', 'material'],
    ['a step less', '2. Close it\n   - Role: Cook\n', '', 'material'],
    ['another role', 'Role: Cook\n2', 'Role: Chef\n2', 'material'],
    ['a check', 'Role: Cook\n2', 'Role: Cook\n   - Check: steam\n2', 'material'],
    ['what to do when it fails', 'Role: Cook\n2', 'Role: Cook\n   - If it fails: ask Ada\n2', 'material'],
    ['a system', 'Role: Cook\n2', 'Role: Cook\n   - System: Stove\n2', 'material'],
    ['another decider', 'rapid: A(D)', 'rapid: B(D)', 'material'],
    ['another promise', 'promise: soon', 'promise: later', 'material'],
  ] as const)('changes by %s', (_what, from, to, change) => {
    const before = text('rapid: A(D)\npromise: soon\n')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    expect(changeOf({ source: before, audience: 'internal' }, { source: after, audience: 'internal' })).toBe(change)
  })

  test.each([
    ['a line behind a mark', '1. <!-- internal --> Pay up to $500\n2. Close it\n', '500', '50000'],
    ['a word behind a mark', '1. <!-- internal --> Never pay\n2. Close it\n', 'Never pay', 'Pay'],
    ['what stands in tags', '1. Open it\n2. Close it\n\n<p>Limit 500</p>\n', '500', '50000'],
    ['where a link leads', '1. [Open](https://a.example/one) it\n2. Close it\n', '/one', '/two'],
    ['another picture', '1. Open it ![x](https://a.example/one.png)\n2. Close it\n', 'one.png', 'two.png'],
  ])('changes materially by %s', (_what, steps, from, to) => {
    const before = text('', steps)
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    expect(changeOf({ source: before, audience: 'internal' }, { source: after, audience: 'internal' })).toBe('material')
  })

  test('changes materially when its steps change places', () => {
    const [one, other] = [text('', '1. Open it\n2. Close it\n'), text('', '1. Close it\n2. Open it\n')]
    expect(changeOf({ source: one, audience: 'internal' }, { source: other, audience: 'internal' })).toBe('material')
  })
})

describe('what stands between a text and its being followed', () => {
  const all: Checked = {
    steps: stepsOf(text('')),
    tier: 3,
    role: null,
    listed: true,
    kept: true,
    aligned: true,
    owed: 0,
    agreed: '2026-06-01',
    today: '2026-06-15',
  }
  const codes = (more: Partial<Checked>) => unmetOf({ ...all, ...more }).map(({ code }) => code)

  test.each([
    [{}, []],
    [{ steps: [] }, ['procedure.no_steps']],
    [{ listed: false }, ['procedure.unlisted']],
    [{ kept: false }, ['procedure.owner_missing']],
    [{ aligned: false }, ['procedure.unaligned']],
    [{ owed: 1 }, ['procedure.placeholder_left']],
    [{ agreed: null }, ['signoff.missing']],
    [{ agreed: '2025-06-15' }, []],
    [{ agreed: '2025-06-14' }, ['signoff.expired']],
    [{ steps: stepsOf(text('', '1. Open it\n2. Close it\n')) }, ['procedure.step_without_role', 'procedure.step_without_role']],
    [{ steps: stepsOf(text('', '1. Open it\n')), role: 'Cook' }, []],
    [{ tier: 2 as const }, ['procedure.step_without_check', 'procedure.step_without_check']],
    [{ listed: false, agreed: null }, ['procedure.unlisted', 'signoff.missing']],
  ])('%j: %j', (more, expected) => {
    expect(codes(more)).toEqual(expected)
  })

  test('names the step', () => {
    expect(stepsUnmet({ steps: stepsOf(text('', '1. Open it\n   - Role: Cook\n2. Close it\n')), tier: 3, role: null })).toMatchObject([
      { item: '2' },
    ])
  })
})

describe('a review', () => {
  test('comes on the same day of a later month, else on its last', () => {
    expect([nextReview('2026-08-31', 6), nextReview('2026-02-28', 12)]).toEqual(['2027-02-28', '2027-02-28'])
  })
  test.each([
    ['2026-07-16', 'fresh'],
    ['2026-07-15', 'due_soon'],
    ['2026-06-16', 'due_soon'],
    ['2026-06-15', 'due'],
    ['2026-05-16', 'due'],
    ['2026-05-15', 'overdue'],
  ])('of %s is %s on June 15', (on, expected) => {
    expect(freshness(on, '2026-06-15')).toBe(expected)
  })
})
