import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterHtml } from './mail-html.ts'

const body = (text: string) => /<body[^>]*>(.*)<\/body>/s.exec(letterHtml('Hello', text))?.[1]

test.each([
  ['Hello,\n\nyour code is 1.\nIt lives.', '<p>Hello,</p><p>your code is 1.<br>It lives.</p>'],
  ['<b>Ada & Co</b>', '<p>&lt;b&gt;Ada &amp; Co&lt;/b&gt;</p>'],
  ['See https://x.example/a?b=1&c=2.', '<p>See <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>'],
  ['(https://x.example/#t0k-_en)', '<p>(<a href="https://x.example/#t0k-_en">https://x.example/#t0k-_en</a>)</p>'],
  ['javascript:alert(1)', '<p>javascript:alert(1)</p>'],
  [
    'https://x.example/"onmouseover="alert(1)',
    '<p><a href="https://x.example/">https://x.example/</a>&quot;onmouseover=&quot;alert(1)</p>',
  ],
])('%j', (text, html) => {
  expect(body(text)).toBe(html)
})

test('whatever is written makes no element of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.webUrl(), (text, url) => {
      const html = body(`${text} ${url} ${text}`) ?? ''
      expect([...html.matchAll(/<\/?([a-z!]+)/gi)].filter(([, name]) => !['p', 'br', 'a'].includes(name ?? ''))).toEqual([])
      expect([...html.matchAll(/<a ([^>]*)>/g)].filter(([, rest]) => !/^href="https?:\/\/[^"<>]*"$/.test(rest ?? ''))).toEqual([])
    }),
  )
})
