import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMailAddress, mailAddress, mailKey } from './mail-address.ts'

describe('a mail address', () => {
  test.each([
    'robin@kestrel.example',
    'o&b@kestrel.example',
    'a/b@kestrel.example',
    "d'arcy+quarterdeck@kestrel.example",
    '{x}|~!#$%*=?^_`@kestrel.example',
    'Jürgen@bücher.example',
    '用户@例え.テスト',
    'δοκιμή@παράδειγμα.δοκιμή',
    'a@xn--bcher-kva.example',
    'a@b.co',
    '1@2.museum',
    `${'a'.repeat(64)}@kestrel.example`,
  ])('may be %s', (text) => expect(isMailAddress(text)).toBe(true))

  test.each([
    '',
    'robin',
    '@kestrel.example',
    'robin@',
    'robin@localhost',
    'robin@kestrel..example',
    'robin@.example',
    'robin@kestrel.example.',
    'robin@127.0.0.1',
    'robin@[127.0.0.1]',
    'robin@kestrel.example/path',
    'robin@kestrel.example:25',
    'robin@kes trel.example',
    'ro bin@kestrel.example',
    '.robin@kestrel.example',
    'robin.@kestrel.example',
    'ro..bin@kestrel.example',
    'robin@@kestrel.example',
    'robin<x>@kestrel.example',
    'robin@-kestrel.example',
    'robin\n@kestrel.example',
    `${'a'.repeat(65)}@kestrel.example`,
    `${'ü'.repeat(33)}@kestrel.example`,
  ])('is not %j', (text) => expect(isMailAddress(text)).toBe(false))

  test('is trimmed and composed, and keeps the case that its owner wrote', () => {
    expect(mailAddress.parse('  Robin@Kestrel.example \n')).toBe('Robin@Kestrel.example')
    expect(mailAddress.parse('Ju\u0308rgen@kestrel.example')).toBe('J\u00fcrgen@kestrel.example')
    expect(mailAddress.safeParse('nobody').error?.issues[0]?.message).toBe('A mail address looks like name@company.example.')
  })

  test('has one key for its spellings', () => {
    expect(mailKey('Robin@BÜCHER.example')).toBe('robin@xn--bcher-kva.example')
    expect(mailKey(' robin@xn--bcher-kva.example ')).toBe('robin@xn--bcher-kva.example')
    expect(mailKey('O&B@Kestrel.example')).toBe('o&b@kestrel.example')
  })

  test('of any text is judged without a throw, and a key is its own key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
        const fits = isMailAddress(text)
        if (fits) expect(isMailAddress(mailKey(text))).toBe(true)
        expect(mailKey(mailKey(text))).toBe(mailKey(text))
      }),
    )
  })
})
