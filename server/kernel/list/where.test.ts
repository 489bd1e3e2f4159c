import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type List, shownColumns, sortsOf } from './list.ts'
import { type Condition, conditionText, questionsOf, readColumns, readCondition } from './where.ts'

const list = {
  columns: {
    name: { title: 'Ship', kind: 'text', shown: true },
    built: { title: 'Built', kind: 'day', empty: 'Unknown', shown: true },
    rig: { title: 'Rig', kind: 'choice', choices: { sloop: 'Sloop', brig: 'Brig' }, wider: { masted: 'With masts' } },
    note: { title: 'Note', kind: 'text', asked: false },
  },
  sort: 'name',
} as const satisfies List

test('a condition that is written is read as it was', () => {
  const day = fc.constantFrom('2026-06-15', '2024-02-29', 'today')
  const of = (column: string, question: Condition['question'], values: string[]): Condition => ({ column, question, values })
  const words = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')
  const conditions = fc.oneof(
    words.map((text) => of('name', 'contains', [text])),
    fc.tuple(day, day).map((values) => of('built', 'between', values)),
    day.map((one) => of('built', 'between', [one, ''])),
    fc.subarray(['sloop', 'brig', 'masted'], { minLength: 1 }).map((values) => of('rig', 'is_not', values)),
    fc.constant(of('built', 'empty', [])),
  )
  fc.assert(
    fc.property(conditions, (condition) => {
      expect(readCondition(list, conditionText(condition))).toEqual(condition)
    }),
  )
})

test('a column answers the questions of its kind, and whether it has a value where it may have none', () => {
  expect(questionsOf(list.columns.built)).toEqual(['on', 'before', 'after', 'between', 'next', 'last', 'empty', 'filled'])
  expect(questionsOf(list.columns.name)).toEqual(['contains', 'is'])
  expect(questionsOf(list.columns.note)).toEqual([])
  expect(sortsOf(list)).toEqual(['name', '-name', 'built', '-built', 'rig', '-rig'])
})

test('an export takes the columns that it is asked for, once each, also those that are only shown', () => {
  expect(shownColumns(list)).toEqual(['name', 'built'])
  expect(readColumns(list, 'rig, note,rig')).toEqual(['rig', 'note'])
  expect(() => readColumns(list, 'rigg')).toThrow(expect.objectContaining({ code: 'list.unknown_column' }))
})
