import type { BlockContent, DefinitionContent, Nodes, PhrasingContent, Root, RootContent, TableRow } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'

/** A piece of what somebody copied elsewhere: tags and words, nothing that runs. */
export type Pasted = { tag: string; attrs: Readonly<Record<string, string>>; children: readonly (Pasted | string)[] }

/** What was copied as Markdown: headings, lists, tables, links, code; everything else is its words. Pictures of elsewhere are left out. */
export function markdownOf(pasted: Pasted): string {
  const root: Root = { type: 'root', children: blocksOf(pasted.children) as RootContent[] }
  return toMarkdown(root, { bullet: '-', rule: '-', emphasis: '_', extensions: [gfmToMarkdown()] }).trim()
}

const dropped = new Set(['script', 'style', 'head', 'meta', 'title', 'template', 'noscript', 'svg', 'iframe', 'object', 'img', 'button'])
const inline: Record<string, 'strong' | 'emphasis' | 'delete'> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  s: 'delete',
  del: 'delete',
  strike: 'delete',
}

type Block = BlockContent | DefinitionContent

function blocksOf(children: Pasted['children']): Block[] {
  const blocks: Block[] = []
  let line: PhrasingContent[] = []
  const end = () => {
    const words = trimmed(line)
    if (words.length > 0) blocks.push({ type: 'paragraph', children: words })
    line = []
  }
  for (const child of children) {
    const own = typeof child === 'string' ? undefined : blockOf(child)
    if (own === undefined) line.push(...phrasing([child]))
    else {
      end()
      blocks.push(...own)
    }
  }
  end()
  return blocks
}

/** Nothing for what stands in a line. */
function blockOf(node: Pasted): Block[] | undefined {
  const { tag, children } = node
  const depth = /^h([1-6])$/.exec(tag)?.[1]
  if (depth) {
    const words = trimmed(phrasing(children))
    return words.length === 0 ? [] : [{ type: 'heading', depth: Number(depth) as 1, children: words }]
  }
  if (tag === 'ul' || tag === 'ol') {
    const items = children.filter((one): one is Pasted => typeof one !== 'string' && one.tag === 'li')
    if (items.length === 0) return []
    return [
      {
        type: 'list',
        ordered: tag === 'ol',
        spread: false,
        children: items.map((one) => ({ type: 'listItem', spread: false, children: blocksOf(one.children) })),
      },
    ]
  }
  if (tag === 'pre') return [{ type: 'code', value: wordsOf(node).replace(/\n$/, '') }]
  if (tag === 'blockquote') return [{ type: 'blockquote', children: blocksOf(children) }]
  if (tag === 'hr') return [{ type: 'thematicBreak' }]
  if (tag === 'table') return tableOf(node)
  // words copied out of a document stand in a `b` of weight normal around all blocks
  const holds = children.some((one) => typeof one !== 'string' && blockOf(one) !== undefined)
  return /^(?:p|div|section|article|main|header|footer|figure|body|html|dl|dt|dd|address|details|summary)$/.test(tag) || holds
    ? blocksOf(children)
    : undefined
}

function tableOf(node: Pasted): Block[] {
  const rows = within(node, 'tr').map(
    (row): TableRow => ({
      type: 'tableRow',
      children: row.children
        .filter((one): one is Pasted => typeof one !== 'string' && (one.tag === 'td' || one.tag === 'th'))
        .map((cell) => ({ type: 'tableCell', children: trimmed(phrasing(cell.children)) })),
    }),
  )
  return rows.length === 0 ? [] : [{ type: 'table', children: rows }]
}

function within(node: Pasted, tag: string): Pasted[] {
  return node.children.flatMap((one) => (typeof one === 'string' ? [] : one.tag === tag ? [one] : within(one, tag)))
}

function phrasing(children: Pasted['children']): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (typeof child === 'string') {
      const value = child.replaceAll(/[ \t\n\r\f\u00a0]+/g, ' ')
      return value === '' ? [] : [{ type: 'text', value }]
    }
    const { tag, attrs } = child
    if (dropped.has(tag)) return []
    if (tag === 'br') return [{ type: 'break' }]
    if (tag === 'code' || tag === 'kbd' || tag === 'samp') return [{ type: 'inlineCode', value: wordsOf(child) }]
    const inner = phrasing(child.children)
    const heavy = /font-weight:\s*(?:normal|[1-4]00)/.test(attrs['style'] ?? '')
    const kind = heavy ? undefined : inline[tag]
    if (kind && trimmed(inner).length > 0) return [{ type: kind, children: trimmed(inner) }]
    const href = attrs['href'] ?? ''
    if (tag === 'a' && /^(?:https?:|mailto:|tel:|\/|#)/i.test(href)) return [{ type: 'link', url: href, children: trimmed(inner) }]
    return inner
  })
}

/** Without spaces and breaks at both ends, and no piece that holds nothing. */
function trimmed(words: readonly PhrasingContent[]): PhrasingContent[] {
  const out = words.filter((one) => one.type !== 'text' || one.value !== '')
  while (out[0] && isBlank(out[0])) out.shift()
  while (out.length > 0 && isBlank(out.at(-1))) out.pop()
  const [first, last] = [out[0], out.at(-1)]
  if (first?.type === 'text') out[0] = { ...first, value: first.value.trimStart() }
  if (last?.type === 'text') out[out.length - 1] = { type: 'text', value: (out.at(-1) as { value: string }).value.trimEnd() }
  return out
}

function isBlank(node: Nodes | undefined): boolean {
  return node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '')
}

function wordsOf(node: Pasted): string {
  return node.children.map((one) => (typeof one === 'string' ? one : one.tag === 'br' ? '\n' : wordsOf(one))).join('')
}
