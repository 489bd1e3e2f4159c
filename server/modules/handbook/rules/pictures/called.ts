import { headOf } from '../front-matter.ts'
import { nodesIn, treeOf } from '../markdown.ts'
import { addressesIn } from '../raw-links.ts'

const longestName = 400
/** Of one text. */
const mostFiles = 500

/**
 * What a text calls a file that lies beside it, by what it writes as its address: decoded, without a query. Nothing for what lies elsewhere,
 * and for a place on the page.
 */
export function calledOf(url: string): string | undefined {
  if (url === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|www\.)/i.test(url)) return undefined
  const written = url.split(/[?#]/, 1)[0] ?? ''
  const called = decoded(written)
    .replaceAll('\u00a0', ' ')
    .normalize('NFC')
    .replace(/^@site(?=\/)/, '')
  return called === '' || called.length > longestName || /\p{Cc}/u.test(called) || !called.isWellFormed() ? undefined : called
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Endings of files that a text may lead to and that are no pages. */
const fileEnding = /\.(?:pdf|png|jpe?g|gif|webp|svg|csv|txt|zip|docx?|xlsx?|pptx?|od[tsp])$/i

type CalledFile = { called: string /** shown, and not only led to */; shown: boolean; line: number }

/** Files that a text shows as pictures or leads to, each once; of what one reader sees: `project` first. */
export function filesCalled(source: string): CalledFile[] {
  const { end } = headOf(source)
  const found = new Map<string, CalledFile>()
  const ahead = source.slice(0, end).split('\n').length - 1
  const pictured = new Set<string>()
  const nodes = [...nodesIn(treeOf(source.slice(end)))].map(({ node }) => node)
  for (const node of nodes) if (node.type === 'imageReference') pictured.add(node.identifier)
  for (const node of nodes) {
    const say = (url: string, shown: boolean) => {
      const called = calledOf(url)
      if (called === undefined || found.size >= mostFiles || (!shown && !fileEnding.test(called))) return
      const known = found.get(called)
      found.set(called, { called, shown: shown || known?.shown === true, line: known?.line ?? (node.position?.start.line ?? 1) + ahead })
    }
    if (node.type === 'image') say(node.url, true)
    if (node.type === 'link') say(node.url, false)
    if (node.type === 'definition') say(node.url, pictured.has(node.identifier))
    if (node.type === 'html') for (const { url, links } of addressesIn(node.value)) if (links || fileEnding.test(url)) say(url, !links)
  }
  return [...found.values()]
}
