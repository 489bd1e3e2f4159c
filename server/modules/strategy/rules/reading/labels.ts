import { lock } from './locks.ts'
import type { SectionName } from './model.ts'

/** A section word as written, with its qualifier and what follows the colon on the same line. */
export type Label = { name: SectionName; word: string; qualifier: string | null; rest: string }

const names: Record<string, SectionName> = {
  vision: 'vision',
  priority: 'priorities',
  priorities: 'priorities',
  value: 'priorities',
  values: 'priorities',
  method: 'methods',
  methods: 'methods',
  obstacle: 'obstacles',
  obstacles: 'obstacles',
  measure: 'measures',
  measures: 'measures',
  metrics: 'measures',
  commentary: 'commentary',
  objectives: 'objectives',
  'key results': 'measures',
}

const words = 'vision|priority|priorities|values?|methods?|obstacles?|measures?|metrics|commentary|objectives|key[ \\t]+results'
const opening = new RegExp(`^(\\*\\*|__|\\*|_)?\\s*(?:(?:our|my|the)[ \\t]+)?(${words})(?![\\p{L}\\p{N}-])`, 'iu')
/** What people put before a section's word in a heading: a number, a sign, an emoji. */
const habit =
  /^(?:\*\*|__)?(?:\(?\d{1,2}(?:\.\d{1,2})?[.):]?[ \t]+|(?:\p{Extended_Pictographic}|\uFE0F|\u200D|\u20E3|[\u{1F3FB}-\u{1F3FF}])+[ \t]*|:[a-z0-9_+-]{2,30}:[ \t]*){1,3}/iu
/** `**Objectives** are where …` explains the word and begins no section. */
const explains = /^(?:is|are|should|must|can|may|will|means?|describes?|defines?|represents?|has|have)\b/i

/** `Methods 🔒`, `**🔒 Methods**`, `Methods [internal]`, `Methods – internal`: a label all the same, and its section is for colleagues alone. */
function lockedLabel(text: string, read: (plain: string) => Label | null): Label | null {
  const written = text.slice(0, 120)
  if (!saysSo.test(written)) return read(text)
  const head = written.replace(/[ \t]{2,}/g, ' ')
  const plain = head
    .replace(everyLock, '')
    .replace(/^(\*\*|__|\*|_)?[ \t]+/, '$1')
    .replace(/[ \t]+(\*\*|__|\*|_)?[ \t]*(?=:|$)/, '$1')
  const bracketed =
    written === text ? plain.replace(/[ \t]*\\?\[\s{0,3}internal(?:\s{1,3}only)?\s{0,3}\\?\]/iu, ' (internal)').trim() : plain
  if (head === bracketed) return withDash(read(text))
  const label = withDash(read(bracketed + text.slice(120)) ?? read(bracketed.replace(/[ \t]{2,}/g, ' ') + text.slice(120)))
  return label && { ...label, qualifier: internalAs(label.qualifier) }
}

/** Most lines of a long document say nothing of the kind, and are read once. */
const saysSo = new RegExp(`${lock.source}|internal`, 'iu')
const everyLock = new RegExp(lock.source, 'gu')

function withDash(label: Label | null): Label | null {
  if (!label || !/^[([]?internal(?: only)?[)\]]?$/i.test(label.rest)) return label
  return { ...label, qualifier: internalAs(label.qualifier), rest: '' }
}

function internalAs(qualifier: string | null): string {
  if (!qualifier) return 'internal'
  return /\binternal\b/i.test(qualifier) ? qualifier : `${qualifier}, internal`
}

/** The label of a heading: as `labelOf`, whatever number or emoji stands before the word. */
export function headingLabelOf(text: string): Label | null {
  return lockedLabel(text, headed)
}

function headed(text: string): Label | null {
  const own = labelled(text)
  if (own) return own
  const before = habit.exec(text.slice(0, 60))?.[0]
  if (!before) return null
  const mark = /^(\*\*|__)/.exec(before)?.[0] ?? ''
  return labelled(mark + text.slice(before.length))
}

/**
 * Is this line a section label? One pair of emphasis marks may stand around the word, the word with its colon, or the whole line;
 * brackets and colon may be escaped. A sentence that only begins with the word is none.
 */
export function labelOf(text: string): Label | null {
  return lockedLabel(text, labelled)
}

function labelled(text: string): Label | null {
  const head = opening.exec(text.slice(0, 40))
  const word = head?.[2]
  if (!head || !word) return null
  const mark = head[1] ?? ''
  let open = mark !== ''
  let at = head[0].length
  const close = () => {
    if (open && text.startsWith(mark, at)) {
      open = false
      at += mark.length
    }
  }
  close()
  let qualifier: string | null = null
  const bracket = /^[ \t]*\\?\(([^()]{0,200})\)/.exec(text.slice(at, at + 210))
  if (bracket) {
    qualifier = (bracket[1] ?? '').replace(/\\$/, '').trim()
    at += bracket[0].length
  }
  close()
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\u00A0') at += 1
  close()
  let rest = ''
  if (at < text.length) {
    const dash = /^(?:[-–—][ \t]+|—)(?=\S)/.exec(text.slice(at, at + 20))?.[0]
    const spaced = /[ \t\u00A0]/.test(text[at - 1] ?? '')
    if (text.startsWith('\\:', at)) at += 1
    if (text[at] === ':') at += 1
    else if (dash && spaced) at += dash.length
    else if (!(mark.length === 2 && !open && spaced && /[\p{L}\p{N}"'“‘[(]/u.test(text[at] ?? ''))) return null
    close()
    rest = text.slice(at).trim()
    if (explains.test(rest)) return null
    if (open && rest.endsWith(mark)) {
      rest = rest.slice(0, -mark.length).trim()
      open = false
    }
  }
  if (open) return null
  const name = names[word.toLowerCase().replace(/[ \t]+/, ' ')]
  return name ? { name, word: word.replace(/[ \t]+/, ' '), qualifier, rest } : null
}
