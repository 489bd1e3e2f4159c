import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../contract/block.ts'
import { type BlockEdit, edited } from '../contract/blocks.ts'
import { blocksOf, openingsOf } from './blocks.ts'
import { isAsMeant, meant as meantBy } from './meant.ts'
import { readPlan } from './reading.ts'

const read = (source: string) => blocksOf(source, readPlan(source, { name: 'plan.md', fiscalYearEnd: '01-31' }, null))

const text = `# Plan A

Vision
- One place

Methods
1. Sell (AB)
    - by card
    - by phone
2. Answer
   within a day

3. Ship

Measures
- Revenue`
const at = (source: string, raw: string) => read(source).findIndex((one) => one.raw.startsWith(raw))
const does = (edit: (n: (raw: string) => number) => BlockEdit, source = text) =>
  edited(
    source,
    read(source),
    edit((raw) => at(source, raw)),
  )
const lines = (source: string | undefined) => source?.split('\n').slice(6, 13)

describe('one edit of a block', () => {
  test('writes its words anew and nothing else', () => {
    expect(does((n) => ({ do: 'write', at: n('Answer'), raw: 'Answer\nat once' }))).toBe(
      text.replace('Answer\n   within a day', 'Answer at once'),
    )
    expect(does((n) => ({ do: 'write', at: n('Revenue'), raw: 'ARR' }))).toBe(text.replace('Revenue', 'ARR'))
  })

  test('moves it with all that hangs on it; a list that counts upwards goes on counting', () => {
    expect(lines(does((n) => ({ do: 'down', at: n('Sell') })))).toEqual([
      ...['1. Answer', '   within a day', '2. Sell (AB)', '    - by card', '    - by phone', '', '3. Ship'],
    ])
    expect(lines(does((n) => ({ do: 'up', at: n('Ship') })))?.slice(3)).toEqual(['2. Ship', '3. Answer', '   within a day', ''])
    expect(does((n) => ({ do: 'up', at: n('Sell') }))).toBeUndefined()
    expect(does((n) => ({ do: 'down', at: n('Ship') }))).toBeUndefined()
  })

  test('nests it below the one before it, and lifts it behind its parent', () => {
    expect(does((n) => ({ do: 'nest', at: n('Answer') }))).toBe(
      text.replace('2. Answer\n   within', '    2. Answer\n       within').replace('3. Ship', '2. Ship'),
    )
    expect(does((n) => ({ do: 'nest', at: n('Sell') }))).toBeUndefined()
    expect(lines(does((n) => ({ do: 'lift', at: n('by card') })))?.slice(0, 3)).toEqual(['1. Sell (AB)', '    - by phone', '- by card'])
    expect(does((n) => ({ do: 'lift', at: n('Sell') }))).toBeUndefined()
  })

  test('adds one as its neighbour is marked and set apart, and takes one away with what hangs on it', () => {
    expect(does((n) => ({ do: 'add', after: n('Ship'), raw: 'Rest' }))).toBe(text.replace('3. Ship', '3. Ship\n\n4. Rest'))
    expect(does((n) => ({ do: 'add', after: n('Revenue'), raw: 'Crews' }))).toBe(`${text}\n- Crews`)
    expect(does((n) => ({ do: 'remove', at: n('Sell') }))).toBe(
      text.replace('1. Sell (AB)\n    - by card\n    - by phone\n', '').replace('2. Answer', '1. Answer').replace('3. Ship', '2. Ship'),
    )
    expect(does((n) => ({ do: 'remove', at: n('Revenue') }))).toBe(text.replace('\n- Revenue', ''))
  })

  test('places it beside another, in another section too, never into itself', () => {
    expect(does((n) => ({ do: 'place', at: n('Ship'), beside: n('Revenue'), where: 'after' }))).toBe(
      `${text.replace('3. Ship\n', '')}\n3. Ship`,
    )
    expect(does((n) => ({ do: 'place', at: n('Sell'), beside: n('by card'), where: 'after' }))).toBeUndefined()
    expect(does((n) => ({ do: 'place', at: n('Sell'), beside: n('Sell'), where: 'before' }))).toBeUndefined()
  })

  test('counts on in lists that counted, and keeps numbers that somebody wrote otherwise', () => {
    const counted = '# P\n\nVision\n- One\n\nMethods\n9. A\n10. B\n11. C\n    1) x\n    2) y\n'
    const does = (edit: BlockEdit, source = counted) => edited(source, read(source), edit)?.split('\n').slice(6)
    expect(does({ do: 'up', at: at(counted, 'B') })).toEqual(['9. B', '10. A', '11. C', '    1) x', '    2) y', ''])
    expect(does({ do: 'add', after: at(counted, 'A'), raw: 'N' })).toEqual(['9. A', '10. N', '11. B', '12. C', '    1) x', '    2) y', ''])
    expect(does({ do: 'remove', at: at(counted, 'x') })).toEqual(['9. A', '10. B', '11. C', '    1) y', ''])
    expect(does({ do: 'nest', at: at(counted, 'B') })).toEqual(['9. A', '    1. B', '10. C', '    1) x', '    2) y', ''])
    const ones = counted.replace('9.', '1.').replace('10.', '1.').replace('11.', '1.')
    expect(does({ do: 'up', at: at(ones, 'B') }, ones)).toEqual(['1. B', '1. A', '1. C', '    1) x', '    2) y', ''])
    const own = counted.replace('10.', '7.')
    expect(does({ do: 'down', at: at(own, 'A') }, own)).toEqual(['7. B', '9. A', '11. C', '    1) x', '    2) y', ''])
  })

  test('begins a section that has no line, as the others are written', () => {
    const begun = (source: string, section: number, raw = 'First') =>
      edited(
        source,
        read(source),
        { do: 'begin', section, raw },
        openingsOf(source, readPlan(source, { name: 'p.md', fiscalYearEnd: '01-31' }, null)),
      )
    const plain = '# P\n\nVision\n- One\n\nPriorities\n\nMethods\n1. Two\n\nObstacles\n\nMeasures\n- Three'
    expect(begun(plain, 1)).toBe(plain.replace('Priorities\n', 'Priorities\n1. First\n'))
    expect(begun(plain, 3)).toBe(plain.replace('Obstacles\n', 'Obstacles\n- First\n'))
    expect(begun(plain, 2)).toBeUndefined()
    expect(begun(plain, 3, '')).toBe(plain.replace('Obstacles\n', 'Obstacles\n- \n'))
    const headed = '# P\r\n\r\n## Vision\r\n\r\n* One\r\n\r\n## Methods\r\n\r\n## Measures\r\n'
    expect(begun(headed, 1)).toBe(headed.replace('Methods\r\n', 'Methods\r\n\r\n1. First\r\n'))
    expect(begun(headed, 2)).toBe(`${headed.slice(0, -2)}\r\n\r\n* First\r\n`)
  })

  test('leaves a row of a table to the source, and a mark without words takes them', () => {
    const table = '# P\n\nVision\n- One\n\nMeasures\n\n| Measure | To |\n|---|---|\n| Miles | 9 |\n'
    expect(edited(table, read(table), { do: 'remove', at: at(table, 'Miles') })).toBeUndefined()
    const bare = '# P\n\nVision\n- One\n\nMethods\n-\n- Two\n'
    const empty = read(bare).findIndex(({ raw }) => raw === '')
    expect(edited(bare, read(bare), { do: 'write', at: empty, raw: 'First' })).toBe(bare.replace('-\n- Two', '- First\n- Two'))
  })
})

