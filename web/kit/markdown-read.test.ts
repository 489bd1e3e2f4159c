import { expect, test } from 'vitest'
import { blocksOf, inlineOf } from './markdown-read.ts'

test('headings, lists with lists inside, tables, quotes and code are read', () => {
  const text = '# One\n\nText over\ntwo lines.\n\n- a\n- b\n  - c\n\n> said\n\n```\n# no heading\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |'
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', level: 1, text: 'One' },
    { kind: 'paragraph', text: 'Text over two lines.' },
    {
      kind: 'list',
      ordered: false,
      items: [
        { text: 'a', blocks: [] },
        { text: 'b', blocks: [{ kind: 'list', ordered: false, items: [{ text: 'c', blocks: [] }] }] },
      ],
    },
    { kind: 'quote', blocks: [{ kind: 'paragraph', text: 'said' }] },
    { kind: 'code', text: '# no heading' },
    { kind: 'table', head: ['x', 'y'], rows: [['1', '2']] },
  ])
})

test('HTML is text, and a link to a script is text', () => {
  expect(inlineOf('<b>x</b>')).toEqual([{ kind: 'text', text: '<b>x</b>' }])
  expect(inlineOf('[x](javascript:alert(1))').some((part) => part.kind === 'link')).toBe(false)
  expect(inlineOf('[x](//elsewhere.example)').some((part) => part.kind === 'link')).toBe(false)
})

test('emphasis, code and links stand where they stood', () => {
  expect(inlineOf('a **b** `c` [d](/e) _f_')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'd', href: '/e' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'f' },
  ])
})

test('any text is read to its end', () => {
  for (const odd of ['', '\n\n', '|', '- ', '>', '```', '#', '1.', '***', '| a\n|-']) expect(Array.isArray(blocksOf(odd))).toBe(true)
})
