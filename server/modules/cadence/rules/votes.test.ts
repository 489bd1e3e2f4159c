import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitVotes, mostVotes, ranked } from './votes.ts'

const issue = (id: string, position: number, state = 'open') => ({ id, position, state })
const code = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('issues are ranked by votes, then as they were raised; what is parked or done stands behind', () => {
  const issues = [issue('a', 1), issue('b', 2), issue('c', 3), issue('parked', 4, 'parked'), issue('done', 5, 'done')]
  const votes = new Map([
    ['c', 5],
    ['b', 2],
    ['a', 2],
    ['done', 9],
    ['parked', 9],
  ])
  expect(ranked(issues, votes).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'parked', 'done'])
})

test('one votes for at most five open issues of the meeting, each once', () => {
  const issues = [...'abcdefg'].map((id, at) => issue(id, at)).concat(issue('over', 9, 'done'))
  expect(code(() => fitVotes(['a', 'b', 'a'], issues))).toEqual(['a', 'b'])
  expect(code(() => fitVotes([...'abcdef'], issues))).toBe('vote.too_many')
  expect(code(() => fitVotes(['over'], issues))).toBe('vote.unknown_issue')
})

test('whoever votes again and again, in whatever order, counts once for each issue that they chose last', () => {
  const act = fc.record({
    person: fc.constantFrom('x', 'y', 'z'),
    set: fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: mostVotes }),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
      const issues = [...'abcdef'].map((id, at) => issue(id, at))
      // the table: rows of (item, person); a new set takes the place of the old one
      let rows: { item: string; person: string }[] = []
      for (const { person, set } of acts)
        rows = [...rows.filter((row) => row.person !== person), ...fitVotes(set, issues).map((item) => ({ item, person }))]
      const counted = new Map([...Map.groupBy(rows, ({ item }) => item)].map(([id, all]) => [id, all.length]))
      const last = new Map(acts.map(({ person, set }) => [person, set]))
      const naive = (id: string) => [...last.values()].filter((set) => set.includes(id)).length
      expect(issues.every(({ id }) => (counted.get(id) ?? 0) === naive(id))).toBe(true)
      const order = ranked(issues, counted).map(({ id }) => naive(id))
      expect(order).toEqual([...order].sort((a, b) => b - a))
    }),
  )
})
