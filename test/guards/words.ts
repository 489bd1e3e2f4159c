import { sources, textOf } from '../house/imports.ts'
import { type Node, nodesIn, textsOf, treeOf, walk } from './source.ts'

/** The words by which the outside can tell what the house did: refusals, audit actions, events. */
type Words = { refusals: Map<string, string>; actions: Map<string, string>; events: Map<string, string> }

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith('test/')
const dotted = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/

/** Every word that the server's code can say, each with the first file that says it. */
export function wordsOf(): Words {
  const files = sources('server/**/*.ts').filter((file) => !isTest(file))
  const trees = new Map(files.map((file) => [file, treeOf(file)]))
  const passing = functionsThatPassACode(trees)
  const words: Words = { refusals: new Map(), actions: new Map(), events: new Map() }
  for (const [file, tree] of trees) {
    const keep = (into: Map<string, string>, texts: string[]) => {
      for (const text of texts) if (dotted.test(text) && !into.has(text)) into.set(text, file)
    }
    for (const { node } of walk(tree)) {
      if (isRefusal(node)) keep(words.refusals, textsOf(nodesIn(node, 'arguments')[1]))
      if (node.type !== 'CallExpression') continue
      const name = calledName(node)
      const given = nodesIn(node, 'arguments')
      if (name === 'announce' || name === 'announceAll') keep(words.events, textsIn(given[0]))
      if (name === 'record' || name === 'recordAll') keep(words.actions, propertiesOf(given[1], 'action'))
      for (const at of passing.get(name) ?? []) keep(words.refusals, textsOf(given[at]))
    }
  }
  return words
}

/** Which of them no test names. A word counts as named where it stands in quotes in a test, so that `invoice.paid` is not `invoice.paid_late`. */
export function unnamed(words: Words, except: string): string[] {
  const tests = sources('{server,web,packages,demo,test}/**/*.{ts,tsx}')
    .filter((file) => isTest(file) && !file.startsWith(except))
    .map(textOf)
    .join('\n')
  const named = new Set([...tests.matchAll(/['"`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)['"`]/g)].map((found) => found[1]))
  return [...words.refusals.keys(), ...words.actions.keys(), ...words.events.keys()]
    .filter((word, at, all) => !named.has(word) && all.indexOf(word) === at)
    .sort()
}

/** Functions that hand one of their own parameters to a Refusal as its code: name → positions of that parameter. */
function functionsThatPassACode(trees: ReadonlyMap<string, Node>): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  const passes = (node: Node) => {
    if (isRefusal(node)) return [nodesIn(node, 'arguments')[1]]
    if (node.type !== 'CallExpression') return []
    const given = nodesIn(node, 'arguments')
    return [...(found.get(calledName(node)) ?? [])].map((at) => given[at])
  }
  // a function may hand it on to another: two rounds reach as deep as the house goes
  for (const _round of [1, 2]) {
    for (const tree of trees.values()) {
      for (const { node, above } of walk(tree)) {
        for (const code of passes(node)) {
          if (code?.type !== 'Identifier') continue
          const owner = above.findLast((one) => parametersOf(one).includes(String(code.name)))
          const name = owner && nameOf(owner, above)
          if (!owner || !name) continue
          found.set(name, (found.get(name) ?? new Set()).add(parametersOf(owner).indexOf(String(code.name))))
        }
      }
    }
  }
  return found
}

function isRefusal(node: Node): boolean {
  return node.type === 'NewExpression' && nodesIn(node, 'callee')[0]?.name === 'Refusal'
}

function calledName(node: Node): string {
  const callee = nodesIn(node, 'callee')[0]
  if (callee?.type === 'MemberExpression') return String(nodesIn(callee, 'property')[0]?.name)
  return String(callee?.name)
}

function parametersOf(node: Node): string[] {
  if (!/Function/.test(node.type)) return []
  return nodesIn(node, 'params').map((param) => String(param.name ?? nodesIn(param, 'left')[0]?.name))
}

function nameOf(owner: Node, above: readonly Node[]): string | undefined {
  const own = nodesIn(owner, 'id')[0]
  if (own) return String(own.name)
  const holder = above[above.indexOf(owner) - 1]
  return holder?.type === 'VariableDeclarator' ? String(nodesIn(holder, 'id')[0]?.name) : undefined
}

/** Texts anywhere inside, for events gathered in a list. */
function textsIn(node: Node | undefined): string[] {
  if (!node) return []
  const direct = textsOf(node)
  if (direct.length > 0 || node.type === 'Identifier') return direct
  return propertiesOf(node, 'name')
}

function propertiesOf(node: Node | undefined, key: string): string[] {
  if (!node) return []
  return [...walk(node)]
    .filter(({ node: one }) => one.type === 'Property' && nodesIn(one, 'key')[0]?.name === key)
    .flatMap(({ node: one }) => textsOf(nodesIn(one, 'value')[0]))
}
