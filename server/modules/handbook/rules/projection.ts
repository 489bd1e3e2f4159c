import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast'
import { type Cut, cutsOf, maySee, type Reader } from './audience.ts'
import { headOf } from './front-matter.ts'
import { isInternalAddress, lock } from './links.ts'
import { addressesIn, comments, endsOfLinks, isInline, type Raw } from './raw-links.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from './markdown.ts'

/**
 * What is known of where a link leads: nothing, to a page that everybody may read, or to one that they may not, with its title. Where that is for
 * the few there is none: no word that somebody puts on a link then tells whether it is the title.
 */
export type Known = (url: string) => { public: boolean; title: string | null } | undefined

type Change = { from: number; to: number; by: string }

/**
 * What of a source a reader may see; everything that leaves the house is made of this and of nothing else. For colleagues the parts of
 * others are cut out, and the rest is what was written, letter by letter. For everyone comments, keys of the front matter that are nobody's
 * business, and the addresses of what they cannot open go as well.
 */
export function project(source: string, reader: Reader, known: Known = () => undefined): string {
  if (reader !== 'everyone' && reader.all) return source
  let text = source
  let renumber = false
  // what was written around a part may read differently without it: it is read again until nothing is left to cut
  for (let turn = 0; turn < 8; turn += 1) {
    const cuts = cutsOf(text).filter((cut) => !maySee(reader, cut))
    if (cuts.length === 0) return reader === 'everyone' ? outward(text, known, renumber) : text
    renumber ||= cuts.some(({ from, to }) => isItem(text.slice(from, to)))
    text = without(text, cuts)
  }
  return ''
}

function without(text: string, cuts: readonly Cut[]): string {
  let out = ''
  let at = 0
  for (const { from, to } of [...cuts].sort((a, b) => a.from - b.from)) {
    if (to <= at) continue
    out += text.slice(at, Math.max(at, from))
    // what stood before and behind a block stays apart
    if (out !== '' && atLineStart(text, from) && !/\n[ \t]*\r?\n$/.test(out) && !isItem(text.slice(from, to))) out += '\n'
    at = to
  }
  return out + text.slice(at)
}

function atLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n'
}

function isItem(cut: string): boolean {
  return /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+<!--/.test(cut)
}

/** The text for everyone, without what is for no one else but its writers. */
function outward(source: string, known: Known, renumber: boolean): string {
  const { end, front } = headOf(source)
  const body = source.slice(end)
  const kept = [
    front.title && `title: ${JSON.stringify(front.title)}`,
    front.description && `description: ${JSON.stringify(front.description)}`,
  ]
  const more = [front.tags.length > 0 && `tags: ${JSON.stringify(front.tags)}`, front.lang && `lang: ${JSON.stringify(front.lang)}`]
  const lines = [...kept, ...more].filter(Boolean)
  const head = lines.length > 0 ? `---\n${lines.join('\n')}\n---\n` : ''
  return head + changed(body, changesOf(treeOf(body), body, known, renumber))
}

function changesOf(root: Root, text: string, known: Known, renumber: boolean): Change[] {
  const used = usedIn(root)
  const definitions = new Map<string, Definition>()
  for (const { node } of nodesIn(root))
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  const changes: Change[] = []
  const raws: Raw[] = []
  // definitions of links that stay, and of those that do not
  const [kept, locked] = [new Set<string>(), new Set<string>()]
  for (const { node, above } of nodesIn(root)) {
    const { from, to } = spanOf(node)
    if (node.type === 'html') raws.push({ html: node.value, from, to, above })
    if ((node.type === 'definition' || node.type === 'footnoteDefinition') && !used.has(node)) changes.push({ from, to, by: '' })
    if (node.type === 'definition' && hidden(node.url, '', known) !== undefined) changes.push({ from, to, by: '' })
    if (node.type === 'link' || node.type === 'linkReference') {
      const url = node.type === 'link' ? node.url : definitions.get(node.identifier)?.url
      const title = url === undefined ? undefined : hidden(url, wordsOf(node) + around(text, from, to), known)
      if (title !== undefined) changes.push({ from, to, by: lockedWords(node, title) })
      if (node.type === 'linkReference') (title === undefined ? kept : locked).add(node.identifier)
    }
    if (node.type === 'image' || node.type === 'imageReference') {
      const url = node.type === 'image' ? node.url : definitions.get(node.identifier)?.url
      if (url !== undefined && isInternalAddress(url)) changes.push({ from, to, by: escaped(withoutComments(node.alt ?? '')) })
      else if (node.type === 'imageReference') kept.add(node.identifier)
    }
    if (saysComment(node)) changes.push(...commentsIn(text, from, to))
    if (renumber && node.type === 'list' && node.ordered) changes.push(...numbered(node, text))
  }
  for (const [identifier, node] of definitions)
    if (locked.has(identifier) && !kept.has(identifier)) changes.push({ ...spanOf(node), by: '' })
  const ends = endsOfLinks(raws, text.length)
  return [...changes, ...raws.flatMap((raw, at) => htmlChanges(raw, ends[at] ?? text.length, text, known))]
}

