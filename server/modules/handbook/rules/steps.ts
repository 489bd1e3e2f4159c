import type { List, ListItem, Nodes, RootContent } from 'mdast'
import { headOf } from './front-matter.ts'
import { spanOf, treeOf, wordsOf } from './markdown.ts'

/** One thing to be done of a procedure, as its text says it, with its place in the source. */
export type Step = {
  /** which of all steps it is, from nought */
  place: number
  /** `3`, `3.2`, among those that are seen */
  position: string
  title: string
  /** what else it says, as Markdown */
  body: string
  role: string | null
  system: string | null
  input: string | null
  output: string | null
  check: string | null
  minutes: number | null
  /** what to do where it fails */
  fails: string | null
  /** it is an approval, and by whom: never by whoever did another step of the run */
  approve: string | null
  /** what it asks for, when it is needed, whose it is and by when: each as it was written */
  asks: string[]
  only: string | null
  who: string | null
  due: string | null
  from: number
  to: number
}

const mostSteps = 500
/** A first paragraph that is longer is parted into what is to be done and how. */
const longTitle = 80
const mostAsks = 20

type Span = { from: number; to: number }
type Found = Omit<Step, 'place'> & { hidden: boolean }

/**
 * The steps of a procedure: the ordered lists of a section that says so (Steps, Procedure, Process, Instructions, How to …) or behind
 * `<!-- steps -->`; else headings `Step 1 …` or `1. …`; else the longest ordered list of three and more. Several lists are phases. An item
 * with items of its own is what stands above them: they are the steps. What lies in a part that is hidden is left out.
 */
export function stepsOf(source: string, hidden: readonly Span[] = []): Step[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const blocks = treeOf(text).children
  const hides = (node: Nodes) => hidden.some(({ from, to }) => from <= spanOf(node).from + end && spanOf(node).from + end < to)
  const reading = { text, hides }
  const said = listsIn(blocks)
  const steps = said.length > 0 ? phases(said, reading) : headed(blocks, reading)
  const found = steps.length > 0 ? steps : phases(longest(blocks), reading)
  return found
    .slice(0, mostSteps)
    .flatMap(({ hidden: left, ...step }, place) => (left ? [] : [{ ...step, place, from: step.from + end, to: step.to + end }]))
}

type Reading = { text: string; hides: (node: Nodes) => boolean }

const section = /^(?:steps|procedure|process|instructions|how to\b.*)$/i

function listsIn(blocks: readonly RootContent[]): List[] {
  const lists: List[] = []
  let open: number | undefined
  for (const block of blocks) {
    if (block.type === 'heading') {
      if (section.test(wordsOf(block).trim())) open = Math.min(open ?? 7, block.depth)
      else if (open !== undefined && block.depth <= open) open = undefined
    } else if (block.type === 'html' && /^<!--\s*steps\s*-->$/.test(block.value.trim())) open ??= 7
    else if (open !== undefined && block.type === 'list' && block.ordered) lists.push(block)
  }
  return lists
}

function longest(blocks: readonly RootContent[]): List[] {
  const lists = blocks.filter((block): block is List => block.type === 'list' && block.ordered === true)
  const [first] = lists.toSorted((a, b) => b.children.length - a.children.length)
  return first && first.children.length >= 3 ? [first] : []
}

/** A list that does not begin at one goes on with the one before it. */
function phases(lists: readonly List[], reading: Reading): Found[] {
  const groups: ListItem[][] = []
  for (const list of lists) {
    const last = groups.at(-1)
    if (last && (list.start ?? 1) > 1) last.push(...list.children)
    else groups.push([...list.children])
  }
  const shown = groups.filter((items) => !items.every(reading.hides))
  return groups.flatMap((items) => itemSteps(items, groups.length > 1 ? `${Math.max(shown.indexOf(items), 0) + 1}.` : '', reading))
}

function itemSteps(items: readonly ListItem[], before: string, reading: Reading): Found[] {
  const shown = items.filter((item) => !reading.hides(item))
  return items.flatMap((item): Found[] => {
    const position = `${before}${shown.indexOf(item) + 1}`
    const own = { ...stepOf(item.children, position, reading, spanOf(item)), hidden: reading.hides(item) }
    const below = item.children.filter((child): child is List => child.type === 'list' && child.ordered === true)
    if (below.length === 0) return [own]
    const inner = itemSteps(
      below.flatMap((list) => list.children),
      `${position}.`,
      reading,
    )
    return inner.map((step) => ({
      ...step,
      role: step.role ?? own.role,
      system: step.system ?? own.system,
      hidden: step.hidden || own.hidden,
    }))
  })
}

const numbered = /^(?:step\s+\d+\s*[.:)–-]?|\d+[.)])\s+/i

