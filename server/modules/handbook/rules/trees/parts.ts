/** Lines that one function of the contents takes. */
export const mostLines = 200
/** Letters of its name. */
const longestName = 60

type Group = { name: string; lines: { file: string | null; label: string }[] }

/** The name of a further part of a group that is too long for one. */
export function partName(name: string, part: number): string {
  const more = part === 1 ? '' : ` (${part})`
  return (
    name
      .slice(0, longestName - more.length)
      .toWellFormed()
      .trim() + more
  )
}

/** Groups as they fit into the contents: a long one goes on in the next, which is called after it. */
export function inParts(groups: readonly Group[]): Group[] {
  return groups.flatMap(({ name, lines }) =>
    Array.from({ length: Math.ceil(lines.length / mostLines) }, (_none, n) => ({
      name: partName(name, n + 1),
      lines: lines.slice(n * mostLines, (n + 1) * mostLines),
    })),
  )
}
