import { describe, expect, test } from 'vitest'
import {
  type Act,
  allows,
  fitItem,
  fitState,
  type Here,
  leadAfter,
  leadAtStart,
  leads,
  type MeetingState,
  takesPart,
  writes,
  quorumOf,
  fitMore,
  fitQuorum,
} from './life.ts'

const states: MeetingState[] = ['draft', 'open', 'in_progress', 'closed', 'cancelled']
const may = (act: Act) => states.filter((state) => allows(state, act)).join(' ')
const code = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each<[Act, string]>([
  ['open', 'draft'],
  ['move', 'draft open'],
  ['cancel', 'draft open'],
  ['start', 'draft open'],
  ['turn', 'in_progress'],
  ['pause', 'in_progress'],
  ['resume', 'in_progress'],
  ['take_over', 'in_progress'],
  ['arrive', 'in_progress'],
  ['leave', 'in_progress'],
  ['close', 'in_progress'],
  ['raise', 'draft open in_progress'],
  ['vote', 'open in_progress'],
  ['conclude', 'in_progress'],
  ['remove', 'draft open'],
])('%s while it is %s', (act, expected) => {
  expect(may(act)).toBe(expected)
  for (const state of states) expect(code(() => fitState(state, act))).toBe(expected.includes(state) ? 'done' : 'meeting.wrong_state')
})

test('what is done or has gone on is not touched any more', () => {
  expect((['open', 'parked', 'done', 'carried'] as const).map((state) => code(() => fitItem(state)))).toEqual([
    'done',
    'done',
    'agenda_item.wrong_state',
    'agenda_item.wrong_state',
  ])
})

describe('who leads', () => {
  const seats = { chair: 'chair', vice_chair: 'vice', scribe: 'scribe', lead: null, participants: ['chair', 'vice', 'scribe', 'member'] }
  const here = (...rows: [string, boolean, boolean?][]): Here => new Map(rows.map(([id, was, left = false]) => [id, { here: was, left }]))

  test.each<[string, MeetingState, Here, boolean]>([
    ['before it starts', 'open', here(), true],
    ['while the chair is here', 'in_progress', here(['chair', true], ['vice', true]), false],
    ['the chair did not come', 'in_progress', here(['chair', false], ['vice', true]), true],
    ['the chair has left', 'in_progress', here(['chair', true, true], ['vice', true]), true],
  ])('the vice chair: %s', (_name, state, who, expected) => {
    expect([leads('vice', seats, who, state), leads('chair', seats, who, state), leads('member', seats, who, state)]).toEqual([
      expected,
      true,
      false,
    ])
  })

  test('the scribe writes, a member takes part, a guest who is here too', () => {
    expect(['scribe', 'chair', 'vice', 'member'].map((one) => writes(one, seats, here(['chair', true]), 'in_progress'))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(['member', 'guest', 'stranger'].map((one) => takesPart(one, seats, here(['guest', true])))).toEqual([true, true, false])
  })

  test('at the start the chair if here, else the vice chair, else whoever starts it', () => {
    expect([['chair', 'vice'], ['vice'], ['member']].map((present) => leadAtStart(seats, new Set(present), 'starter'))).toEqual([
      'chair',
      'vice',
      'starter',
    ])
  })

  test('when whoever leads has left, the other of the two who is here', () => {
    const led = { ...seats, lead: 'chair' }
    expect(leadAfter(led, here(['chair', true, true], ['vice', true]))).toBe('vice')
    expect(leadAfter(led, here(['chair', true], ['vice', true, true]))).toBe('chair')
    expect(leadAfter(led, here(['chair', true, true], ['vice', false])), 'nobody else is there: it stays').toBe('chair')
  })
})

test.each([
  [1, 2],
  [2, 2],
  [3, 2],
  [4, 2],
  [5, 3],
  [9, 5],
])('of %i members %i are a quorum', (members, quorum) => {
  expect(quorumOf(members)).toBe(quorum)
})

describe('leadership', () => {
  const seat = (name: string, here: boolean) => ({ person_id: name, name, member: true, here, left_at: null })
  const seats = [seat('Mara', true), seat('Noa', true), seat('Sol', true), seat('Cato', false)]
  test.each([
    ['nobody', [], 'none has. Mara, Noa, Sol: open the page of the meeting to be counted.'],
    ['one of them', ['Mara'], 'one has. Noa, Sol: open the page of the meeting to be counted.'],
  ])('is told whom it waits for when %s has the page open', (_name, shown, says) =>
    expect(() => fitQuorum(seats, new Set(shown))).toThrow(
      `Leadership decides when 2 of its 4 members are here and have the meeting’s page open; ${says}`,
    ),
  )

  test('is told to wait for others when nobody who is here is missing', () =>
    expect(() => fitQuorum([seat('Mara', true), seat('Noa', false)], new Set(['Mara']))).toThrow(
      /one has\. Put it on the next date, or wait for the others\.$/,
    ))
})

test('a list of a meeting holds as many as it says, and no more', () => {
  expect(() => fitMore(2, 3, 'agenda.too_many', 'parts')).not.toThrow()
  expect(() => fitMore(3, 3, 'agenda.too_many', 'parts')).toThrow('A meeting has at most 3 parts. Take some of them off first.')
})
