import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/period.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { fitDelegation, stateOf, standsOn } from './delegation.ts'
import { expandGroup } from './expand.ts'
import { fitGrant } from './grants.ts'
import { fitEnd, fitRun, holdsOn } from './membership.ts'
import { fitSign, initialsFor, isShortName, shortNamesFor } from './signs.ts'
import { chain, fitManager, fitTree } from './tree.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
    return undefined
  } catch (error) {
    return isRefusal(error) ? error.code : String(error)
  }
}

describe('signs', () => {
  test.each([
    ['Mara Okonjo', ['MO', 'MOK', 'MOKO']],
    ['Ana Maria de la Cruz', ['AMD', 'AC', 'ACR']],
    ['Zoë Ångström', ['ZA', 'ZAN', 'ZANG']],
    ['Pelé', ['PE', 'PEL', 'PELE']],
    ['李雷', ['XX', 'XXA', 'XXB']],
  ])('of %s begin with its letters', (name, expected) =>
    expect(
      initialsFor(name)
        .filter((sign) => sign.length > 1)
        .slice(0, 3),
    ).toEqual(expected),
  )

  test.each([
    ['Leadership Team', 'LT'],
    ['Sales', 'SALES'],
    ['Customer Success', 'CS'],
    ['R&D', 'R&D'],
  ])('the short name of %s is %s', (name, expected) => expect(shortNamesFor(name)[0]).toBe(expected))

  test('there are hundreds for any name, all of the right shape, none twice', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), (name) => {
        const [initials, names] = [initialsFor(name), shortNamesFor(name)]
        expect(initials.every((sign) => /^[A-Z]{2,5}$/.test(sign)) && names.every(isShortName)).toBe(true)
        expect([initials.length > 600, names.length > 600]).toEqual([true, true])
        expect(new Set(initials).size).toBe(initials.length)
      }),
    )
  })

  test('are one list for people and groups', () => {
    const holder = { id: 'a', name: 'Mara' }
    expect(codeOf(() => fitSign('MO', holder, { id: 'b', kind: 'person' }))).toBe('person.initials_taken')
    expect(codeOf(() => fitSign('MO', holder, { id: 'b', kind: 'group' }))).toBe('group.short_name_taken')
    expect(codeOf(() => fitSign('MO', holder, { id: 'a', kind: 'person' }))).toBeUndefined()
  })
})

describe('trees', () => {
  const teams = new Map([
    ['sales', null],
    ['north', 'sales'],
    ['coast', 'north'],
    ['pier', 'coast'],
    ['field', null],
    ['plot', 'field'],
  ])
  test.each([
    ['a team below its own part', 'sales', 'coast', 'group.circle'],
    ['a team below itself', 'sales', 'sales', 'group.circle'],
    ['a team below none that is open', 'coast', 'moon', 'group.parent_unknown'],
    ['a fifth level', 'new', 'pier', 'group.too_deep'],
    ['a team with parts where they would be the fifth level', 'field', 'coast', 'group.too_deep'],
    ['the fourth level', 'new', 'coast', undefined],
    ['a team with parts where they are the fourth level', 'field', 'north', undefined],
  ])('%s', (_name, team, parent, code) => expect(codeOf(() => fitTree(teams, team, parent))).toBe(code))

  test('nobody is above themselves, however changes follow each other', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { maxLength: 60 })
    fc.assert(
      fc.property(moves, (list) => {
        const managers = new Map<string, string | null>(Array.from({ length: 10 }, (_, i) => [String(i), null]))
        for (const [person, manager] of list.map(([a, b]) => [String(a), String(b)] as const)) {
          if (codeOf(() => fitManager(managers, person, manager)) === undefined) managers.set(person, manager)
          for (const id of managers.keys()) {
            const last = chain(managers, id).at(-1) ?? ''
            expect(managers.get(last)).toBeNull()
          }
        }
      }),
    )
    expect(codeOf(() => fitManager(teams, 'sales', 'pier'))).toBe('person.manager_cycle')
  })
})