/** A plan as a tree of words: what a person thinks that they edit. */
type Node = { words: string; depth: number; section: number }
const isUnder = (nodes: Node[], n: number, above: number) =>
  nodes.slice(above + 1, n + 1).every(({ depth, section }) => section === nodes[above]?.section && depth > (nodes[above]?.depth ?? 0))
const sizeOf = (nodes: Node[], n: number) => nodes.filter((_one, other) => other > n && isUnder(nodes, other, n)).length + 1
const parentOf = (nodes: Node[], n: number) =>
  nodes.findLastIndex(({ depth, section }, other) => other < n && section === nodes[n]?.section && depth < (nodes[n]?.depth ?? 0))
const siblings = (nodes: Node[], n: number) =>
  nodes.flatMap((one, other) =>
    one.section === nodes[n]?.section && one.depth === nodes[n]?.depth && parentOf(nodes, other) === parentOf(nodes, n) ? [other] : [],
  )

/** The same edit on the tree; nothing where it cannot be done. */
function naive(nodes: Node[], edit: Exclude<BlockEdit, { do: 'begin' }>): Node[] | undefined {
  if (edit.do === 'add') {
    const node = nodes[edit.after] as Node
    return nodes.toSpliced(edit.after + sizeOf(nodes, edit.after), 0, { ...node, words: edit.raw })
  }
  const node = nodes[edit.at] as Node
  const size = sizeOf(nodes, edit.at)
  const own = nodes.slice(edit.at, edit.at + size)
  const rest = nodes.toSpliced(edit.at, size)
  const into = (place: number, depth: number, section: number) =>
    rest.toSpliced(
      place > edit.at ? place - size : place,
      0,
      ...own.map((one) => ({ ...one, section, depth: one.depth + depth - node.depth })),
    )
  const kin = siblings(nodes, edit.at)
  const [before, after] = [kin[kin.indexOf(edit.at) - 1], kin[kin.indexOf(edit.at) + 1]]
  switch (edit.do) {
    case 'write':
      return nodes.with(edit.at, { ...node, words: edit.raw })
    case 'remove':
      return rest
    case 'up':
      return before === undefined ? undefined : into(before, node.depth, node.section)
    case 'down':
      return after === undefined ? undefined : into(after + sizeOf(nodes, after), node.depth, node.section)
    case 'nest':
      return before === undefined || node.depth >= 4 ? undefined : into(edit.at, node.depth + 1, node.section)
    case 'lift': {
      const parent = parentOf(nodes, edit.at)
      return parent < 0 ? undefined : into(parent + sizeOf(nodes, parent), node.depth - 1, node.section)
    }
    case 'place': {
      const other = nodes[edit.beside] as Node
      if (edit.beside >= edit.at && edit.beside < edit.at + size) return undefined
      return into(edit.where === 'before' ? edit.beside : edit.beside + sizeOf(nodes, edit.beside), other.depth, other.section)
    }
  }
}

