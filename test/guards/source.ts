import { parseSync } from 'oxc-parser'
import { textOf } from '../house/imports.ts'

/** A node of the syntax tree (ESTree); only what the guards look at. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>

export function treeOf(file: string, text = textOf(file)): Node {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  return program as unknown as Node
}

/** Every node of a tree, parents before children, each with the way down to it. */
export function* walk(node: Node, above: readonly Node[] = []): Generator<{ node: Node; above: readonly Node[] }> {
  yield { node, above }
  const below = [...above, node]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, below)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'
}

export function nodesIn(node: Node, key: string): Node[] {
  const value = node[key]
  return (Array.isArray(value) ? value : [value]).filter(isNode)
}

/** The texts that an expression can be where it is written as texts: a literal, a plain template, both sides of a choice. */
export function textsOf(node: Node | undefined): string[] {
  if (!node) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral') return templateOf(node)
  if (node.type === 'ConditionalExpression') return [...nodesIn(node, 'consequent'), ...nodesIn(node, 'alternate')].flatMap(textsOf)
  if (node.type === 'LogicalExpression') return [...nodesIn(node, 'left'), ...nodesIn(node, 'right')].flatMap(textsOf)
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') return nodesIn(node, 'expression').flatMap(textsOf)
  return []
}

function templateOf(node: Node): string[] {
  const parts = nodesIn(node, 'expressions').map(textsOf)
  if (parts.some((texts) => texts.length === 0)) return []
  const plain = nodesIn(node, 'quasis').map((quasi) => String(Reflect.get(quasi.value as object, 'cooked')))
  let found = [plain[0] ?? '']
  parts.forEach((texts, at) => {
    found = found.flatMap((head) => texts.map((text) => head + text + (plain[at + 1] ?? '')))
  })
  return found
}
