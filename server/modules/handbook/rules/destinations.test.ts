import fc from 'fast-check'
import { expect, test } from 'vitest'
import { destinationsRead } from './destinations.ts'
import { targetOf } from './links.ts'
import { nodesIn, spanOf, treeOf } from './markdown.ts'
import { project } from './projection.ts'
import { rendered } from './render.ts'

const urls = (source: string) =>
  [...nodesIn(treeOf(source))].flatMap(({ node }) =>
    node.type === 'link' || node.type === 'image' || node.type === 'definition' ? [node.url] : [],
  )

test.each([
  ['[x]({% link "a/b.md" %})', '/handbook/a/b.md'],
  ['[x]({% link a/b.md %})', '/handbook/a/b.md'],
  ['[x]({% post_url 2024-05-01-crane %}#top)', '/handbook/2024-05-01-crane#top'],
  ['[x]({% page "/x/" %})', '/handbook/x/'],
  ['[x]({{ site.baseurl }}/x)', '/handbook/x'],
  ['[x]({{site.url}}{{ site.baseurl }}/x.html)', '/handbook/x.html'],
  ['[x]({{ "/x" | relative_url }})', '/handbook/x'],
  ["[x]({{ '/x' | url }})", '/handbook/x'],
  ['[x]({{< ref "x.md" >}})', 'x.md'],
  ['[x]({{< relref "../x.md#part" >}})', '../x.md#part'],
  ['[x]({{% relref "x" %}})', 'x'],
  ['[x](<{{< ref "x y.md" >}}>)', 'x y.md'],
  ['![a]({{ site.baseurl }}/img/a.png)', '/handbook/img/a.png'],
  ['[x][r]\n\n[r]: {% link "a.md" %}', '/handbook/a.md'],
  ['[x]({{ site.baseurl }}/x "With a title")', '/handbook/x'],
  ['[x](img/the crane.png)', 'img/the\u00a0crane.png'],
])('%s leads to %s', (source, url) => {
  expect(urls(source)).toEqual([url])
})

test.each<[source: string, leads: string[], shown: string]>([
  ['`[x]({% link "a.md" %})`', [], '<code>[x]({% link "a.md" %})</code>'],
  ['```\n[x]({% link "a.md" %})\n```', [], '[x]({% link "a.md" %})'],
  ['[x](/my uri)', [], '[x](/my uri)'],
  ['[x](a.md "the b.png")', ['a.md'], '>x</a>'],
])('%s stays as it is', (source, leads, shown) => {
  expect(urls(source)).toEqual(leads)
  expect(rendered(source, '').html.replaceAll(/&#x27;|&quot;|&#x22;/g, '"')).toContain(shown)
})

test('a page with a name in raw spaces is found by it', () => {
  expect(targetOf('ropes\u00a0and\u00a0knots.md', 'ships/mooring')).toMatchObject({ path: 'ships/ropes and knots' })
  expect(targetOf('ropes%C2%A0and%20knots.md', 'ships/mooring')).toMatchObject({ path: 'ships/ropes and knots' })
})

test('what leads to a hidden page by an expression is locked as any other link is, and the source keeps its letters', () => {
  const known = (url: string) => (url === '/handbook/secret.md' ? { public: false, title: 'Layoff plan' } : undefined)
  expect(project('See [Layoff plan]({% link "secret.md" %}) and [more]({{< ref "open.md" >}}).\n', 'everyone', known)).toBe(
    'See Internal document 🔒 and [more]({{< ref "open.md" >}}).\n',
  )
  expect(project('<a href="{{ site.baseurl }}/secret.md">Layoff plan</a>\n', 'everyone', known)).not.toContain('Layoff')
})

test('every place in a text stays where it was, whatever stands in it', () => {
  const pieces = [
    '[x](',
    '{% link "a b.md" %}',
    '{{ site.baseurl }}',
    '/x',
    ')',
    '<',
    '>',
    '`',
    '![',
    'a b.png',
    ' ',
    '\n',
    '{{< ref "x" >}}',
    '"',
    'é',
    '{{',
    '%}',
    '[r]: ',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (some) => {
      const source = some.join('')
      const read = destinationsRead(source, () => [])
      expect(read.length).toBe(source.length)
      expect(read.split('\n').length).toBe(source.split('\n').length)
      for (const { node } of nodesIn(treeOf(source))) expect(spanOf(node).to).toBeLessThanOrEqual(source.length)
    }),
    { numRuns: 1000 },
  )
})

test('beginnings without an end are read in time', () => {
  for (const piece of ['](', '[x]({{ ', '[x]({% a', '](a b', '[x](a.png{{'])
    expect(destinationsRead(piece.repeat(20_000), () => []).length).toBe(piece.length * 20_000)
})
