import { type Hunk, hunksOf, linesOf } from './differences.ts'

type Edit = { from: number; to: number; lines: string[] }

/** Two changes of one text in one, line by line; nothing where both changed the same lines, or lines side by side. */
export function merged(base: string, theirs: string, mine: string): string | undefined {
  const lines = linesOf(base)
  const [one, other] = [editsOf(hunksOf(lines, linesOf(theirs))), editsOf(hunksOf(lines, linesOf(mine)))]
  const same = (a: Edit, b: Edit) => a.from === b.from && a.to === b.to && a.lines.join('') === b.lines.join('')
  const own = other.filter((edit) => !one.some((their) => same(their, edit)))
  if (own.some((edit) => one.some((their) => edit.from <= their.to && their.from <= edit.to))) return undefined
  let out = ''
  let at = 0
  for (const { from, to, lines: written } of [...one, ...own].sort((a, b) => a.from - b.from)) {
    out += lines.slice(at, from).join('') + written.join('')
    at = to
  }
  return out + lines.slice(at).join('')
}

/** What was changed, by the lines of the text that it was changed in. */
function editsOf(hunks: readonly Hunk[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  for (const hunk of hunks) {
    if (hunk.same !== undefined) at += hunk.same.length
    else {
      edits.push({ from: at, to: at + hunk.removed.length, lines: hunk.added })
      at += hunk.removed.length
    }
  }
  return edits
}
