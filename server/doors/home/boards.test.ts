import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boardsFor, laidOut, openBoard, strips } from './boards.ts'

const keys = (...roles: string[]) => boardsFor(new Set(roles)).map(({ key }) => key)

test.each([
  [
    ['executive', 'admin', 'member'],
    ['chief_executive', 'operations', 'member'],
  ],
  [['leadership'], ['chief_executive']],
  [
    ['bizops', 'member'],
    ['operations', 'member'],
  ],
  [['finance'], ['finance', 'member']],
  [['sales'], ['sales', 'member']],
  [
    ['sales_manager', 'leadership'],
    ['chief_executive', 'sales', 'member'],
  ],
  [['success'], ['success', 'member']],
  [['auditor'], ['audit']],
  [['member'], ['member']],
  [['legal'], ['member']],
  [[], ['none']],
])('roles %j have the boards %j', (roles, boards) => {
  expect(keys(...roles)).toEqual(boards)
})

test('the board chosen last opens, as long as the roles still give it', () => {
  const own = boardsFor(new Set(['executive', 'bizops']))
  const chosen = (board: string, at: string | null) => ({ board, chosen_at: at === null ? null : new Date(at) })
  expect(openBoard(own, []).key).toBe('chief_executive')
  expect(openBoard(own, [chosen('operations', '2026-11-02'), chosen('chief_executive', '2026-11-01')]).key).toBe('operations')
  expect(openBoard(own, [chosen('chief_executive', '2026-11-01'), chosen('operations', '2026-11-02')]).key).toBe('operations')
  expect(openBoard(own, [chosen('finance', '2026-11-03'), chosen('operations', '2026-11-02')]).key).toBe('operations')
  expect(openBoard(own, [chosen('operations', null)]).key).toBe('chief_executive')
  expect(openBoard(own, [chosen('finance', '2026-11-02')]).key).toBe('chief_executive')
})

test('what was laid out and is not given any more is left out, what is new waits to be added', () => {
  const [board] = boardsFor(new Set(['bizops']))
  if (!board) throw new Error('no board')
  const { shown, more } = laidOut(board, ['news', 'gone', 'news', 'needs'], ['needs', 'operations', 'news', 'arr'])
  expect(shown).toEqual([
    { key: 'news', size: 'third' },
    { key: 'needs', size: 'wide' },
  ])
  expect(more).toEqual([
    { key: 'operations', size: 'wide' },
    { key: 'arr', size: 'wide' },
  ])
})

test('an emptied board stays empty, and each tile is shown or offered, never both', () => {
  const [board] = boardsFor(new Set(['finance']))
  if (!board) throw new Error('no board')
  const all = ['needs', 'news', 'arr', ...Object.keys(strips)]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all, 'unknown')), fc.subarray(all), (laid, available) => {
      const { shown, more } = laidOut(board, laid, available)
      expect([...shown, ...more].map(({ key }) => key).sort()).toEqual([...available].sort())
      expect(shown.every(({ key }) => laid.includes(key))).toBe(true)
    }),
  )
  expect(laidOut(board, [], all).shown).toEqual([])
})
