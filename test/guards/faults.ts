import { textOf } from '../house/imports.ts'
import { type Node, nodesIn, treeOf, walk } from './source.ts'

/** A fault to plant: what stands between `start` and `end` of the file becomes `text`. */
export type Fault = { file: string; line: number; kind: string; shows: string; start: number; end: number; text: string }

export const turned: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
}

/** Calls that matter by what they do: left out, nothing else of the function changes. */
const acts = /^(need|require\w*|refuse\w*|check\w*|ensure\w*|must\w*|fit\w*|guard\w*|record|recordAll|announce|announceAll|assert\w*)$/

/** Every fault of the kinds below that a file has room for. */
export function faultsIn(file: string, text = textOf(file)): Fault[] {
  const faults: Fault[] = []
  const plant = (kind: string, node: { start: number; end: number }, change: string) => {
    const line = text.slice(0, node.start).split('\n').length
    const shows = `${text.slice(node.start, node.end)} → ${change || 'nothing'}`.replace(/\s+/g, ' ').slice(0, 140)
    faults.push({ file, line, kind, shows, start: node.start, end: node.end, text: change })
  }
  for (const { node, above } of walk(treeOf(file, text))) {
    if (above.some((one) => one.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(one.type))) continue
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') turn(node, text, plant)
    if (node.type === 'IfStatement') dropGuard(node, text, plant)
    if (node.type === 'ExpressionStatement' && isAct(node)) plant('call left out', node, ';')
  }
  return faults
}

type Plant = (kind: string, node: { start: number; end: number }, change: string) => void

function turn(node: Node, text: string, plant: Plant): void {
  const other = turned[String(node.operator)]
  const [left, right] = [nodesIn(node, 'left')[0], nodesIn(node, 'right')[0]]
  if (!other || !left || !right) return
  // texts are joined with +, and a difference of texts is nobody's fault
  if (/^[+-]$/.test(String(node.operator)) && /['"`]/.test(text.slice(node.start, node.end))) return
  const between = text.slice(left.end, right.start)
  const at = between.indexOf(String(node.operator))
  const start = left.end + at
  if (at < 0) return
  const whole = text.slice(node.start, node.end).replace(/\s+/g, ' ').slice(0, 90)
  plant(`${whole}: ${String(node.operator)} turned`, { start, end: start + String(node.operator).length }, other)
}

/** A condition that leads to a refusal or an early end: dropped whole. */
function dropGuard(node: Node, text: string, plant: Plant): void {
  const then = nodesIn(node, 'consequent')[0]
  if (!then || nodesIn(node, 'alternate').length > 0) return
  const ends = then.type === 'BlockStatement' ? nodesIn(then, 'body').at(-1) : then
  if (ends && /^(Throw|Return|Continue|Expression)Statement$/.test(ends.type)) {
    const test = nodesIn(node, 'test')[0]
    if (test) plant(`if (${text.slice(test.start, test.end).replace(/\s+/g, ' ').slice(0, 80)}) dropped`, test, 'Boolean(0)')
  }
}

function isAct(node: Node): boolean {
  let inner = nodesIn(node, 'expression')[0]
  if (inner?.type === 'AwaitExpression') inner = nodesIn(inner, 'argument')[0]
  if (inner?.type !== 'CallExpression') return false
  const callee = nodesIn(inner, 'callee')[0]
  const name = callee?.type === 'MemberExpression' ? nodesIn(callee, 'property')[0]?.name : callee?.name
  return acts.test(String(name))
}
