import { expect, test } from 'vitest'
import type { Column } from '../../../server/kernel/list/list.ts'
import { conditionWords, firstQuestion } from './words.ts'

const day: Column = { title: 'Runs until', kind: 'day', empty: 'No end' }
const state: Column = {
  title: 'State',
  kind: 'choice',
  choices: { active: 'In force', in_grace: 'In grace', vat: 'VAT due' },
  wider: { any: 'Any of them' },
}
const money: Column = { title: 'Per year', kind: 'money' }
const owner: Column = { title: 'Owner', kind: 'person', empty: 'Nobody' }
const nobody = () => undefined

test('a chip says its condition as one would', () => {
  const said = (column: Column, question: Parameters<typeof conditionWords>[1]['question'], ...values: string[]) =>
    conditionWords(column, { column: 'x', question, values }, (id) => (id === '1' ? 'Cato' : undefined))
  expect(said(day, 'next', '90')).toBe('within 90 days')
  expect(said(day, 'last', '1')).toBe('in the last day')
  expect(said(day, 'between', '2020-01-01', '2020-01-31')).toBe('Jan 1, 2020 – Jan 31, 2020')
  expect(said(day, 'between', '', '2020-01-31')).toBe('until Jan 31, 2020')
  expect(said(day, 'before', 'today')).toBe('before today')
  expect(said(day, 'empty')).toBe('is no end')
  expect(said(state, 'is', 'active', 'in_grace')).toBe('is in force or in grace')
  expect(said(state, 'is', 'any')).toBe('is any of them')
  expect(said(state, 'is_not', 'vat')).toBe('is not VAT due')
  expect(said(money, 'at_least', '50000')).toBe('at least 50,000')
  expect(said(owner, 'is', 'me')).toBe('is me')
  expect(said(owner, 'is', '1')).toBe('is Cato')
  expect(said(owner, 'contains', 'cat')).toBe('contains “cat”')
  expect(conditionWords({ title: 'Name', kind: 'text' }, { column: 'x', question: 'contains', values: ['bank'] }, nobody)).toBe(
    'contains “bank”',
  )
})

test('a menu begins with what one asks most', () => {
  expect([day, state, money, owner].map(firstQuestion)).toEqual(['next', 'is', 'at_least', 'is'])
})
