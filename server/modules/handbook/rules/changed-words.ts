import { runsOf } from './differences.ts'
import { headOf } from './front-matter.ts'

/** So much of a difference is told; the rest is read beside the texts. */
const mostLines = 12
const longestLine = 240

/**
 * What changed between two texts, as lines that went (−) and came (+), for somebody who reads it in a letter; both are what that reader may
 * read of them. Marks and keys above the text are none of a reader's business. Nothing where nothing that is read changed.
 */
export function changedWords(before: string, after: string): string {
  const [was, now] = [readable(before), readable(after)]
  if (was === now) return ''
  const runs = runsOf(was, now)
  const lines: string[] = []
  for (const [sign, other] of [
    ['−', 'added'],
    ['+', 'removed'],
  ] as const) {
    const side = runs.filter(({ mark }) => mark !== other)
    let line = ''
    let touched = false
    for (const { mark, text } of side) {
      for (const piece of text.split(/(?<=\n)/)) {
        line += piece
        touched ||= mark !== 'same' && piece.trim() !== ''
        if (!piece.endsWith('\n')) continue
        if (touched && line.trim() !== '') lines.push(`${sign} ${shortened(line.trim())}`)
        line = ''
        touched = false
      }
    }
    if (touched && line.trim() !== '') lines.push(`${sign} ${shortened(line.trim())}`)
  }
  const told = lines.slice(0, mostLines)
  return [...told, ...(lines.length > told.length ? [`… and ${lines.length - told.length} more lines`] : [])].join('\n')
}

function readable(source: string): string {
  return source.slice(headOf(source).end).replaceAll(/<!--[\s\S]*?-->[ \t]*\n?/g, '')
}

function shortened(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).toWellFormed()}…`
}
