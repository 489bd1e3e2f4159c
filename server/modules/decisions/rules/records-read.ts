import type { Option } from './texts.ts'

/** What a decision record says of a decision: the text of one that may be opened, and whom and what day it names. */
type DecisionRecord = {
  issue: string
  proposal: string
  options: Option[]
  status: string | null
  date: string | null
  decision_makers: string[]
  consulted: string[]
  informed: string[]
}

type RecordPart = { heading: string; body: string }

/** Parts of a record that have a place of their own; everything else stands below the proposal, under its own heading. */
export const placed = ['considered options', 'decision outcome', 'pros and cons of the options'] as const
export const contextHeading = 'Context and Problem Statement'

/**
 * Reads a Markdown decision record (MADR 2 to 4, with or without front matter, full or minimal). The question is its title; the proposal is
 * the outcome, and below it whatever else the record says, under its headings, so that nothing of it is lost. Remarks are left out.
 */
export function readRecord(source: string): DecisionRecord {
  const { meta, rest } = frontMatter(source.replace(/^﻿/, '').replaceAll(/\r\n?/g, '\n'))
  const { before, parts } = partsOf(withoutRemarks(rest))
  const { title, said, facts } = headOf(before)
  const facts_ = { ...facts, ...meta }
  const find = (name: (typeof placed)[number]) => parts.find(({ heading }) => folded(heading) === name)?.body ?? ''
  const outcome = unescaped(find('decision outcome'))
  const described = optionsIn(find('pros and cons of the options'))
  const listed = bulletsIn(find('considered options')).map((one) => plainText(one.replace(/^option \d+:\s*/i, '')))
  const byTitle = new Map(described.toReversed().map((one) => [one.title, one]))
  const titles = [...new Set([...listed, ...described.map(({ title: one }) => one)])].filter((one) => one !== '')
  const { chosen, lead } = chosenIn(outcome, titles)
  const options = titles.map((one) => ({
    ...(byTitle.get(one) ?? { title: one, pros: [], cons: [], consequence: null }),
    proposed: one === chosen,
  }))
  const others = parts.filter(({ heading }) => !placed.some((name) => name === folded(heading)))
  const context = [said, others.find(isContext)?.body ?? ''].filter((one) => one !== '' && one !== title).join('\n\n')
  const below = [
    ...(context === '' ? [] : [{ heading: contextHeading, body: context }]),
    ...others.filter((one) => !isContext(one) && !(isTemplate(one) && /^[*+\s-]*$/.test(one.body))),
  ]
  return {
    issue: title,
    proposal: [lead, ...below.map(({ heading, body }) => `## ${heading}\n\n${unescaped(body)}`.trimEnd())]
      .filter((one) => one !== '')
      .join('\n\n'),
    options,
    status: facts_['status']?.[0] ?? null,
    date: facts_['date']?.[0] ?? null,
    decision_makers: facts_['decision-makers'] ?? facts_['deciders'] ?? [],
    consulted: facts_['consulted'] ?? [],
    informed: facts_['informed'] ?? [],
  }
}

export const folded = (heading: string) => heading.trim().toLowerCase()
const isTemplate = ({ heading }: RecordPart) =>
  ['decision drivers', 'more information', 'validation', 'links', ''].includes(folded(heading))
export const isContext = ({ heading }: RecordPart) => folded(heading) === folded(contextHeading)

/** The text before the first heading of the second level, and each part below one; what stands in a code fence is no heading. */
export function partsOf(text: string): { before: string; parts: RecordPart[] } {
  const before: string[] = []
  const parts: { heading: string; lines: string[] }[] = []
  for (const { line, code } of linesOf(text)) {
    const heading = code ? undefined : headingOf('##', line)
    if (heading !== undefined) parts.push({ heading, lines: [] })
    else (parts.at(-1)?.lines ?? before).push(line)
  }
  const body = (lines: string[]) =>
    lines
      .join('\n')
      .trimEnd()
      .replace(/^(?:[ \t]*\n)+/, '')
  return { before: body(before), parts: parts.map(({ heading, lines }) => ({ heading, body: body(lines) })) }
}