function headed(blocks: readonly RootContent[], reading: Reading): Found[] {
  const starts = blocks.flatMap((block, at) => (block.type === 'heading' && numbered.test(wordsOf(block).trim()) ? [{ block, at }] : []))
  const shown = starts.filter(({ block }) => !reading.hides(block))
  return starts.map((start) => {
    const { block, at } = start
    const next = blocks.findIndex((one, k) => k > at && one.type === 'heading' && one.depth <= block.depth)
    const parts = blocks.slice(at + 1, next < 0 ? undefined : next)
    const span = { from: spanOf(block).from, to: spanOf(parts.at(-1) ?? block).to }
    const { title: lead, body, ...step } = stepOf(parts, String(shown.indexOf(start) + 1), reading, span)
    const title = wordsOf(block).trim().replace(numbered, '')
    return { ...step, title, body: [lead, body].filter(Boolean).join('\n\n'), hidden: reading.hides(block) }
  })
}

function stepOf(all: readonly Nodes[], position: string, { text, hides }: Reading, span: Span): Omit<Step, 'place'> {
  const parts = all.filter((part) => !hides(part))
  const fields: Partial<Record<Field, string>> = {}
  const asks: string[] = []
  const rest: string[] = []
  const [first, ...others] = parts[0]?.type === 'paragraph' || markedWords(parts[0]) !== '' ? parts : [undefined, ...parts]
  for (const part of others) {
    if (part === undefined || (part.type === 'list' && part.ordered)) continue
    if (part.type === 'html' && /^<!--[\s\S]*-->$/.test(part.value.trim())) continue
    if (part.type !== 'list') rest.push(sliceOf(part, text))
    else {
      const kept = part.children.filter((item) => {
        if (hides(item)) return false
        const field = fieldOf(item)
        if (field?.name === 'ask') asks.push(field.value)
        else if (field) fields[field.name] ??= field.value
        return !field
      })
      if (kept.length > 0) rest.push(kept.map((item) => sliceOf(item, text)).join('\n'))
    }
  }
  const { title, more } = titleOf(first)
  const { role = null, system = null, input = null, output = null, check = null, fails = null, approve = null } = fields
  const { only = null, who = null, due = null } = fields
  const minutes = minutesOf(fields.time)
  return {
    position,
    title,
    body: [more, ...rest].filter(Boolean).join('\n\n'),
    role,
    system,
    input,
    output,
    check,
    minutes,
    fails,
    approve,
    ...{ asks: asks.slice(0, mostAsks), only, who, due },
    ...span,
  }
}

/** A first sentence in bold is the title; else a long paragraph is parted behind its first sentence. */
function titleOf(paragraph: Nodes | undefined): { title: string; more: string } {
  const words = (paragraph?.type === 'paragraph' ? wordsOf(paragraph) : markedWords(paragraph)).replaceAll(/\s+/g, ' ').trim()
  const lead = paragraph?.type === 'paragraph' ? paragraph.children.find((one) => one.type !== 'html') : undefined
  const bold = lead?.type === 'strong' ? wordsOf(lead).replaceAll(/\s+/g, ' ').trim() : ''
  if (bold !== '') return { title: bold.replace(/[.:]$/, ''), more: words.slice(bold.length).replace(/^[.:\s]+/, '') }
  const [sentence = ''] = words.length > longTitle ? (/^.+?[.!?](?=\s)/.exec(words) ?? [words]) : [words]
  return { title: sentence.replace(/\.$/, ''), more: words.slice(sentence.length).trim() }
}

/** A mark of audience makes the line behind it HTML, where it stands first in an item: it is read without the mark. */
function markedWords(node: Nodes | undefined): string {
  return node?.type === 'html' ? node.value.replaceAll(/<!--[\s\S]*?-->|<[^<>]*>/g, '').trim() : ''
}

type Field = 'role' | 'system' | 'input' | 'output' | 'check' | 'time' | 'fails' | 'approve' | 'ask' | 'only' | 'who' | 'due'

function fieldOf(item: ListItem): { name: Field; value: string } | undefined {
  const words = (wordsOf(item) || markedWords(item.children[0])).replaceAll(/\s+/g, ' ').trim()
  const [, said = '', value = ''] =
    /^(role|system|input|output|check|time|approve|if it fails|ask|only if|who|due)\s*:\s*(.+)$/i.exec(words) ?? []
  if (value === '') return undefined
  const name = said.toLowerCase()
  return { name: (name === 'if it fails' ? 'fails' : name === 'only if' ? 'only' : name) as Field, value }
}

function minutesOf(time: string | undefined): number | null {
  const hours = /(\d+)\s*h(?:ours?)?\b/i.exec(time ?? '')?.[1]
  const minutes = /(\d+)\s*m(?:in(?:utes?)?)?\b/i.exec(time ?? '')?.[1]
  const all = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return all > 0 && all <= 10_080 ? all : null
}

/** A part of an item as it would stand by itself: lines behind the first without the room before them. */
function sliceOf(node: Nodes, text: string): string {
  const { from, to } = spanOf(node)
  const room = from - (text.lastIndexOf('\n', from - 1) + 1)
  return text.slice(from, to).replaceAll(new RegExp(`\\n[ \\t]{0,${Math.min(room, 60)}}`, 'g'), '\n')
}
