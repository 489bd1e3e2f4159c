import { type Audience, cutsOf } from './audience.ts'
import { headOf } from './front-matter.ts'
import { closes, opens } from './include-marks.ts'
import { fitLength, nodesIn, spanOf, treeOf, wordsOf } from './markdown.ts'

/** A passage of a text that is kept on another page: the marks, and between them what was taken from there. */
type Included = {
  path: string
  /** of the whole, marks and all */
  from: number
  to: number
  /** what stands between the marks, with their line ends */
  inner: { from: number; to: number }
  words: string
}

/** The passages of a source that are kept elsewhere; `wrong`: marks that stand where none may, or without the other. */
export function includesOf(source: string): { found: Included[]; wrong: { from: number; to: number }[] } {
  if (!source.includes('include')) return { found: [], wrong: [] }
  const { end } = headOf(source)
  const text = source.slice(end)
  const root = treeOf(text)
  const found: Included[] = []
  const wrong: { from: number; to: number }[] = []
  let open: { path: string; from: number; to: number } | undefined
  const atRoot = new Set<unknown>(root.children)
  for (const { node } of nodesIn(root)) {
    if (node.type !== 'html') continue
    const at = { from: spanOf(node).from + end, to: spanOf(node).to + end }
    const value = node.value.trim()
    const path = opens.exec(value)?.[1]
    if (path === undefined && !closes.test(value)) {
      if (/<!--\s*\/?include\b/.test(value)) wrong.push(at)
    } else if (!atRoot.has(node) || (path !== undefined) === (open !== undefined)) wrong.push(at)
    else if (path !== undefined) open = { path, ...at }
    else if (open) {
      const inner = { from: open.to, to: at.from }
      found.push({ path: open.path, from: open.from, to: at.to, inner, words: bare(source.slice(inner.from, inner.to)) })
      open = undefined
    }
  }
  if (open) wrong.push({ from: open.from, to: open.to })
  return { found, wrong }
}

/** The same passage, however its lines end and whatever is empty around it. */
function bare(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}

/** Why a page cannot be included. */
type Unfit = 'procedure' | 'few' | 'nested' | 'open'

type Kept = { source: string; audience: Audience; number: string | null }

/**
 * What other pages take from a page: its text without keys and without the title above it. What is for colleagues stays for them alone wherever
 * it is read, and says so itself.
 */
export function takenFrom({ source, audience, number }: Kept): { words: string } | { unfit: Unfit } {
  const { end, front } = headOf(source)
  const text = source.slice(end)
  const [first] = treeOf(text).children
  const titled = first?.type === 'heading' && first.depth === 1 && (!front.title || wordsOf(first).trim() === front.title)
  const words = bare(titled ? text.slice(spanOf(first).to) : text)
  const few = audience === 'restricted' || front.audience === 'restricted' || cutsOf(words).some((cut) => cut.for === 'restricted')
  if (number !== null) return { unfit: 'procedure' }
  if (few) return { unfit: 'few' }
  const { found, wrong } = includesOf(words)
  if (found.length + wrong.length > 0) return { unfit: 'nested' }
  const narrow = audience === 'internal' || front.audience === 'internal'
  const taken = narrow && words !== '' ? `<!-- internal -->\n\n${words}\n\n<!-- /internal -->` : words
  return endsByItself(taken) ? { words: taken } : { unfit: 'open' }
}

/** Whether what is written behind a text is read as if it stood alone. */
function endsByItself(words: string): boolean {
  const around = `${words}\n\n<!-- /include -->\n\nbehind\n`
  const cuts = cutsOf(around)
  const last = treeOf(around).children.at(-1)
  const mark = treeOf(around).children.at(-2)
  const sections = cutsOf(`<!-- include: a -->\n\n${around}`).every((cut) => cut.to <= `<!-- include: a -->\n\n${words}\n\n`.length)
  return (
    sections &&
    cuts.every((cut) => cut.for !== 'unclear') &&
    last?.type === 'paragraph' &&
    wordsOf(last) === 'behind' &&
    mark?.type === 'html' &&
    closes.test(mark.value.trim())
  )
}

/** With other words between the marks at which `by` gives some; every other letter stays. Refuses `page.too_long`. */
export function refilled(source: string, by: (one: Included) => string | undefined): string {
  let out = ''
  let at = 0
  for (const one of includesOf(source).found) {
    const words = by(one)
    if (words === undefined || words === one.words) continue
    const line = source.slice(one.from, one.inner.to).includes('\r\n') ? '\r\n' : '\n'
    out += source.slice(at, one.inner.from) + line + line + words.replaceAll('\n', line) + line + line
    at = one.inner.to
    // a mark is short, and what stands at it may be a whole page: seen before the next is put in
    fitLength(out.length)
  }
  return out + source.slice(at)
}

/** A passage, kept on another page from now on. */
export function included(path: string, words: string): string {
  return `<!-- include: ${path} -->\n\n${words}\n\n<!-- /include -->`
}

export type Wrong = {
  code: 'include.unclear' | 'include.unknown' | 'include.unfit' | 'include.kept_elsewhere' | 'include.nested'
  text: string
  from: number
  to: number
}

type Known = (path: string) => { title: string; taken: ReturnType<typeof takenFrom> } | undefined

/**
 * A text with what it takes from other pages: what has nothing between its marks yet is filled. Words that stand there are those of the other
 * page, or those which the page had there before: nobody writes them here.
 */
export function filled(source: string, known: Known, before = ''): { source: string; wrong: Wrong[] } {
  const { found, wrong: unclear } = includesOf(source)
  if (found.length + unclear.length === 0) return { source, wrong: [] }
  const pages = new Map<string, ReturnType<Known>>()
  // a page that stands many times in a text is read once
  const pageAt = (path: string) => {
    if (!pages.has(path)) pages.set(path, known(path))
    return pages.get(path)
  }
  const had = new Set(includesOf(before).found.map(({ path, words }) => `${path}\n${words}`))
  const wrong: Wrong[] = unclear.map((at) => ({
    ...{
      code: 'include.unclear',
      text: 'A mark of an included page stands alone on its line, outside of lists and quotes, and has an end.',
    },
    ...at,
  }))
  for (const { path, words, from, to } of found) {
    if (words !== '' && had.has(`${path}\n${words}`)) continue
    const page = pageAt(path)
    const say = (code: Wrong['code'], text: string) => wrong.push({ code, text, from, to })
    if (!page) say('include.unknown', `There is no page at “${path}” that could be included.`)
    else if ('unfit' in page.taken) say('include.unfit', unfitWords[page.taken.unfit](page.title))
    else if (words !== '' && words !== page.taken.words)
      say(
        'include.kept_elsewhere',
        `These words are kept on “${page.title}”. Change them there, or take the marks away and keep them here.`,
      )
  }
  const full = refilled(source, ({ path, words }) => {
    const taken = pageAt(path)?.taken
    return words === '' && taken && 'words' in taken ? taken.words : undefined
  })
  return { source: full, wrong }
}

export const unfitWords: Record<Unfit, (title: string) => string> = {
  procedure: (title) => `“${title}” is a procedure: link to it, its steps are followed there.`,
  few: (title) => `“${title}” holds something for the few: that stays on its page. Link to it.`,
  nested: (title) => `“${title}” includes another page itself. Include that one.`,
  open: (title) => `“${title}” has a mark, a fence or a tag without its end. What stands behind it would be read otherwise.`,
}
