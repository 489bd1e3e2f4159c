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

const opening =
  /^(\*\*|__|\*|_)?\s*(vision|priority|priorities|values?|methods?|obstacles?|measures?|metrics|commentary|objectives|key[ \t]+results)(?![\p{L}\p{N}-])/iu

/**
 * Is this line a section label? One pair of emphasis marks may stand around the word, the word with its colon, or the whole line;
 * brackets and colon may be escaped. A sentence that only begins with the word is none.
 */
export function labelOf(text: string): Label | null {
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
    if (text.startsWith('\\:', at)) at += 1
    if (text[at] !== ':') return null
    at += 1
    close()
    rest = text.slice(at).trim()
    if (open && rest.endsWith(mark)) {
      rest = rest.slice(0, -mark.length).trim()
      open = false
    }
  }
  if (open) return null
  const name = names[word.toLowerCase().replace(/[ \t]+/, ' ')]
  return name ? { name, word: word.replace(/[ \t]+/, ' '), qualifier, rest } : null
}
