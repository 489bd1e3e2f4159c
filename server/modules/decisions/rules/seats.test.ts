import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Letter } from './letters.ts'
import { leftAlone, maySitIn, seatsFor, spentOn } from './seats.ts'

const people = ['ann', 'ben', 'cid', 'dot', 'eve'] as const
type Person = (typeof people)[number]
const party = (letter: Letter, ...members: Person[]) => ({ id: `${letter} ${members.join()}`, letter, members })
const matter = (parties: ReturnType<typeof party>[], answers: { party_id: string; person_id: string }[] = []) => ({
  opened_by: 'ann',
  decider: 'dot',
  parties: [party('R', 'ann'), party('D', 'dot'), ...parties],
  answers,
})

test.each<[string, Person, Person[], ReturnType<typeof matter>, [string, string | null][]]>([
  ['one’s own party', 'ben', [], matter([party('A', 'ben')]), [['A ben', null]]],
  [
    'several letters of one’s own',
    'ben',
    [],
    matter([party('P', 'ben'), party('I', 'ben')]),
    [
      ['P ben', null],
      ['I ben', null],
    ],
  ],
  ['nothing for a stranger', 'eve', [], matter([party('A', 'ben')]), []],
  ['the place of one who is away', 'eve', ['ben'], matter([party('A', 'ben')]), [['A ben', 'ben']]],
  ['one’s own party alone, whoever is away', 'cid', ['ben'], matter([party('A', 'ben'), party('I', 'cid')]), [['I cid', null]]],
  ['nothing in another’s place for who opened it', 'ann', ['ben'], matter([party('A', 'ben')]), []],
  ['nothing in another’s place for who recommends it', 'cid', ['ben'], matter([party('A', 'ben'), party('R', 'cid')]), []],
  ['nothing in another’s place for who decides', 'dot', ['ben'], matter([party('A', 'ben')]), []],
  ['no agreement of who decides, for a group', 'dot', [], matter([party('A', 'ben', 'dot')]), []],
  ['what who decides is heard about', 'dot', [], matter([party('I', 'dot')]), [['I dot', null]]],
  [
    'the place in which one answered, and no second one',
    'eve',
    ['ben', 'cid'],
    matter([party('A', 'ben'), party('A', 'cid')], [{ party_id: 'A ben', person_id: 'eve' }]),
    [['A ben', 'ben']],
  ],
  ['nobody’s agreement in the place of who decides', 'eve', ['dot'], matter([party('A', 'dot', 'ben')]), []],
  ['the other one’s, where who decides is away as well', 'eve', ['dot', 'ben'], matter([party('A', 'dot', 'ben')]), [['A dot,ben', 'ben']]],
  ['one seat of a group, whoever of it is away', 'eve', ['ben', 'cid'], matter([party('A', 'ben', 'cid')]), [['A ben,cid', 'ben']]],
])('%s', (_says, person, away, of, seats) => {
  expect(seatsFor(person, away, of).map(({ party: one, forPerson }) => [one.id, forPerson])).toEqual(seats)
})

test('whoever acts at every chance holds one seat for others at most, or their own alone, and never decides what they agreed to', () => {
  const letters = fc.constantFrom<Letter>('A', 'P', 'I', 'R')
  const parties = fc.array(fc.tuple(letters, fc.subarray([...people], { minLength: 1 })), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(parties, fc.subarray([...people]), fc.constantFrom(...people), (wanted, away, person) => {
      const of = matter(wanted.map(([letter, members], at) => ({ ...party(letter, ...members), id: String(at) })))
      const absent = away.filter((one) => one !== person)
      for (let seat = seatsFor(person, absent, of)[0]; seat; ) {
        of.answers.push({ party_id: seat.party.id, person_id: person })
        seat = seatsFor(person, absent, of).find((one) => !of.answers.some(({ party_id }) => party_id === one.party.id))
      }
      const answered = of.parties.filter(({ id }) => of.answers.some((one) => one.party_id === id))
      const forOthers = answered.filter(({ members }) => !members.includes(person))
      expect(forOthers.length).toBeLessThanOrEqual(1)
      expect(forOthers.length > 0 && answered.length > 1).toBe(false)
      if (person === of.decider) expect(answered.some(({ letter }) => letter === 'A')).toBe(false)
      if (answered.length > 0) expect(maySitIn(person, of)).toBe(false)
    }),
  )
})

test('who is left alone is away, and whoever stands in has answered for another party', () => {
  const [ben, cid] = [party('A', 'ben'), party('A', 'cid')]
  const standIns = new Map([
    ['ben', { id: 'eve' }],
    ['cid', { id: 'eve' }],
  ])
  const answers = [{ party_id: ben.id, person_id: 'eve' }]
  expect(leftAlone(cid, { answers }, standIns)).toEqual([{ away: 'cid', standIn: 'eve' }])
  expect(leftAlone(ben, { answers }, standIns), 'their own party').toEqual([])
  expect(leftAlone(cid, { answers: [] }, standIns), 'nobody has answered').toEqual([])
  expect(leftAlone(cid, { answers }, new Map()), 'nobody is away').toEqual([])
  expect(spentOn({ answers }, [cid])).toEqual(['eve'])
  expect(spentOn({ answers }, [ben, cid]), 'asked again for the same party').toEqual([])
  expect(spentOn({ answers: [{ party_id: ben.id, person_id: null }] }, []), 'silence is nobody’s').toEqual([])
})
