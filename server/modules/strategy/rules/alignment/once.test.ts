import { expect, test } from 'vitest'
import { toldOnce } from './once.ts'

const one = (more: object = {}) => ({
  id: 'a',
  code: 'C1',
  level: 'error',
  says: 'The parts fall short by 0.25M.',
  facts: { why: null, quoted: [{ key: 'm1' }, { key: 'm2' }] },
  waiver: null as object | null,
  ...more,
})

test.each([
  ['the same of an edition and its amendment', { id: 'b' }, 1],
  ['other words', { says: 'The parts fall short by 0.30M.' }, 2],
  ['another reason', { facts: { why: 'Both serve method 2', quoted: [{ key: 'm1' }, { key: 'm2' }] } }, 2],
  ['other items', { facts: { why: null, quoted: [{ key: 'm1' }, { key: 'm3' }] } }, 2],
  ['another rule', { code: 'C2' }, 2],
  ['another level', { level: 'warn' }, 2],
  ['one that is waived', { waiver: { until: '2026-12-31' } }, 2],
])('%s', (_name, more, many) => {
  const told = toldOnce([one(), one(more)])
  expect(told).toHaveLength(many)
  expect(told[0]?.id).toBe('a')
})
