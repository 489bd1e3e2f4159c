import type { RawItem } from './items.ts'
import type { Line } from './line.ts'
import type { Note, TableRow } from './model.ts'

/** How deep a line stands: headings lie left of every list. */
export function columnOf(line: Line): number {
  return line.kind === 'heading' ? line.level * 2 - 100 : line.indent
}

/** Lines of one item, on one line. */
export function joined(lines: string[]): string {
  return lines
    .map((text, index) => (index < lines.length - 1 ? text.replace(/(?<!\\)\\$/, '').trimEnd() : text))
    .join(' ')
    .trim()
}

type Step = { column: number; index: number }

/** Hangs items under each other: two columns deeper than the one before is its child, else it goes back to the nearest one not deeper. */
export function grower() {
  const items: RawItem[] = []
  const texts: string[][] = []
  const path: Step[] = []
  const children = new Map<number, number>()
  return {
    items,
    add(column: number, line: Line, marker: string, raw: string, row: TableRow | null = null) {
      while (path.length > 0 && ((path.at(-1) as Step).column > column || items[(path.at(-1) as Step).index]?.row)) path.pop()
      const top = path.at(-1)
      if (top && column < top.column + 2) path.pop()
      const parent = path.at(-1)?.index ?? -1
      const rank = (children.get(parent) ?? 0) + 1
      children.set(parent, rank)
      const depth = parent < 0 ? 0 : (items[parent] as RawItem).depth + 1
      path.push({ column, index: items.length })
      items.push({ depth, parent, rank, span: { from: line.from, to: line.to }, marker, raw, notes: [], row })
      texts.push([raw])
    },
    extend(line: Line) {
      texts.at(-1)?.push(line.text)
      const item = items.at(-1)
      if (item) item.span.to = line.to
    },
    /** where a paragraph of this indent belongs: to the deepest item that it stands under */
    notesAt(indent: number): Note[] | undefined {
      const owner = path.findLast(({ column, index }) => column + 2 <= indent && !items[index]?.row)
      return owner && items[owner.index]?.notes
    },
    /** gives the last item its words, which stand on a line below its number */
    name(line: Line) {
      const item = items.at(-1)
      const words = texts.at(-1)
      if (!item || !words) return
      words[0] = `${(words[0] ?? '').replace(/[\s:.–—-]*(\*\*|__)?[\s:.–—-]*$/, '$1')}: ${line.text}`
      item.span.to = line.to
    },
    /** the notes of the objective that is open */
    objectiveNotes(): Note[] | undefined {
      const first = path[0]
      return first && items[first.index]?.notes
    },
    /** what the objective that is open was called */
    lastObjective(): string | undefined {
      const first = path[0]
      return first && items[first.index]?.raw
    },
    done(): RawItem[] {
      return items.map((item, index) => ({ ...item, raw: joined(texts[index] ?? []) }))
    },
  }
}

export type Grower = ReturnType<typeof grower>
