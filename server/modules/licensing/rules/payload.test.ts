import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flagNames, idOfWire } from '../../../../packages/licence-verifier/index.ts'
import { kestrel } from '../../../../test/cast/kestrel.ts'
import { maxPayloadBytes, type PayloadFacts, payloadBytes, payloadOf, shortName, trialLengths } from './payload.ts'

const expected =
  '{"id":"ygc48hucd37w5gt6mhoce9cqnr","issued_at":1769940000000,"starts_at":1769900400000,"expires_at":1801436400000,' +
  '"customer":{"id":"ygcpbkow6b6fmn3b8mcshd5zne","name":"Kestrel Rail GmbH","email":"licences@kestrel-rail.example","company":"Kestrel Rail GmbH"},' +
  '"features":{"users":500,"ldap":true,"ldap_groups":true,"mfa":true,"google_oauth":true,"office365_oauth":true,"openid":true,"compliance":true,"cluster":true,' +
  '"metrics":true,"mhpns":true,"saml":true,"elastic_search":true,"announcement":true,"theme_management":true,"email_notification_contents":true,' +
  '"data_retention":true,"message_export":true,"custom_permissions_schemes":true,"custom_terms_of_service":true,"guest_accounts":true,' +
  '"guest_accounts_permissions":true,"id_loaded":true,"lock_teammate_name_display":true,"enterprise_plugins":true,"advanced_logging":true,"cloud":false,' +
  '"shared_channels":true,"remote_cluster_service":true,"outgoing_oauth_connections":true,"auto_translation":true,"future_features":true},' +
  '"sku_name":"Enterprise","sku_short_name":"enterprise","is_trial":false,"is_gov_sku":false,"is_seat_count_enforced":true,"extra_users":25,' +
  '"signup_jwt":null,"limits":null}'

test('the worked example is written byte for byte: 1,139 bytes in the format’s key order', () => {
  const bytes = payloadBytes(payloadOf(kestrel))
  expect(bytes.toString('utf8')).toBe(expected)
  expect(bytes).toHaveLength(1139)
  expect(idOfWire('ygc48hucd37w5gt6mhoce9cqnr')).toBe('0199a3f2-6c1e-7b4d-9a3e-5f20c47d8e11')
})

test('limits, when there are any, have their own order', () => {
  const limits = { push_notifications: 6, agents_prompts: 5, call_duration: 4, playbook_runs: 3, board_cards: 2, post_history: 1 }
  const text = payloadBytes(payloadOf({ ...kestrel, limits })).toString('utf8')
  expect(text.slice(text.indexOf('"limits"'))).toBe(
    '"limits":{"post_history":1,"board_cards":2,"playbook_runs":3,"call_duration":4,"agents_prompts":5,"push_notifications":6}}',
  )
})

describe('R3: the file stays within what the product reads', () => {
  test('names are cut at 128 characters, never within one', () => {
    expect(shortName('a'.repeat(200))).toBe('a'.repeat(128))
    expect(shortName('🦅'.repeat(129))).toBe('🦅'.repeat(128))
    expect(shortName('Kestrel Rail GmbH')).toBe('Kestrel Rail GmbH')
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => !/\p{Surrogate}/u.test(shortName(name))))
  })

  test('a payload that would be longer is refused', () => {
    const email = `${'x'.repeat(maxPayloadBytes)}@kestrel-rail.example`
    expect(() => payloadBytes(payloadOf({ ...kestrel, customer: { ...kestrel.customer, email } }))).toThrow(
      expect.objectContaining({ code: 'licence.too_large' }),
    )
  })
})

test('R4: every one of the 31 flags is written, whatever order the profile has', () => {
  const shuffled = Object.fromEntries([...flagNames].reverse().map((name) => [name, false])) as PayloadFacts['features']
  const { features, customer } = payloadOf({ ...kestrel, features: shuffled })
  expect(Object.keys(features)).toEqual(['users', ...flagNames])
  expect(flagNames).toHaveLength(31)
  expect(features.users).toBe(500)
  expect(customer.id).toHaveLength(26)
})

describe('R5: a paid term is never taken for a trial', () => {
  test.each(trialLengths)('a length of %i ms gets one more millisecond', (length) => {
    const expiresAt = new Date(kestrel.startsAt.getTime() + length)
    expect(payloadOf({ ...kestrel, expiresAt }).expires_at).toBe(expiresAt.getTime() + 1)
    expect(payloadOf({ ...kestrel, expiresAt, trial: true }).expires_at).toBe(expiresAt.getTime())
  })

  test('an hour of cloud trial, which means "preview", is refused', () => {
    const expiresAt = new Date(kestrel.startsAt.getTime() + 3_600_000)
    const features = { ...kestrel.features, cloud: true }
    expect(() => payloadOf({ ...kestrel, expiresAt, features, trial: true })).toThrow(expect.objectContaining({ code: 'licence.preview' }))
  })
})
