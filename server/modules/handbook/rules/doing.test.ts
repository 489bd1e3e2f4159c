import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Done, draftOfDone, type House, imperative, isWork, maskOf, stepsDone, titleOfDone, valuesOf } from './doing.ts'
import { stepsOf } from './steps.ts'

const house: House = {
  fields: new Set(['amount_minor', 'owner', 'email', 'valid_until', 'state', 'key', 'note', 'account_id', 'count', 'active']),
  where: (kind) => ({ contract: '/billing/contracts', page: '/handbook/pages' })[kind] ?? null,
}
const at = (n: number) => new Date(Date.UTC(2026, 5, 15, 9, n))

// what no draft may hold: each of a kind, and none of them a word of the house
const values: Record<string, fc.Arbitrary<unknown>> = {
  amount_minor: fc.integer({ min: 100_000, max: 99_999_999 }),
  owner: fc.constantFrom('Noor Janssen', 'Zoë Quux', '李小龙', 'O’Hara-Smythe', '<img src=x>'),
  email: fc.emailAddress(),
  valid_until: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  state: fc.string({ minLength: 8, maxLength: 40 }).map((text) => `zq${text.replaceAll('@', '')}`),
  key: fc.uuid(),
  note: fc.lorem({ maxCount: 6 }).map((text) => `zq ${text}`),
  account_id: fc.uuid(),
  count: fc.integer({ min: 10_000, max: 999_999 }),
  active: fc.boolean(),
}
const after = fc.record(Object.fromEntries([...Object.entries(values), ['zzcustom', fc.uuid()]]), { requiredKeys: [] })
const row = fc
  .record({
    action: fc.constantFrom('billing.quote.offered', 'billing.contract.renewed', 'handbook.page.published', 'people.session.started'),
    kind: fc.constantFrom('quote', 'contract', 'page', 'session'),
    id: fc.uuid(),
    label: fc.option(fc.constantFrom('Harbour Labs BV', 'Q-2026-000123', 'ilse@tidewater.example')),
    after,
    before: fc.constantFrom(null, {}),
    reason: fc.option(fc.constantFrom('Asked by Noor at 14:05', 'tok_9f8e7d6c5b4a3f2e1d')),
    minute: fc.nat(500),
  })
  .map(({ kind, id, label, minute, ...rest }): Done => ({ ...rest, at: at(minute), subject: { kind, id, label } }))
const rows = fc.array(row, { minLength: 1, maxLength: 8 })
const written = (all: readonly Done[], said?: string) => {
  const steps = stepsDone(all, house)
  return draftOfDone(titleOfDone(said, all, steps), steps)
}

test('no value of a row is ever in a draft, also where the title says it', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const held = [...new Set(all.flatMap(valuesOf))].filter((value) => value.trim().length >= 3)
      const said = `How we do ${held.slice(0, 4).join(' for ')}`
      for (const draft of [written(all), written(all, said)]) for (const value of held) expect(draft.includes(value)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('a name that the house does not declare is data, and is told as little as a value', () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(written(all)).not.toContain('zzcustom')
    }),
  )
})

test.each([
  ['Noor_Janssen', 'Call Noor_Janssen first', 'Call … first'],
  ['Zoe\u0308 Quux', 'Call Zoë Quux first', 'Call … first'],
  ['[Harbour]  *Labs*', 'Call [Harbour] *Labs* first', 'Call … first'],
  ['李明', 'Call 李明 first', 'Call … first'],
  ['Bo', 'Call Bo about Boats', 'Call … about Boats'],
  ['no', 'Say no first', 'Say no first'],
])('of %j a title holds nothing', (label, said, left) => {
  const one: Done = { at: at(1), action: 'a.b.done', subject: { kind: 'b', id: 'zz', label }, before: null, after: null, reason: null }
  expect(titleOfDone(said, [one], [])).toBe(left)
})

test('a draft is the same whatever the values are: it knows their kinds alone', () => {
  fc.assert(
    fc.property(rows, fc.array(after, { minLength: 8, maxLength: 8 }), (all, others) => {
      const changed = all.map((one, n): Done => {
        const now = one.after as Record<string, unknown>
        const other = (others[n] ?? {}) as Record<string, unknown>
        const next = Object.fromEntries(Object.entries(now).map(([name, value]) => [name, other[name] ?? value]))
        return { ...one, after: next, reason: 'other', subject: { ...one.subject, id: 'other', label: 'other' } }
      })
      expect(written(changed)).toBe(written(all))
    }),
    { numRuns: 300 },
  )
})

