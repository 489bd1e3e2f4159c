import { expect, test } from 'vitest'
import type { Actor, Scope } from './context.ts'
import { mayDo, need } from './rights.ts'

const actor = (kind: Actor['kind'], rights: [string, Scope][] = []): Actor => ({ kind, id: '1', name: 'Ada', rights: new Map(rights) })

test('a right reaches as far as the table says, and no further', () => {
  expect(mayDo(actor('person', [['customers.read', 'team']]), 'customers.read')).toBe('team')
  expect(mayDo(actor('person', [['customers.read', 'team']]), 'customers.write')).toBeUndefined()
  expect(mayDo(actor('key'), 'customers.read')).toBeUndefined()
})

test('what stands open to anyone is open to strangers; what needs a sign-in is not', () => {
  expect(mayDo(actor('visitor'), 'anyone')).toBe('all')
  expect(mayDo(actor('visitor'), 'signed_in')).toBeUndefined()
  expect(mayDo(actor('contact'), 'signed_in')).toBe('all')
})

test('the house itself may do everything', () => {
  expect(mayDo(actor('system'), 'billing.sell')).toBe('all')
})

test('a stranger is asked to sign in, a colleague is told which right is missing', () => {
  expect(() => need(actor('visitor'), 'billing.read')).toThrow(expect.objectContaining({ kind: 'unauthenticated' }))
  expect(() => need(actor('person'), 'billing.read')).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'right.missing' }))
  expect(need(actor('person', [['billing.read', 'own']]), 'billing.read')).toBe('own')
})
