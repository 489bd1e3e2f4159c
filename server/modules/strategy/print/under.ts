import type { ItemShape } from '../contract.ts'
import { displayText } from '../rules/reading/inline.ts'
import { ink, type Pen } from './pen.ts'

/** What stands under an item: the other columns of its row, its paragraphs. Answers where it ends. */
export function drawUnder(pen: Pen, { under }: ItemShape, x: number, top: number, width: number): number {
  return under.reduce((y, words) => pen.text(displayText(words.replaceAll('\n', ' ')), x, y, { size: 8, color: ink.second, width }), top)
}