describe('memberships', () => {
  test('runs that were let in never hold on the same day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-01', n))
    const run = fc.record({ valid_from: day, valid_to: fc.option(day) })
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (wanted) => {
        const kept: typeof wanted = []
        for (const one of wanted) if (codeOf(() => fitRun(kept, one)) === undefined) kept.push(one)
        for (let n = 0; n < 70; n += 1) {
          const on = addDays('2026-01-01', n)
          expect(kept.filter((one) => holdsOn(one, on)).length).toBeLessThan(2)
          // and what was refused either ran backwards or would have met one of them
          const refused = wanted.filter((one) => !kept.includes(one))
          for (const one of refused) expect(['membership.overlap', 'membership.reversed']).toContain(codeOf(() => fitRun(kept, one)))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('end today or later, once', () => {
    const open = { valid_from: '2026-01-01', valid_to: null }
    expect(codeOf(() => fitEnd(open, '2026-06-15', '2026-06-15'))).toBeUndefined()
    expect(codeOf(() => fitEnd(open, '2026-06-14', '2026-06-15'))).toBe('membership.past')
    expect(codeOf(() => fitEnd({ ...open, valid_to: '2026-06-15' }, '2026-06-20', '2026-06-15'))).toBe('membership.over')
    expect(codeOf(() => fitEnd({ ...open, valid_to: '2026-07-01' }, '2026-06-20', '2026-06-15'))).toBeUndefined()
  })
})

describe('a group on a day', () => {
  const parents = new Map([
    ['sales', null],
    ['north', 'sales'],
    ['other', null],
  ])
  const run = (group_id: string, person_id: string, valid_from: string, valid_to: string | null = null) => ({
    group_id,
    person_id,
    valid_from,
    valid_to,
  })
  const runs = [run('sales', 'ada', '2026-01-01', '2026-03-01'), run('north', 'ben', '2026-02-01'), run('other', 'cyd', '2026-01-01')]
  const persons = [
    { id: 'ada', left_on: null },
    { id: 'ben', left_on: '2026-06-01' },
    { id: 'lea', left_on: null },
  ]
  const on = (day: string, lead_id: string | null = 'lea') => expandGroup({ id: 'sales', lead_id }, { parents, runs, persons }, day)

  test.each([
    ['its own members', '2026-01-15', { by: 'members', person_ids: ['ada'] }],
    ['and those of its parts', '2026-02-15', { by: 'members', person_ids: ['ada', 'ben'] }],
    ['without who was a member', '2026-03-01', { by: 'members', person_ids: ['ben'] }],
    ['the lead when the last one has left, and it says so', '2026-06-01', { by: 'lead', person_ids: ['lea'] }],
  ])('is %s', (_name, day, expected) => expect(on(day)).toEqual(expected))

  test('is nobody without a lead who is with us', () => {
    expect(on('2026-06-01', null)).toEqual({ by: 'nobody', person_ids: [] })
    expect(on('2026-06-01', 'ben')).toEqual({ by: 'nobody', person_ids: [] })
  })
})

describe('a role for some days', () => {
  const wanted = { role: 'finance', from_day: '2026-06-15', until_day: '2026-06-30' }
  const held = (until_day: string | null, ended_at: Date | null = null) => [
    { role: 'finance', from_day: '2026-01-01', until_day, ended_at },
  ]
  test.each([
    ['is given where nobody has it', [], undefined],
    ['is not given twice', held(null), 'grant.overlap'],
    ['nor beside one that runs', held('2026-06-15'), 'grant.overlap'],
    ['but after one that is over', held('2026-06-14'), undefined],
    ['and after one that was ended', held(null, new Date(0)), undefined],
  ])('%s', (_name, before, code) => expect(codeOf(() => fitGrant(before, wanted, '2026-06-15'))).toBe(code))

  test('ends after it begins, and not in the past', () => {
    expect(codeOf(() => fitGrant([], { ...wanted, until_day: '2026-06-14' }, '2026-06-01'))).toBe('grant.days')
    expect(codeOf(() => fitGrant([], { ...wanted, from_day: '2026-01-01', until_day: '2026-06-14' }, '2026-06-15'))).toBe('grant.days')
  })
})

describe('who stands in', () => {
  const run = (from_id: string, to_id: string, from_day: string, until_day: string, ...what: string[]) => ({
    from_id,
    to_id,
    from_day,
    until_day,
    what: what.length > 0 ? what : ['decisions'],
  })
  const near = [run('ada', 'ben', '2026-06-10', '2026-06-20')]
  test.each([
    ['nobody for themselves', run('ada', 'ada', '2026-07-01', '2026-07-02'), 'delegation.to_self'],
    ['not for days that are over', run('ada', 'cyd', '2026-05-31', '2026-06-02'), 'delegation.days'],
    ['not for days that run backwards', run('ada', 'cyd', '2026-07-02', '2026-07-01'), 'delegation.days'],
    ['a year at most', run('ada', 'cyd', '2026-07-01', '2027-07-01'), 'delegation.days'],
    ['and all of that year', run('ada', 'cyd', '2026-07-01', '2027-06-30'), undefined],
    ['one for each day', run('ada', 'cyd', '2026-06-20', '2026-06-25'), 'delegation.overlap'],
    ['but another for another thing', run('ada', 'cyd', '2026-06-20', '2026-06-25', 'actions'), undefined],
    ['and another afterwards', run('ada', 'cyd', '2026-06-21', '2026-06-25'), undefined],
    ['not somebody who is away then', run('cyd', 'ada', '2026-06-01', '2026-06-10'), 'delegation.chain'],
    ['nor while one stands in oneself', run('ben', 'cyd', '2026-06-20', '2026-06-30'), 'delegation.chain'],
    ['one person may stand in for two', run('cyd', 'ben', '2026-06-10', '2026-06-20'), undefined],
    ['also for each other, one after the other', run('ben', 'ada', '2026-06-21', '2026-06-30'), undefined],
  ])('%s', (_says, wanted, code) => expect(codeOf(() => fitDelegation(near, wanted, '2026-06-01', (id) => id))).toBe(code))

  test('a year that is too long is said at its last day, with the day that would be allowed', () => {
    try {
      fitDelegation([], run('ada', 'cyd', '2026-07-01', '2036-07-01'), '2026-06-01', (id) => id)
      expect.unreachable()
    } catch (refused) {
      expect(refused).toMatchObject({ unmet: [{ path: '/until_day', text: expect.stringContaining('2027-06-30') }] })
    }
  })

  test('one that somebody ended holds until the day before, and leaves the rest of its days free', () => {
    const ended = { ...run('ada', 'ben', '2026-06-10', '2026-06-20'), ended_on: '2026-06-15' }
    expect([standsOn(ended, '2026-06-14'), standsOn(ended, '2026-06-15')]).toEqual([true, false])
    expect(codeOf(() => fitDelegation([ended], run('ada', 'cyd', '2026-06-15', '2026-06-18'), '2026-06-01', (id) => id))).toBe(undefined)
    expect([stateOf(ended, '2026-06-12'), stateOf(ended, '2026-06-16'), stateOf(near[0] ?? ended, '2026-06-01')]).toEqual([
      'holds',
      'over',
      'later',
    ])
  })

  test('whatever is allowed, nobody who is asked in another’s place is away for the same thing that day', () => {
    const person = fc.constantFrom('ada', 'ben', 'cyd', 'dov')
    const days = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 }))
    const what = fc.subarray(['approvals', 'decisions', 'actions'], { minLength: 1 })
    fc.assert(
      fc.property(fc.array(fc.tuple(person, person, days, what), { maxLength: 12 }), (wishes) => {
        const held: ReturnType<typeof run>[] = []
        for (const [from, to, [start, length], things] of wishes) {
          const wish = run(from, to, addDays('2026-06-01', start), addDays('2026-06-01', start + length), ...things)
          if (codeOf(() => fitDelegation(held, wish, '2026-06-01', (id) => id)) === undefined) held.push(wish)
        }
        const away = (who: string, thing: string, day: string) =>
          held.filter((one) => one.from_id === who && one.what.includes(thing) && standsOn(one, day))
        for (let n = 0; n < 30; n += 1) {
          const day = addDays('2026-06-01', n)
          for (const one of held.filter((other) => standsOn(other, day)))
            for (const thing of one.what)
              if (away(one.to_id, thing, day).length > 0 || away(one.from_id, thing, day).length !== 1) return false
        }
        return true
      }),
    )
  })
})
