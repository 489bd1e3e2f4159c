/** The cells of a table row, trimmed, still escaped. */
export function cellsOf(row: string): string[] {
  const text = row.trim()
  const cells: string[] = []
  let cell = ''
  for (let i = text[0] === '|' ? 1 : 0; i < text.length; i += 1) {
    const char = text[i] as string
    if (char === '\\' && i + 1 < text.length) {
      cell += char + text[i + 1]
      i += 1
    } else if (char === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += char
  }
  if (cell.trim() !== '' || !text.endsWith('|')) cells.push(cell.trim())
  return cells
}