const style = fc.record({
  end: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('-', '*', '1.', '2)'),
  unit: fc.constantFrom('  ', '    ', '\t', '   '),
  gap: fc.constantFrom('', '\n', ' \n'),
  last: fc.boolean(),
  more: fc.boolean(),
})
const trees = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 3 })
const steps = fc.array(fc.record({ kind: fc.nat({ max: 8 }), one: fc.nat(), other: fc.nat() }), { minLength: 1, maxLength: 8 })

function written(
  tree: number[][],
  { end, mark, unit, gap, last, more }: { end: string; mark: string; unit: string; gap: string; last: boolean; more: boolean },
) {
  const labels = ['Methods', 'Priorities', 'Measures']
  let n = 0
  const nodes: Node[] = [{ words: 'One place', depth: 0, section: 0 }]
  const parts = tree.map((depths, at) => {
    let before = -1
    const own = depths.map((wanted) => {
      const depth = Math.min(wanted, before + 1)
      before = depth
      const words = `word${String.fromCharCode(97 + (n % 26))}${'x'.repeat(Math.floor(n / 26))}`
      n += 1
      nodes.push({ words, depth, section: at + 1 })
      return `${unit.repeat(depth)}${mark} ${words}${more && n % 3 === 0 ? `\n${unit.repeat(depth)}   and more` : ''}`
    })
    return `${labels[at]}\n${own.join(`\n${gap}`)}`
  })
  for (const node of nodes) if (more && nodes.indexOf(node) % 3 === 0 && nodes.indexOf(node) > 0) node.words = `${node.words} and more`
  return { source: `# Plan\n\nVision\n- One place\n\n${parts.join('\n\n')}${last ? '\n' : ''}`.replaceAll('\n', end), nodes }
}

