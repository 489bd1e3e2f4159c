import { type Node, nodesIn, treeOf, walk } from '../guards/source.ts'
import { textOf } from './imports.ts'

/** A call within a loop that waits for the database each time round: where, in which function, and what is called. */
type Turn = { file: string; line: number; within: string; calls: string }

const loops = /^(For|ForOf|ForIn|While|DoWhile)Statement$/
const eachOf = /^(map|flatMap|forEach|filter|some|every|find|reduce)$/
/** Told apart by what they are handed: who is given a context or a transaction asks or writes. */
const handed = /^(ctx|tx|ctx\.tx)$/

/**
 * Calls that are handed a context or a transaction and are waited for once for each thing of a loop. Left out: what is announced, which
 * goes out in one statement when the transaction ends; pages that are read one after the other until there is no more (`for (;;)`); and
 * work of which each turn is a transaction of its own (`open`), since one that fails keeps no other from its turn.
 */
export function turnsIn(file: string, text = textOf(file)): Turn[] {
  const found: Turn[] = []
  for (const { node, above } of walk(treeOf(file, text))) {
    if (node.type !== 'CallExpression') continue
    const [first] = nodesIn(node, 'arguments')
    const [callee] = nodesIn(node, 'callee')
    if (!first || !callee || !handed.test(text.slice(first.start, first.end))) continue
    const way = [...above, node]
    const at = loopAround(way)
    if (at === undefined || !isWaitedFor(way, at, text)) continue
    const line = text.slice(0, node.start).split('\n').length
    found.push({ file, line, within: functionAround(way, at), calls: text.slice(callee.start, callee.end).replace(/\s+/g, '') })
  }
  return found
}

/** Where on the way down to a call the loop stands that repeats it; nothing where a function of its own lies between. */
function loopAround(way: readonly Node[]): number | undefined {
  for (let at = way.length - 2; at >= 0; at -= 1) {
    const [one, below] = [way[at] as Node, way[at + 1] as Node]
    if (loops.test(one.type)) {
      const isPaging = one.type === 'ForStatement' && nodesIn(one, 'test').length === 0
      const repeats = nodesIn(one, 'body').includes(below) || (one.type === 'WhileStatement' && nodesIn(one, 'test').includes(below))
      if (repeats && !isPaging) return at
    }
    if (!/Function/.test(one.type)) continue
    const around = way[at - 1]
    if (around?.type !== 'CallExpression' || !nodesIn(around, 'arguments').includes(one)) return undefined
    const [callee] = nodesIn(around, 'callee')
    if (callee?.name === 'open') return undefined
    if (callee?.type === 'MemberExpression' && eachOf.test(String(nodesIn(callee, 'property')[0]?.name))) return at - 1
  }
  return undefined
}

/** Awaited within the loop, or the loop makes promises that are awaited together. */
function isWaitedFor(way: readonly Node[], at: number, text: string): boolean {
  if (way.slice(at + 1).some((one) => one.type === 'AwaitExpression')) return true
  const around = way[at - 1]
  const [callee] = around?.type === 'CallExpression' ? nodesIn(around, 'callee') : []
  return callee !== undefined && /^Promise\.all/.test(text.slice(callee.start, callee.end))
}

/** The nearest function with a name around the loop. */
function functionAround(way: readonly Node[], from: number): string {
  for (let at = from; at >= 0; at -= 1) {
    const one = way[at] as Node
    const named = one.type === 'FunctionDeclaration' || one.type === 'VariableDeclarator' ? nodesIn(one, 'id')[0]?.name : undefined
    const isWork = one.type !== 'VariableDeclarator' || /Function/.test(nodesIn(one, 'init')[0]?.type ?? '')
    if (named !== undefined && isWork) return String(named)
  }
  return ''
}
