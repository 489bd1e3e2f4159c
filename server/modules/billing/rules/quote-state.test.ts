import { expect, test } from 'vitest'
import { type QuoteLife, quoteState } from './quote-state.ts'

const at = new Date('2026-06-10T09:00:00Z')
const draft: QuoteLife = {
  requested_at: null,
  offered_at: null,
  accepted_at: null,
  declined_at: null,
  withdrawn_at: null,
  valid_until: '2026-06-15',
}

test.each<[string, Partial<QuoteLife>, string]>([
  ['a draft', {}, 'draft'],
  ['on its last day', { offered_at: at }, 'offered'],
  ['the day after', { offered_at: at, valid_until: '2026-06-14' }, 'expired'],
  ['a request', { requested_at: at }, 'requested'],
  ['a request that was answered', { requested_at: at, offered_at: at }, 'offered'],
  ['accepted, and long ago', { offered_at: at, accepted_at: at, valid_until: '2026-01-01' }, 'accepted'],
  ['declined, and long ago', { offered_at: at, declined_at: at, valid_until: '2026-01-01' }, 'declined'],
  ['withdrawn before it was offered', { withdrawn_at: at }, 'withdrawn'],
])('%s', (_what, life, state) => {
  expect(quoteState({ ...draft, ...life }, '2026-06-15')).toBe(state)
})