/** Whether the words of a picture, or what is shown beside a link, hold a comment. */
function saysComment(node: Nodes): boolean {
  return ('alt' in node && node.alt?.includes('<!--')) || ('title' in node && node.title?.includes('<!--')) || false
}

function commentsIn(text: string, from: number, to: number): Change[] {
  return [...text.slice(from, to).matchAll(comments)].map((one) => ({
    from: from + one.index,
    to: from + one.index + one[0].length,
    by: '',
  }))
}

function withoutComments(words: string): string {
  return words.replaceAll(comments, '')
}

/** Titles of what a link leads to where it may not show: the page's, null where any word could be it, or none. Undefined for a link that stays. */
function hidden(url: string, words: string, known: Known): string | null | undefined {
  const page = known(url)
  if (page && !page.public) return page.title
  return isInternalAddress(url) || lock.test(words) ? '' : undefined
}

/** A lock may also stand just before or behind a link. */
function around(text: string, from: number, to: number): string {
  const before = /(?:[\u{1F512}\u{1F510}]\ufe0f?|:lock:)[ ():-]{0,3}$/u.exec(text.slice(Math.max(0, from - 24), from))
  const behind = /^[ ():-]{0,3}(?:[\u{1F512}\u{1F510}]\ufe0f?|:lock:)/u.exec(text.slice(to, to + 24))
  return (before?.[0] ?? '') + (behind?.[0] ?? '')
}

const nameless = 'Internal document 🔒'

/** The author's own words with a lock. Words that are the title of what is hidden, or its address, say too much. */
function lockedWords(node: Nodes, title: string | null): string {
  const words = withoutComments(wordsOf(node)).replaceAll(/\s+/g, ' ').replace(lock, '').trim()
  const plain = words.toLowerCase()
  const tells =
    words === '' || title === null || (title !== '' && plain === title.toLowerCase()) || /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/i.test(words)
  return tells ? nameless : `${escaped(words)} 🔒`
}

function escaped(words: string): string {
  return words.replaceAll(/[\\`*_[\]<>&|~]/g, '\\$&')
}

/**
 * Comments go. HTML that leads to what is hidden goes as a whole, with the words up to where its link ends; so does a comment whose lines have
 * the signs of a quote or list before them.
 */
function htmlChanges(raw: Raw, end: number, text: string, known: Known): Change[] {
  const { html, from, to, above } = raw
  const addresses = addressesIn(html)
  if (addresses.some(({ url, links }) => (links ? hidden(url, '', known) !== undefined : isInternalAddress(url)))) {
    return [{ from, to: end, by: end > to && isInline(above) ? nameless : '' }]
  }
  if (html.includes('<!--') && text.slice(from, to) !== html) return [{ from, to, by: '' }]
  return commentsIn(text, from, to)
}

/** Definitions and footnotes that something refers to, directly or from a footnote that is read. */
function usedIn(root: Root): Set<Nodes> {
  const all = [...nodesIn(root)]
  const targets = new Map<string, Definition | FootnoteDefinition>()
  for (const { node } of all) {
    if (node.type === 'definition' && !targets.has(`d ${node.identifier}`)) targets.set(`d ${node.identifier}`, node)
    if (node.type === 'footnoteDefinition' && !targets.has(`f ${node.identifier}`)) targets.set(`f ${node.identifier}`, node)
  }
  const used = new Set<Nodes>()
  const ahead = all.filter(({ above }) => !above.some((one) => one.type === 'footnoteDefinition')).map(({ node }) => node)
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    const key =
      node.type === 'footnoteReference'
        ? `f ${node.identifier}`
        : node.type === 'linkReference' || node.type === 'imageReference'
          ? `d ${node.identifier}`
          : ''
    const target = targets.get(key)
    if (!target || used.has(target)) continue
    used.add(target)
    if (target.type === 'footnoteDefinition') for (const inner of nodesIn(target)) ahead.push(inner.node)
  }
  return used
}

/** Numbers of a list from one, without gaps. */
function numbered(list: Extract<Nodes, { type: 'list' }>, text: string): Change[] {
  return list.children.flatMap((item, at) => {
    const { from } = spanOf(item)
    const digits = /^\d{1,9}/.exec(text.slice(from))?.[0] ?? ''
    return digits === '' ? [] : [{ from, to: from + digits.length, by: String(at + 1) }]
  })
}

/** Changes of a text in one go; of two that overlap the first one says what stands there, and what either covers goes. */
function changed(text: string, changes: readonly Change[]): string {
  let out = ''
  let at = 0
  for (const { from, to, by } of [...changes].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (from < at) {
      // one that begins within another goes as far as it reaches
      at = Math.max(at, to)
      continue
    }
    out += text.slice(at, from) + by
    at = to
  }
  return out + text.slice(at)
}
