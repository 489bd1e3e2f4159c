import { expect, test } from 'vitest'
import { z } from 'zod'
import { listOf } from './listOf.ts'
import { operation } from '../../../server/kernel/operation.ts'
import { inputOf, isKnown } from './wire.ts'

const list = listOf(
  { state: { title: 'State', kind: 'choice', choices: { open: 'Open' } }, name: { title: 'Name', kind: 'text' } },
  { plain: { state: 'state' }, sort: 'name' },
)
const older = operation({
  name: 'x.y.list',
  method: 'GET',
  path: '/x/y',
  right: 'x.read',
  summary: 'Things',
  input: z.object({ state: z.string().optional(), q: z.string().optional(), sort: z.string().optional() }),
  output: z.object({ items: z.array(z.unknown()), next: z.string().nullable() }),
})
const declared = { ...older, list: { ...list, search: 'name' } }
const state = { where: ['state:is:open', 'gone:is:1'], sort: '-name', words: 'maple' }

test('an operation that declares its list is asked as it is, and what is gone is left out', () => {
  expect(inputOf(declared, declared.list, state)).toEqual({ where: ['state:is:open'], sort: '-name', search: 'maple' })
  expect(inputOf(declared, declared.list, { where: [], sort: 'name', words: '' })).toEqual({})
})

test('an older one is asked by its own inputs', () => {
  expect(inputOf(older, list, state)).toEqual({ state: 'open', sort: '-name', q: 'maple' })
  expect(isKnown(list, 'name:contains:a')).toBe(false)
})
