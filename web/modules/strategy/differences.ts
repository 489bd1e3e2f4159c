type DiffLine = { mark: ' ' | '+' | '-'; text: string }

const mostLines = 2_000

/** Line differences by longest common subsequence; texts of more lines are told as all old, all new. */
export function differences(before: string, after: string): DiffLine[] {
  const a = before.split(/\r\n|\n|\r/)
  const b = after.split(/\r\n|\n|\r/)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = walk(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const same = (texts: string[]): DiffLine[] => texts.map((text) => ({ mark: ' ', text }))
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]
}

function walk(a: string[], b: string[]): DiffLine[] {
  if (a.length > mostLines || b.length > mostLines) {
    return [...a.map((text): DiffLine => ({ mark: '-', text })), ...b.map((text): DiffLine => ({ mark: '+', text }))]
  }
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let k = b.length - 1; k >= 0; k -= 1) {
      common[i * width + k] =
        a[i] === b[k]
          ? (common[(i + 1) * width + k + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + k] ?? 0, common[i * width + k + 1] ?? 0)
    }
  }
  const lines: DiffLine[] = []
  let i = 0
  let k = 0
  while (i < a.length || k < b.length) {
    if (i < a.length && k < b.length && a[i] === b[k]) {
      lines.push({ mark: ' ', text: a[i] ?? '' })
      i += 1
      k += 1
    } else if (k >= b.length || (i < a.length && (common[(i + 1) * width + k] ?? 0) >= (common[i * width + k + 1] ?? 0))) {
      lines.push({ mark: '-', text: a[i] ?? '' })
      i += 1
    } else {
      lines.push({ mark: '+', text: b[k] ?? '' })
      k += 1
    }
  }
  return lines
}

/** Only what changed, with two lines around it; a gap is null. */
export function excerpt(lines: DiffLine[], around = 2): (DiffLine | null)[] {
  const near = new Set<number>()
  lines.forEach((line, index) => {
    if (line.mark !== ' ') for (let k = index - around; k <= index + around; k += 1) near.add(k)
  })
  const shown: (DiffLine | null)[] = []
  lines.forEach((line, index) => {
    if (near.has(index)) shown.push(line)
    else if (shown.length > 0 && shown.at(-1) !== null) shown.push(null)
  })
  return shown
}

/** A text as a text field holds it: every line break is one character. */
export function inField(text: string): string {
  return text.replace(/\r\n|\r/g, '\n')
}

/**
 * What was typed in a field, with the line breaks of the text that it was made from: a line that stayed keeps its own, a new one takes that of
 * the line before. Without this an edit of one line would change every line of a text that came with CRLF.
 */
export function withBreaks(typed: string, original: string): string {
  if (!original.includes('\r')) return typed
  const breaks = original.match(/\r\n|\n|\r/g) ?? []
  const texts: string[] = []
  const ends: (string | undefined)[] = []
  let old = 0
  for (const line of differences(original, typed)) {
    if (line.mark !== '+') old += 1
    if (line.mark === '-') continue
    texts.push(line.text)
    ends.push(line.mark === ' ' ? breaks[old - 1] : undefined)
  }
  return texts.map((text, index) => (index === texts.length - 1 ? text : text + breakAt(ends, index, breaks))).join('')
}

function breakAt(ends: (string | undefined)[], index: number, breaks: string[]): string {
  for (let at = index; at >= 0; at -= 1) {
    const own = ends[at]
    if (own !== undefined) return own
  }
  return breaks[0] ?? '\n'
}