test('its steps are read out of it as steps, with their systems', () => {
  const all: Done[] = [
    {
      at: at(2),
      action: 'billing.contract.renewed',
      subject: { kind: 'contract', id: '1', label: 'C-1' },
      before: null,
      after: { amount_minor: 5 },
      reason: null,
    },
    { at: at(1), action: 'billing.quote.offered', subject: { kind: 'quote', id: '2', label: null }, before: null, after: {}, reason: null },
    {
      at: at(3),
      action: 'billing.contract.renewed',
      subject: { kind: 'contract', id: '3', label: 'C-3' },
      before: null,
      after: { valid_until: '2026-12-31' },
      reason: null,
    },
    {
      at: at(4),
      action: 'people.session.started',
      subject: { kind: 'session', id: '4', label: null },
      before: null,
      after: {},
      reason: null,
    },
  ]
  const draft = written(all)
  expect(draft).toContain('# Offer a quote, then renew a contract')
  expect(draft).toContain('   - Input: amount minor `<amount>`, valid until `<day>`')
  expect(draft).toContain('   - Where: [Contracts](/app/billing/contracts)')
  expect(stepsOf(draft).map(({ title, system }) => [title, system])).toEqual([
    ['Offer a quote', 'Billing'],
    ['Renew a contract, each of them', 'Billing'],
  ])
})

test.each([
  ...[
    ['offered', 'offer'],
    ['changed', 'change'],
    ['created', 'create'],
    ['issued', 'issue'],
    ['closed', 'close'],
    ['ended', 'end'],
  ],
  ...[
    ['removed', 'remove'],
    ['revoked', 'revoke'],
    ['granted', 'grant'],
    ['submitted', 'submit'],
    ['handed_over', 'hand over'],
  ],
  ...[
    ['published', 'publish'],
    ['confirmed', 'confirm'],
    ['retired', 'retire'],
    ['answered', 'answer'],
    ['cancelled', 'cancel'],
  ],
  ...[
    ['moved', 'move'],
    ['renewed', 'renew'],
    ['reminded', 'remind'],
    ['assigned', 'assign'],
    ['started', 'start'],
    ['applied', 'apply'],
  ],
  ...[
    ['decided', 'decide'],
    ['drafted', 'draft'],
    ['raised', 'raise'],
    ['approved', 'approve'],
    ['opened', 'open'],
    ['recorded', 'record'],
  ],
  ...[
    ['written_off', 'write off'],
    ['put_forward', 'put forward'],
    ['completed', 'complete'],
    ['rotated', 'rotate'],
    ['asked', 'ask'],
  ],
  ...[
    ['reviewed', 'review'],
    ['waived', 'waive'],
    ['declined', 'decline'],
    ['settled', 'settle'],
    ['posted', 'post'],
    ['failed', 'fail'],
  ],
  ...[
    ['rejected', 'reject'],
    ['accepted', 'accept'],
    ['imported', 'import'],
    ['placed', 'place'],
    ['assessed', 'assess'],
    ['vetted', 'vet'],
  ],
  ...[
    ['estimated', 'estimate'],
    ['resumed', 'resume'],
    ['required', 'require'],
    ['delivered', 'deliver'],
    ['parked', 'park'],
  ],
] as [string, string][])('what was %s is to %s', (past, now) => {
  expect(imperative(past)).toBe(now)
})

test.each([
  ['amount_minor', 5000, '<amount>'],
  ['email', 'a@b.example', '<e-mail>'],
  ['anything', 'a@b.example', '<e-mail>'],
  ['account_id', 'x', '<id>'],
  ['valid_until', '2026-12-31', '<day>'],
  ['owner', 'Noor', '<name>'],
  ['key', 'tok', '<secret>'],
  ['active', true, '<yes or no>'],
  ['note', 'words', '<text>'],
  ['groups', ['a'], '<several>'],
])('of %s no more than its kind', (name, value, mask) => {
  expect(maskOf(name, value)).toBe(mask)
})

test('who came in is no work, and no made-up action is', () => {
  expect(['people.session.started', 'people.sign_in.failed', 'Noor.was.here', 'billing.quote'].map(isWork)).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(isWork('billing.quote.offered')).toBe(true)
})
