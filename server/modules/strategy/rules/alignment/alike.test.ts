import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edge, found, line, person, side } from '../../../../../test/laws/sides.ts'
import { alikePairs } from './alike.ts'
import { sim } from './text.ts'
import type { Code, Finding } from './model.ts'

const of = (all: Finding[], code: Code) => all.filter((one) => one.code === code)

describe('the same pairs are found without comparing all with all', () => {
  const word = fc.constantFrom(...'abcdefghijkl')
  const lines = fc
    .array(fc.uniqueArray(word, { maxLength: 7 }), { maxLength: 40 })
    .map((all) => all.map((stems, at) => ({ key: `k${String(at).padStart(3, '0')}`, stems })))

  test('as naively, at each likeness', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(0.6, 0.8), (all, least) => {
        const naive = all.flatMap((a, at) =>
          all.slice(at + 1).flatMap((b) => (sim(a.stems, b.stems) >= least - 1e-9 ? [`${a.key} ${b.key}`] : [])),
        )
        expect(
          alikePairs(all, least)
            .map(({ a, b }) => `${a} ${b}`)
            .toSorted(),
        ).toEqual(naive.toSorted())
      }),
      { numRuns: 500 },
    )
  })

  test('C2 and C8 name exactly those that all pairs would', () => {
    const plan = fc.record({
      methods: fc.array(fc.uniqueArray(word, { minLength: 2, maxLength: 6 }), { maxLength: 4 }),
      dri: fc.constantFrom('Ada', 'Bo'),
      state: fc.constantFrom('vetted' as const, 'draft' as const, 'superseded' as const),
      level: fc.constantFrom('department' as const, 'team' as const),
      from: fc.constantFrom('2026-02-01', '2027-02-01'),
    })
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 8 }), (plans) => {
        const faces = plans.map(({ methods, dri, state, level, from }, at) =>
          side(
            `p${at}`,
            methods.map((stems, no) => line(`p${at}.${no}`, 'methods', stems.join(' '), { stems, rank: no + 1 })),
            { state, level, dri: person(dri), from, to: from.replace(/^\d+/, (y) => String(Number(y) + 1)) },
          ),
        )
        const naive = faces.flatMap((a, at) =>
          faces.slice(at + 1).flatMap((b) =>
            a.lines.flatMap((one) =>
              b.lines.flatMap((other) => {
                const like = sim(one.stems, other.stems)
                if (a.edition.state === 'superseded' || b.edition.state === 'superseded' || like < 0.6) return []
                const meet = (a.edition.from ?? '') <= (b.edition.to ?? '') && (b.edition.from ?? '') <= (a.edition.to ?? '')
                const vetted = a.edition.state === 'vetted' || b.edition.state === 'vetted'
                if (like >= 0.8 && a.dri?.key !== b.dri?.key && meet && vetted) return [`C2 ${one.key} ${other.key}`]
                return a.plan.level === 'department' && b.plan.level === 'department' ? [`C8 ${one.key} ${other.key}`] : []
              }),
            ),
          ),
        )
        const seen = found({ faces })
          .filter(({ code }) => code === 'C2' || code === 'C8')
          .map(({ code, quoted }) => `${code} ${quoted.map(({ key }) => key).join(' ')}`)
        expect(seen.toSorted()).toEqual(naive.toSorted())
      }),
      { numRuns: 300 },
    )
  })
})

describe('C2 and C8', () => {
  const text = 'Roll out single sign-on to all internal systems'
  const turned = 'Roll single sign-on out to every internal system'
  const [a, b] = [line('eng.m', 'methods', text), line('ops.m', 'methods', turned)]
  const codes = (...args: Parameters<typeof found>) => found(...args).flatMap(({ code }) => (code === 'C2' || code === 'C8' ? [code] : []))

  test('two who answer for the same thing', () => {
    const [only] = of(found({ faces: [side('eng', [a]), side('ops', [b])] }), 'C2')
    expect(only).toMatchObject({
      level: 'error',
      says: `“${text}” (Eng, method 1), eng’s, and “${turned}” (Ops, method 1), ops’s, say the same.`,
    })
  })

  test('whoever is named behind the method answers for it, before whoever answers for the plan', () => {
    const same = { dri: person('Ada') }
    expect(codes({ faces: [side('eng', [{ ...a, ...same }]), side('ops', [{ ...b, ...same }])] })).toEqual(['C8'])
    expect(codes({ faces: [side('eng', [a], { dri: null }), side('ops', [b])] })).toEqual(['C8'])
  })

  test('in plans in force whose periods overlap; a draft against one in force', () => {
    const later = { from: '2027-02-01', to: '2028-01-31' }
    expect(codes({ faces: [side('eng', [a]), side('ops', [b], later)] })).toEqual(['C8'])
    expect(codes({ faces: [side('eng', [a], { state: 'draft' }), side('ops', [b], { state: 'draft' })] })).toEqual(['C8'])
    expect(codes({ faces: [side('eng', [a], { state: 'draft' }), side('ops', [b])] })).toEqual(['C2'])
  })

  test('joined as the same they are alike no more, but still have two owners', () => {
    const other = line('ops.m', 'methods', 'Something else entirely here')
    const edges = [edge('ops.m', 'same_as', 'eng.m')]
    expect(codes({ faces: [side('eng', [a]), side('ops', [other])], edges })).toEqual(['C2'])
    expect(codes({ faces: [side('eng', [a], { dri: person('Ada') }), side('ops', [b], { dri: person('Ada') })], edges })).toEqual([])
  })

  test('on the same system', () => {
    const systems = ['SYS-1']
    const faces = [side('eng', [{ ...a, systems }]), side('ops', [line('ops.m', 'methods', 'Quite another thing', { systems })])]
    expect(codes({ faces })).toEqual(['C2'])
  })

  test('C8 is of departments', () => {
    expect(codes({ faces: [side('eng', [a], { dri: null }), side('ops', [b], { level: 'team' })] })).toEqual([])
    expect(of(found({ faces: [side('eng', [a], { dri: null }), side('ops', [b])] }), 'C8')).toMatchObject([{ level: 'info' }])
  })
})
