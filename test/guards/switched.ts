import { textOf } from '../house/imports.ts'
import { type Fault, turned } from './faults.ts'
import { type Node, nodesIn, treeOf, walk } from './source.ts'

/** A fault under a number by which it can be switched on while the tests run. */
export type Numbered = { id: number; fault: Fault }

/**
 * The text of a file in which each of the faults can be switched on by its number (`switch.ts`): nothing is turned until then, and whoever
 * comes by leaves its mark. Also the faults that are settled when the file is loaded, and those that no switch fits (an await inside a choice).
 */
export function switched(file: string, faults: readonly Numbered[], module: string, text = textOf(file)) {
  const edits: Edit[] = []
  const loading: Numbered[] = []
  const plain: Numbered[] = []
  let order = 0
  for (const { node, above } of walk(treeOf(file, text))) {
    for (const one of faults) {
      const edit = editOf(one, node, text)
      if (!edit) continue
      if (edit === 'none') {
        plain.push(one)
        continue
      }
      order += 1
      edits.push({ ...edit, order })
      if (!above.some((outer) => /Function/.test(outer.type))) loading.push(one)
    }
  }
  return { text: `${woven(text, edits)}\nimport { fOp, fChoice, fOn } from ${JSON.stringify(module)}\n`, loading, plain }
}

type Edit = { start: number; end: number; before: string; after: string; order: number; cut?: { start: number; end: number; by: string } }

function editOf({ id, fault }: Numbered, node: Node, text: string): Omit<Edit, 'order'> | 'none' | undefined {
  if (fault.kind === 'call left out') {
    if (node.type !== 'ExpressionStatement' || node.start !== fault.start || node.end !== fault.end) return undefined
    return { start: node.start, end: node.end, before: `if (!fOn(${id})) { `, after: '; }' }
  }
  if (fault.text === 'Boolean(0)') {
    const test = node.type === 'IfStatement' ? nodesIn(node, 'test')[0] : undefined
    if (test?.start !== fault.start || test.end !== fault.end) return undefined
    return { start: test.start, end: test.end, before: `!fOn(${id}) && (`, after: ')' }
  }
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return undefined
  const left = nodesIn(node, 'left')[0]
  if (!left || left.end > fault.start || nodesIn(node, 'right')[0]?.end !== node.end || !(left.end <= fault.start)) return undefined
  const right = nodesIn(node, 'right')[0]
  if (!right || fault.end > right.start) return undefined
  const op = String(node.operator)
  const head = `${id},'${op}','${turned[op]}',`
  if (node.type === 'BinaryExpression') {
    return { start: node.start, end: node.end, before: `fOp(${head}`, after: ')', cut: { start: fault.start, end: fault.end, by: ',' } }
  }
  if (/\bawait\b/.test(text.slice(node.start, node.end))) return 'none'
  return {
    start: node.start,
    end: node.end,
    before: `fChoice(${head}() => (`,
    after: '))',
    cut: { start: fault.start, end: fault.end, by: '), () => (' },
  }
}

/** All edits at once: an outer one opens before and closes after an inner one. */
function woven(text: string, edits: readonly Edit[]): string {
  const points = edits.flatMap(({ start, end, before, after, order, cut }) => [
    { at: start, length: 0, put: before, rank: order },
    { at: end, length: 0, put: after, rank: -order },
    ...(cut ? [{ at: cut.start, length: cut.end - cut.start, put: cut.by, rank: 0 }] : []),
  ])
  points.sort(
    (a, b) =>
      a.at - b.at ||
      (a.put.startsWith(')') || a.put.startsWith(';') ? 0 : 1) - (b.put.startsWith(')') || b.put.startsWith(';') ? 0 : 1) ||
      a.rank - b.rank,
  )
  let out = ''
  let from = 0
  for (const { at, length, put } of points) {
    out += text.slice(from, at) + put
    from = at + length
  }
  return out + text.slice(from)
}