/** What a heading of a level says, without the signs that may close it; nothing for any other line. */
function headingOf(level: string, line: string): string | undefined {
  if (!line.startsWith(level) || !/^(?:[ \t]|$)/.test(line.slice(level.length, level.length + 1))) return undefined
  const said = line.slice(level.length).trim()
  const open = said.replace(/#+$/, '')
  return open === said || /[ \t]$/.test(open) ? open.trimEnd() : said
}

function linesOf(text: string): { line: string; code: boolean }[] {
  let fence: string | undefined
  return text.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    const inside = fence !== undefined
    if (mark && fence === undefined) fence = mark
    else if (mark && fence !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined
    return { line, code: inside || mark !== undefined }
  })
}

/** Remarks of the template are for its writer. One that begins in a code fence, or never ends, is none. */
function withoutRemarks(text: string): string {
  let [kept, from] = ['', 0]
  for (const start of remarksIn(text)) {
    if (start < from) continue
    const end = text.indexOf('-->', start + 4)
    if (end < 0) break
    kept += text.slice(from, start)
    from = end + 3
  }
  return kept + text.slice(from)
}

function remarksIn(text: string): number[] {
  let behind = 0
  return linesOf(text).flatMap(({ line, code }) => {
    const begin = behind
    behind += line.length + 1
    return code ? [] : [...line.matchAll(/<!--/g)].map(({ index }) => begin + index)
  })
}

type Facts = Record<string, string[]>

function frontMatter(text: string): { meta: Facts; rest: string } {
  const found = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text)
  if (!found) return { meta: {}, rest: text }
  const meta: Facts = {}
  let last = ''
  for (const line of (found[1] ?? '').split('\n')) {
    const [, key, value = ''] = /^([\w-]+):[ \t]*(.*)$/.exec(line) ?? []
    const [, item] = /^[ \t]*-[ \t]+(.*)$/.exec(line) ?? []
    if (key !== undefined) {
      last = key.toLowerCase()
      meta[last] = factOf(last, value)
    } else if (item !== undefined && last) meta[last] = [...(meta[last] ?? []), unquoted(item)]
  }
  return { meta: Object.fromEntries(Object.entries(meta).filter(([, all]) => all.length > 0)), rest: text.slice(found[0].length) }
}

const many = new Set(['decision-makers', 'deciders', 'consulted', 'informed'])

