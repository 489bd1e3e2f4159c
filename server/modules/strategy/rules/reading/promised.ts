import { rowKinds } from './columns.ts'
import { inEnglish } from './goals/tongues.ts'
import { displayText } from './inline.ts'
import type { Note, TableRow } from './model.ts'

/** Target and baseline out of lines such as `Target: 45 %`, below an item; what is now is the baseline where nothing else is said. */
export function promiseInNotes(under: Note[]): Promised {
  const promise: Promised = { baseline: null, target: null, unit: null }
  let now: string | null = null
  for (const note of under.slice(0, 50)) {
    const [, word = '', value = ''] =
      /^(target(?: value)?|goal|objective|baseline|start(?:ing)?(?: value| point)?|current(?: value)?|unit)\s*[:–—]\s*(.{1,300})$/i.exec(
        inEnglish(displayText(note.raw.slice(0, 600)).trim().replace(sign, '')),
      ) ?? []
    const [, first, last] =
      (word === '' && /^from\s+(.{0,20}\d.{0,30}?)\s+to\s+(.{0,20}\d.{0,60})$/i.exec(displayText(note.raw.slice(0, 200)).trim())) || []
    if (first && last) {
      promise.baseline ??= first
      promise.target ??= last
    } else if (/^(?:target|goal|objective)/i.test(word)) promise.target ??= value
    else if (/^(?:baseline|start)/i.test(word)) promise.baseline ??= value
    else if (/^unit/i.test(word)) promise.unit ??= value
    else if (word !== '') now ??= value
  }
  return { ...promise, baseline: promise.baseline ?? (promise.target === null ? null : now) }
}

/** An emoji before the word. */
export const sign = /^(?:\p{Extended_Pictographic}|\uFE0F|\u200D)+\s*/u

/** A value, where one says how far it is now: not `TBD, month 3`. */
const figureFirst = /^[^\p{L}\d]{0,4}(?:about |around |ca\.? ?|approx\.? |US|R)?[^\p{L}\d]{0,3}\d/iu

/** A unit that says only that things are counted. */
const isCount = /^(?:#|№|n[°º.]|no\.?|nr\.?|numbers?|counts?|qty|quantity|anzahl|-|–|—)$/i

/** What a row promises, each as written in its column. */
export type Promised = { baseline: string | null; target: string | null; unit: string | null }

/** Target and baseline out of their columns; what is now is the baseline where the table has no other. */
export function promiseIn(row: TableRow): Promised {
  const promise: Promised = { baseline: null, target: null, unit: null }
  let now: string | null = null
  for (const { kind, column, value } of cellsIn(row)) {
    if (
      kind === 'baseline' ||
      kind === 'unit' ||
      (kind === 'target' && !/^(?:to be |set |TB[ACD]\b|define|pending|after |unknown|not )/i.test(value))
    )
      promise[kind] ??= kind === 'unit' && isCount.test(value) ? null : value
    // what was reached in the end is not where it began
    if (
      kind === 'current' &&
      !/^\W*(?:actuals?|results?|achieved)\W*$/i.test(column) &&
      !(/^\W*progress\W*$/i.test(column) && /%\s*$/.test(value)) &&
      figureFirst.test(value)
    )
      now = value
  }
  return { ...promise, baseline: promise.baseline ?? now }
}

/** The filled cells of a row, with what their columns hold. */
export function cellsIn(row: TableRow) {
  const { columns, cells } = row
  const kinds = rowKinds(row)
  return columns.flatMap((column, index) => {
    const value = displayText((cells[index] ?? '').slice(0, 300)).trim()
    return value === '' ? [] : [{ kind: kinds[index], column: displayText(column), value }]
  })
}
