import type { Nodes } from 'mdast'

const kinds = ['note', 'tip', 'important', 'warning', 'caution']

/** Takes `[!NOTE]` from the beginning of a quote: it is a sign, and no word. Tells which. */
export function takeAlert(node: Nodes): string | undefined {
  if (node.type !== 'blockquote') return undefined
  const paragraph = node.children[0]
  const words = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
  const sign = words?.type === 'text' ? /^\[!([A-Z]+)\][ \t]*(?:\n|$)/.exec(words.value) : null
  const kind = sign?.[1]?.toLowerCase() ?? ''
  if (words?.type !== 'text' || !sign || !kinds.includes(kind)) return undefined
  words.value = words.value.slice(sign[0].length)
  return kind
}
