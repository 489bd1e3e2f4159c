import type { Run } from '../reading/inline.ts'
import { charWidth, isWide } from './widths.ts'

type Face = 'regular' | 'bold' | 'code'
/** What stands side by side on a printed line; x counts from the line's own left edge, in points. */
type Stretch = { text: string; face: Face; struck: boolean; italic: boolean; x: number; width: number }
export type PrintedLine = { stretches: Stretch[]; width: number }

type Piece = { text: string; width: number; face: Face; look: Run }
/** An unbreakable run of characters; `glued` when no space stands before it (between two wide characters). */
type Word = { pieces: Piece[]; width: number; glued: boolean }

const slack = 0.000001

/** Points that a text takes on one line. */
export function textWidth(text: string, face: Face, size: number): number {
  let sum = 0
  for (const char of text) sum += charWidth(char, face)
  return (sum * size) / 1000
}

/**
 * Breaks a text greedily into lines of at most `limit` points: at spaces, tabs, zero-width spaces and between two wide characters, never at
 * hyphen or slash. Runs of spaces are one and vanish at a line's end; a word wider than the line is cut at the last character that fits.
 * An empty text is one empty line.
 */
export function breakLines(runs: Run[], size: number, limit: number, allBold = false): PrintedLine[] {
  const space = (charWidth(' ', 'regular') * size) / 1000
  const lines: PrintedLine[] = [{ stretches: [], width: 0 }]
  for (const word of wordsOf(runs, size, allBold)) {
    const line = lines.at(-1) as PrintedLine
    const gap = word.glued || line.stretches.length === 0 ? 0 : space
    if (line.width + gap + word.width <= limit + slack) put(line, word.pieces, gap)
    else {
      const fresh = line.stretches.length === 0 ? line : { stretches: [], width: 0 }
      if (fresh !== line) lines.push(fresh)
      for (const part of cutWord(word, limit)) {
        if ((lines.at(-1) as PrintedLine).stretches.length > 0) lines.push({ stretches: [], width: 0 })
        put(lines.at(-1) as PrintedLine, part, 0)
      }
    }
  }
  return lines
}

function wordsOf(runs: Run[], size: number, allBold: boolean): Word[] {
  const words: Word[] = []
  let open: Word | undefined
  let glued = false
  let before = ''
  for (const look of runs) {
    const face: Face = look.code ? 'code' : look.bold || allBold ? 'bold' : 'regular'
    for (const char of look.text) {
      if (char === ' ' || char === '\t' || char === '\n' || char === '\u200B') {
        glued = char === '\u200B' && (open !== undefined || glued)
        open = undefined
      } else {
        if (open && isWide(char) && isWide(before)) {
          open = undefined
          glued = true
        }
        if (!open) {
          open = { pieces: [], width: 0, glued }
          words.push(open)
          glued = false
        }
        const width = (charWidth(char, face) * size) / 1000
        open.pieces.push({ text: char, width, face, look })
        open.width += width
      }
      before = char
    }
  }
  return words
}

function cutWord(word: Word, limit: number): Piece[][] {
  const parts: Piece[][] = []
  let width = 0
  for (const piece of word.pieces) {
    const last = parts.at(-1)
    if (last && width + piece.width <= limit + slack) {
      last.push(piece)
      width += piece.width
    } else {
      parts.push([piece])
      width = piece.width
    }
  }
  return parts
}

function put(line: PrintedLine, pieces: Piece[], gap: number): void {
  const last = line.stretches.at(-1)
  let x = line.width + gap
  let current = gap === 0 || !last ? last : undefined
  if (gap > 0 && last && pieces[0] && sameLook(last, pieces[0])) {
    last.text += ' '
    last.width += gap
    current = last
  }
  for (const piece of pieces) {
    if (current && sameLook(current, piece)) {
      current.text += piece.text
      current.width += piece.width
    } else {
      current = { text: piece.text, face: piece.face, struck: piece.look.struck, italic: piece.look.italic, x, width: piece.width }
      line.stretches.push(current)
    }
    x += piece.width
  }
  line.width = x
}

function sameLook(stretch: Stretch, piece: Piece): boolean {
  return stretch.face === piece.face && stretch.struck === piece.look.struck && stretch.italic === piece.look.italic
}
