import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { markdownOf, type Pasted } from './pasting.ts'

const childrenOf = (nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): Pasted['children'] =>
  nodes.flatMap((node): (Pasted | string)[] => {
    if ('value' in node) return [node.value]
    if (!('tagName' in node)) return []
    return [
      {
        tag: node.tagName,
        attrs: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        children: childrenOf(node.childNodes),
      },
    ]
  })
const pasted = (html: string) => markdownOf({ tag: 'body', attrs: {}, children: childrenOf(parseFragment(html).childNodes) })

test.each([
  [
    '<h2>How</h2><p>Ask <b>first</b>, <i>then</i> <a href="https://a.example/x">buy</a>.</p>',
    '## How\n\nAsk **first**, _then_ [buy](https://a.example/x).',
  ],
  ['<ol><li>Open</li><li>Close<ul><li>Check: shut</li></ul></li></ol>', '1. Open\n2. Close\n   - Check: shut'],
  [
    '<table><tr><th>What</th><th>Days</th></tr><tr><td>Chats</td><td>30</td></tr></table>',
    '| What  | Days |\n| ----- | ---- |\n| Chats | 30   |',
  ],
  ['<pre><code>a\n  b</code></pre>', '```\na\n  b\n```'],
  ['<b style="font-weight:normal"><p>One</p><p><span style="font-weight:700">Two</span></p></b>', 'One\n\nTwo'],
  ['<p>5 * 3 and _x_ [y] # z</p>', '5 \\* 3 and \\_x\\_ \\[y] # z'],
  ['<p>a<br>b</p>', 'a\\\nb'],
  [
    '<script>x()</script><style>p{}</style><p onclick="x()">Safe <a href="javascript:x()">link</a><img src="https://track.example/p.gif"></p>',
    'Safe link',
  ],
  ['just words', 'just words'],
])('what is copied elsewhere becomes Markdown: %s', (html, markdown) => expect(pasted(html)).toBe(markdown))