function factOf(key: string, value: string): string[] {
  const remark = value.search(/\s#/)
  const plain = unquoted(remark < 0 ? value : value.slice(0, remark))
  if (plain === '' || /^\{.*\}$/.test(plain)) return []
  if (!many.has(key)) return [plain]
  const inner = /^\[(.*)\]$/.exec(plain)?.[1] ?? plain
  return inner
    .split(',')
    .map(unquoted)
    .filter((one) => one !== '')
}

function unquoted(text: string): string {
  const plain = text.trim()
  if (!/^"[\s\S]*"$/.test(plain)) return plain.replace(/^'([\s\S]*)'$/, '$1')
  try {
    return String(JSON.parse(plain))
  } catch {
    return plain.slice(1, -1)
  }
}

/** Title, facts as bullets (the older form), and what else stands before the first part. */
function headOf(text: string): { title: string; said: string; facts: Facts } {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /^#(?:[ \t]|$)/.test(line))
  const title = at < 0 ? '' : plainText(headingOf('#', lines[at] ?? '') ?? '')
  const facts: Facts = {}
  const said = lines.filter((line, n) => {
    const [, key = '', value = ''] = /^[*-][ \t]+(status|date|deciders|decision-makers|consulted|informed):[ \t]*(.*)$/i.exec(line) ?? []
    if (key !== '') facts[key.toLowerCase()] = factOf(key.toLowerCase(), value)
    return key === '' && n !== at
  })
  return { title, said: said.join('\n').trim(), facts: Object.fromEntries(Object.entries(facts).filter(([, all]) => all.length > 0)) }
}

/** Bullets with the lines that continue them. A bullet that says nothing, or only that there may be more, is none. */
function bulletsIn(text: string): string[] {
  const bullets: string[] = []
  for (const line of text.split('\n')) {
    const [, said] = /^[ \t]{0,3}[*+-][ \t]+(.*)$/.exec(line) ?? []
    if (said !== undefined) bullets.push(said.trim())
    else if (/^[ \t]+\S/.test(line) && bullets.length > 0) bullets.push(`${bullets.pop()} ${line.trim()}`)
  }
  return bullets.filter((one) => one !== '' && one !== '…' && one !== '...')
}

type Described = Omit<Option, 'proposed'>

function optionsIn(text: string): Described[] {
  const options: { title: string; lines: string[] }[] = []
  for (const { line, code } of linesOf(text)) {
    const title = code ? undefined : headingOf('###', line)
    if (title !== undefined && title !== '') options.push({ title: plainText(title.replace(/^option \d+:\s*/i, '')), lines: [] })
    else options.at(-1)?.lines.push(line)
  }
  return options.map(({ title, lines }) => {
    const bullets = bulletsIn(lines.join('\n'))
    const good = /^(?:good|pro)(?:, because|:)[ \t]*/i
    const bad = /^(?:bad|con)(?:, because|:)[ \t]*/i
    const free = lines.filter((line) => !/^[ \t]{0,3}[*+-][ \t]/.test(line) && !/^[ \t]+\S/.test(line))
    const rest = bullets.filter((one) => !good.test(one) && !bad.test(one) && !/^neutral/i.test(one))
    const consequence = [free.join(' ').replaceAll(/\s+/g, ' ').trim(), ...rest].filter((one) => one !== '').join('; ')
    return {
      title,
      pros: bullets
        .filter((one) => good.test(one))
        .map((one) => one.replace(good, ''))
        .filter((one) => one !== ''),
      cons: bullets
        .filter((one) => bad.test(one) || /^neutral/i.test(one))
        .map((one) => one.replace(bad, ''))
        .filter((one) => one !== ''),
      consequence: consequence === '' ? null : consequence,
    }
  })
}

const chosenWords = 'chosen option: '

/** The option that the outcome names, and the outcome without a line that names it and says nothing else. */
function chosenIn(outcome: string, titles: readonly string[]): { chosen: string | undefined; lead: string } {
  const said = outcome.toLowerCase()
  const whole = said.startsWith(chosenWords) ? said.slice(chosenWords.length) : undefined
  const begins = whole === undefined ? [] : [whole, whole.replace(/^["“']/, '')]
  const named = titles.filter((title) => {
    const name = title.toLowerCase()
    return begins.some((one) => one.startsWith(name) && /^(?:["”'.,\s]|$)/.test(one.slice(name.length, name.length + 1)))
  })
  const chosen = named.toSorted((a, b) => b.length - a.length)[0]
  if (chosen === undefined) return { chosen, lead: outcome }
  const alone = `Chosen option: "${chosen}".`
  return { chosen, lead: outcome === alone ? '' : outcome.startsWith(`${alone}\n\n`) ? outcome.slice(alone.length + 2) : outcome }
}

/** Links and emphasis of a title are for the eye. An address has an end: what hostile texts leave open is not looked for to theirs. */
function plainText(text: string): string {
  return text.replaceAll(/\[([^[\]]*)\]\([^)]{0,2000}\)/g, '$1').trim()
}

/** A heading inside of a part was given a sign before it, so that it is none of the record's own. */
function unescaped(text: string): string {
  return text.replaceAll(/^\\(\\*##(?:[ \t]|$))/gm, '$1')
}
