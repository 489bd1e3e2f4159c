import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { type Signed, standardWebhook, timestampedWebhook } from './verify.ts'

const seconds = 1_614_265_330
const now = new Date(seconds * 1000)
const signed = (headers: Record<string, string>, body: string, at = now): Signed => ({
  header: (name) => headers[name],
  body: Buffer.from(body),
  now: at,
})
const later = (by: number) => new Date(now.getTime() + by * 1000)

describe('Standard Webhooks', () => {
  // the example of the specification
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
  const body = '{"test": 2432232314}'
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

  test.each([
    ['the example of the specification', headers, body, now, { id, at: now }],
    [
      'one of several signatures',
      { ...headers, 'webhook-signature': `v1,AAAA v1a,x ${headers['webhook-signature']}` },
      body,
      now,
      { id, at: now },
    ],
    ['five minutes early or late', headers, body, later(300), { id, at: now }],
    ['a replay', headers, body, later(301), { refused: 'stale' }],
    ['a clock from the future', headers, body, later(-301), { refused: 'stale' }],
    ['another byte', headers, `${body} `, now, { refused: 'forged' }],
    ['another id', { ...headers, 'webhook-id': 'msg_other' }, body, now, { refused: 'forged' }],
    ['another instant', { ...headers, 'webhook-timestamp': String(seconds + 1) }, body, now, { refused: 'forged' }],
    [
      'another version of the scheme',
      { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
      body,
      now,
      { refused: 'forged' },
    ],
    ['an instant that is none', { ...headers, 'webhook-timestamp': '1e9' }, body, now, { refused: 'unsigned' }],
    ['no signature', { 'webhook-id': id, 'webhook-timestamp': String(seconds) }, body, now, { refused: 'unsigned' }],
    ['an id without end', { ...headers, 'webhook-id': 'x'.repeat(256) }, body, now, { refused: 'unsigned' }],
  ])('%s', (_says, given, text, at, verdict) => expect(standardWebhook([other, secret], signed(given, text, at))).toEqual(verdict))

  test('a secret that was taken away opens nothing', () => {
    expect(standardWebhook([other], signed(headers, body))).toEqual({ refused: 'forged' })
    expect(standardWebhook([], signed(headers, body))).toEqual({ refused: 'forged' })
  })

  test('whatever the library of the standard signs is believed', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (message, text) => {
        const signature = new Webhook(secret).sign(message, now, text)
        const given = { 'webhook-id': message, 'webhook-timestamp': String(seconds), 'webhook-signature': signature }
        expect(standardWebhook([secret], signed(given, text))).toEqual({ id: message, at: now })
      }),
      { numRuns: 50 },
    )
  })
})

describe('the scheme of Stripe', () => {
  const secret = 'whsec_test_secret'
  const body = '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}'
  // openssl dgst -sha256 -hmac whsec_test_secret, of `1614265330.` and the body
  const mac = 'af4ead0627a34a8cca29808e8de9ada8e41a92e6237c63cef6eacf51d36cca34'
  const ask = (header: string, text = body, at = now) =>
    timestampedWebhook('stripe-signature', [secret], signed({ 'stripe-signature': header }, text, at))

  test.each([
    ['as it is sent', `t=${seconds},v1=${mac},v0=00`, body, now, { id: 'evt_test_webhook', at: now }],
    ['two while a secret is renewed', `t=${seconds},v1=${'0'.repeat(64)},v1=${mac}`, body, now, { id: 'evt_test_webhook', at: now }],
    ['a replay', `t=${seconds},v1=${mac}`, body, later(301), { refused: 'stale' }],
    ['another instant', `t=${seconds + 1},v1=${mac}`, body, now, { refused: 'forged' }],
    ['another body', `t=${seconds},v1=${mac}`, body.replace('evt', 'evu'), now, { refused: 'forged' }],
    ['only the scheme of tests', `t=${seconds},v0=${mac}`, body, now, { refused: 'unsigned' }],
    ['no instant', `v1=${mac}`, body, now, { refused: 'unsigned' }],
    ['half a signature', `t=${seconds},v1=${mac.slice(0, 32)}`, body, now, { refused: 'unsigned' }],
    ['nothing', '', body, now, { refused: 'unsigned' }],
  ])('%s', (_says, header, text, at, verdict) => expect(ask(header, text, at)).toEqual(verdict))

  test('a body that is believed and has no id is no message', async () => {
    const key = await webcrypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    for (const [text, verdict] of [
      ['[]', { refused: 'unsigned' }],
      ['not json', { refused: 'unsigned' }],
      ['{"id":7}', { refused: 'unsigned' }],
      ['{"id":"evt_1"}', { id: 'evt_1', at: now }],
    ] as const) {
      const hex = Buffer.from(await webcrypto.subtle.sign('HMAC', key, Buffer.from(`${seconds}.${text}`))).toString('hex')
      expect(ask(`t=${seconds},v1=${hex}`, text)).toEqual(verdict)
    }
  })
})
