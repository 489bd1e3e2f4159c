import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cameOf, messyTree } from '../../../../test/cast/messy-tree.ts'
import { displayed } from './display.ts'
import { project } from './projection.ts'
import { rendered } from './render.ts'

const html = (text: string) => rendered(text, '').html

test('boxes, tabs and tags of other programs are drawn as what they mean', () => {
  const table: [string, string][] = [
    [
      '{% hint style="danger" %}\nNever *alone*.\n{% endhint %}\nOn.\n',
      '<blockquote data-alert="caution">\n<p>Never <em>alone</em>.</p>\n</blockquote>\n<p>On.</p>',
    ],
    [':::tip[Why *not*]\nEat.\n:::\n', '<blockquote data-alert="tip">\n<p><strong>Why not</strong></p>\n<p>Eat.</p>\n</blockquote>'],
    [
      ':::note Title\nEat.\n\n- one\n:::\n',
      '<blockquote data-alert="note">\n<p><strong>Title</strong></p>\n<p>Eat.</p>\n<ul>\n<li>one</li>\n</ul>\n</blockquote>',
    ],
    [
      '!!! warning "Hands"\n    Off.\n\n    Now.\n\nText.\n',
      '<blockquote data-alert="warning">\n<p><strong>Hands</strong></p>\n<p>Off.</p>\n<p>Now.</p>\n</blockquote>\n<p>Text.</p>',
    ],
    ['??? plank\n    Inside.\n\nOut.\n', '<p>Inside.</p>\n<p>Out.</p>'],
    [
      '=== "Mac"\n\n    Press.\n\n=== "Other"\n\n    Push.\n',
      '<p><strong>Mac</strong></p>\n<p>Press.</p>\n<p><strong>Other</strong></p>\n<p>Push.</p>',
    ],
    ['{% tabs %}\n{% tab title="A" %}\nOne.\n{% endtab %}\n{% endtabs %}\n', '<p><strong>A</strong></p>\n<p>One.</p>'],
    ["import X from './x'\n\nText {{ site.name }} on.\n{: .wide}\n", '<p>Text  on.</p>'],
    ['{{< figure src="x.png" >}} and `{{ code }}`\n', '<p>and <code>{{ code }}</code></p>'],
  ]
  for (const [text, drawn] of table) expect([text, html(text)]).toEqual([text, drawn])
  // an alert in a box is one in one
  expect(html(':::note\n{% hint style="tip" %}\nDeep.\n{% endhint %}\n:::\n')).toMatch(/data-alert="note">[\s\S]*data-alert="tip">/)
})

test('code stays as it is, and a text without such marks is the same', () => {
  for (const text of ['```\n{% hint %}\n:::note\n```\n', '# A\n\nText.\n', '~~~\nimport a from "b"\n~~~\n'])
    expect(displayed(text)).toBe(text)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', '*', '`', '[', '>', '|', '-') }), (text) => {
      expect(displayed(text)).toBe(text)
    }),
  )
})

test('whatever marks stand in a text, its words are drawn once, nothing runs, and it is read again as it is', () => {
  const line = fc.constantFrom(
    '{% hint style="info" %}',
    '{% endhint %}',
    ':::note',
    ':::',
    '!!! tip',
    '    deep',
    'word',
    '',
    '```',
    '=== "T"',
    '<script>x</script>',
    '{% tab title="<b>" %}',
    '{{ x }}',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n')
      const out = html(text)
      expect(out).not.toMatch(/<script/i)
      const count = (of: string, what: RegExp) => of.match(what)?.length ?? 0
      expect(count(out, /word/g)).toBe(count(text, /word/g))
      expect(count(out, /deep/g)).toBe(count(text, /deep/g))
    }),
  )
})

test('what is for others is cut out before boxes are drawn', () => {
  const text =
    '# A\n\n{% hint style="info" %}\nOpen.\n\n<!-- internal -->\nClosed.\n<!-- /internal -->\n{% endhint %}\n\n!!! note\n    <!-- internal -->\n    Canary.\n    <!-- /internal -->\n'
  const out = html(project(text, 'everyone'))
  expect(out).toContain('Open.')
  expect(out).not.toMatch(/Closed|Canary/)
})

test('a messy handbook is drawn without a mark of another program', () => {
  for (const { file, bytes } of cameOf(messyTree)) {
    if (!/\.mdx?$/.test(file) || /dense|binary|SUMMARY|LICENSE|old/.test(file)) continue
    expect([file, html(Buffer.from(bytes).toString('utf8')).match(/\{%|:::|!!!|\{\{|^import /m)]).toEqual([file, null])
  }
})