function editOf(
  { kind, one, other }: { kind: number; one: number; other: number },
  count: number,
  n: number,
): Exclude<BlockEdit, { do: 'begin' }> {
  const at = 1 + (one % (count - 1))
  const beside = 1 + (other % (count - 1))
  const raw = `new${String.fromCharCode(97 + n)}`
  if (kind === 0) return { do: 'write', at, raw }
  if (kind === 1) return { do: 'add', after: at, raw }
  if (kind === 2) return { do: 'remove', at }
  if (kind > 6) return { do: 'place', at, beside, where: kind === 7 ? 'before' : 'after' }
  return { do: (['up', 'down', 'nest', 'lift'] as const)[kind - 3] as 'up', at }
}

describe('any edits one after another', () => {
  /** but for the number of its mark, which lists that count have anew */
  const bytesOf = (source: string, blocks: readonly Block[], n: number) =>
    source.slice(blocks[n]?.from, blocks[n]?.to).replace(/^([ \t]*)\d{1,3}(?=[.)])/, '$1#')
  const numbersOf = (source: string, blocks: readonly Block[], kin: readonly number[]) =>
    kin.map((n) => Number(/^[ \t]*(\d{1,3})[.)]/.exec(source.slice(blocks[n]?.from, blocks[n]?.to))?.[1] ?? Number.NaN))
  const counts = (numbers: readonly number[]) => numbers.every((number, place) => number === (numbers[0] ?? 0) + place)
  test('give the plan that was meant, and leave the bytes of every block that they do not touch as they were', () => {
    fc.assert(
      fc.property(trees, style, steps, (tree, look, edits) => {
        const begun = written(tree, look)
        let { source, nodes } = begun
        const shape = (blocks: readonly Block[]) => blocks.map(({ raw, depth, section }) => [raw, depth, section])
        const meant = () => nodes.map(({ words, depth, section }) => [words, depth, section])
        expect(shape(read(source))).toEqual(meant())
        for (const [n, step] of edits.entries()) {
          const blocks = read(source)
          if (nodes.length < 3) return
          const edit = editOf(step, nodes.length, n)
          const wanted = naive(nodes, edit)
          const emptied = wanted && new Set(nodes.map(({ section }) => section)).size !== new Set(wanted.map(({ section }) => section)).size
          if (emptied) continue
          const done = edited(source, blocks, edit)
          expect(done === undefined).toBe(wanted === undefined)
          if (done === undefined || wanted === undefined) continue
          const touched = 'at' in edit ? edit.at : -1
          const size = touched < 0 ? 0 : sizeOf(nodes, touched)
          const bytes = blocks.flatMap((_one, other) =>
            other >= touched && other < touched + size ? [] : [bytesOf(source, blocks, other)],
          )
          const after = read(done)
          const own = siblings(nodes, touched < 0 ? (edit as { after: number }).after : touched)
          const kept = counts(numbersOf(source, blocks, own)) && own.length > 1
          const lines = blocks.map(({ raw, depth, section }) => ({ key: raw, raw, depth, section }))
          expect(isAsMeant(meantBy(lines, blocks, edit), after)).toBe(true)
          source = done
          nodes = wanted
          expect(shape(after)).toEqual(meant())
          if (kept && (edit.do === 'up' || edit.do === 'down' || edit.do === 'add'))
            expect(
              counts(
                numbersOf(
                  done,
                  after,
                  siblings(
                    nodes,
                    after.findIndex(({ raw }) => raw === lines[own[0] ?? 0]?.raw),
                  ),
                ),
              ),
            ).toBe(true)
          const now = after.map((_one, other) => bytesOf(done, after, other))
          for (const one of bytes) {
            expect(now).toContain(one)
            now.splice(now.indexOf(one), 1)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
