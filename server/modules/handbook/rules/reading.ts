import { takeAlert } from './alerts.ts'
import { displayed } from './display.ts'
import { headOf } from './front-matter.ts'
import { addressesIn } from './raw-links.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from './markdown.ts'
import { type Titled, titled } from './title.ts'

type PageReading = Titled & {
  /** of the front matter, else of the first paragraph, cut at a word */
  description: string
  headings: string[]
  /** all that is read, without marks */
  words: string
  links: string[]
  /** links of the text with the words that carry them */
  linked: { url: string; text: string }[]
}

const longestDescription = 160

/** What a text says of its page, as one reader sees it: `project` first. `name` is what it is called where nothing in it is a title. */
export function readingOf(source: string, name: string): PageReading {
  const { end, front } = headOf(source)
  const text = displayed(source).slice(end)
  const root = treeOf(text)
  for (const { node } of nodesIn(root)) takeAlert(node)
  const headings = root.children.flatMap((node) =>
    node.type === 'heading' ? [{ depth: node.depth, text: wordsOf(node).trim(), from: spanOf(node) }] : [],
  )
  const first = headings.find(({ depth, text: words }) => depth === 1 && words !== '') ?? headings.find(({ text: words }) => words !== '')
  const said = titled(front.title ?? first?.text ?? name)
  const lead = root.children.find((node) => node.type === 'paragraph')
  const urls = [...nodesIn(root)].flatMap(({ node }) => {
    if (node.type === 'html') return addressesIn(node.value).flatMap(({ url, links }) => (links ? [url] : []))
    return node.type === 'link' || node.type === 'definition' ? [node.url] : []
  })
  const linked = [...nodesIn(root)].flatMap(({ node }) => (node.type === 'link' ? [{ url: node.url, text: wordsOf(node).trim() }] : []))
  return {
    ...said,
    completeness: front.completeness ?? said.completeness,
    description: cutAtWord(front.description ?? (lead ? wordsOf(lead) : '')),
    headings: headings.map((one) => one.text).filter((words) => words !== '' && titled(words).title !== said.title),
    words: wordsOf(root),
    links: [...new Set(urls)],
    linked,
  }
}

/** The same, as far as it is kept of a page. */
export function saysOf(shown: string, path: string): { title: string; summary: string; completeness: number | null; mark: Titled['mark'] } {
  const { title, description, completeness, mark } = readingOf(shown, path)
  return { title: title.slice(0, 200).toWellFormed(), summary: description, completeness, mark }
}

function cutAtWord(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= longestDescription) return line
  const cut = line.slice(0, longestDescription - 1)
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), 1))
    .toWellFormed()
    .replace(/[\s,;:–-]+$/, '')}…`
}
