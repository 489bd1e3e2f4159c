import type { Line } from '../line.ts'
import type { Mark } from './marks.ts'

/** `O1: how it is done` below `Objective 1: …`, both as headings of one rank: more about that one. */
export function saidAgain(lines: Line[], marks: Mark[]): number[] {
  const first = new Map<string, number>()
  return lines.flatMap((line, index) => {
    if (line.kind !== 'heading' || marks[index]?.kind !== 'objective') return []
    const [, word = '', number = ''] = /^(objective |O)(\d{1,2})\s?(?=[:–—-])/i.exec(marks[index]?.text ?? '') ?? []
    if (word.length > 1) first.set(number, line.level)
    return word.length === 1 && first.get(number) === line.level ? [index] : []
  })
}

/** Objectives and results that a chapter on how things stand names again, behind those that it tells of. */
export function reported(lines: Line[], marks: Mark[]): number[] {
  let [level, seen] = [0, false]
  return lines.flatMap((line, index) => {
    const mark = marks[index]
    if (line.kind === 'heading' && level > 0 && line.level <= level) level = 0
    if (level > 0) return mark?.kind === 'objective' || mark?.kind === 'result' ? [index] : []
    if (mark?.kind === 'objective') seen = true
    if (
      seen &&
      line.kind === 'heading' &&
      mark?.kind === 'aside' &&
      line.level < 3 &&
      /^(?:status|progress|current status)\b/i.test(mark.text)
    )
      level = line.level
    return []
  })
}
