import type { Line } from './line.ts'
import type { Note } from './model.ts'

/** Gathers lines into paragraphs, tables and fenced blocks; blank lines and comments part them and are not kept. */
export function blocksOf(lines: Line[]): Note[] {
  const notes: Note[] = []
  let open: Note['kind'] | null = null
  for (const line of lines) {
    const kind = noteKind(line)
    const last = notes.at(-1)
    if (kind && last && open === kind && !opensFence(line)) grow(last, line)
    else if (kind) notes.push(noteOf(line, kind))
    open = kind
  }
  return notes
}

/** What a line becomes when it is neither label nor item; null for a line that parts blocks. */
export function noteKind(line: Line): Note['kind'] | null {
  if (line.kind === 'blank' || line.kind === 'opaque' || line.kind === 'underline') return null
  if (line.kind === 'fence') return 'fence'
  return line.kind === 'row' || line.kind === 'delimiter' ? 'table' : 'text'
}

export function noteOf(line: Line, kind: Note['kind']): Note {
  return { kind, raw: contentOf(line, kind), span: { from: line.from, to: line.to } }
}

export function grow(note: Note, line: Line): void {
  note.raw += `\n${contentOf(line, note.kind)}`
  note.span.to = line.to
}

/** Two fenced blocks in a row stay two. */
export function opensFence(line: Line): boolean {
  return line.kind === 'fence' && line.marker === 'open'
}

function contentOf(line: Line, kind: Note['kind']): string {
  if (kind === 'fence') return line.text
  return line.kind === 'item' ? `${' '.repeat(Math.min(line.indent, 16))}${line.marker} ${line.text}` : line.text
}
