/** `[@Name](/people/persons/<id>)`: a link to a colleague's page whose words begin with an at sign names the colleague. */
const mention = /\[@([^\]\n]{1,200})\]\(\/people\/persons\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/gi

/** Whom a text names, each once, in its order. */
export function mentionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, , id = '']) => id.toLowerCase()))]
}

/** How a text reads in one line of an inbox or a letter: names without their links, no marks, not longer than `most`. */
export function excerptOf(text: string, most = 200): string {
  const plain = text
    .replaceAll(mention, '@$1')
    .replaceAll(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
    .replaceAll(/(\*\*|__|~~|`)/g, '')
    .replaceAll(/^\s*(#{1,6}|>|[-*+])\s+/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > most / 2 ? space : most).trimEnd()}…`
}
