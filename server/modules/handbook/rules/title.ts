/** What a title says about how far its page is. */
export type Mark = 'tba' | 'wip' | 'needs_update'
export type Titled = { title: string; completeness: number | null; mark: Mark | null }

/** A title without what it says about its page: `(40%)`, `(TBA)`, `WIP:`, `(Needs updating)`; escapes count as what they escape. */
export function titled(raw: string): Titled {
  let title = raw
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
  let completeness: number | null = null
  let mark: Mark | null = null
  const before = /^(WIP|TBA|TBD)\s*[:–-]\s*/.exec(title)
  if (before) {
    mark = before[1] === 'WIP' ? 'wip' : 'tba'
    title = title.slice(before[0].length)
  }
  for (let tail = tailOf(title); tail; tail = tailOf(title)) {
    completeness = tail.completeness ?? completeness
    mark = mark ?? tail.mark
    title = tail.before
  }
  return { title: title || raw.trim(), completeness, mark }
}

function tailOf(title: string): { before: string; completeness: number | null; mark: Mark | null } | undefined {
  const at = title.lastIndexOf('(')
  const said = title.slice(at + 1, -1)
  if (at < 1 || !title.endsWith(')') || said.includes(')')) return undefined
  const before = title.slice(0, at).trimEnd()
  if (before === '') return undefined
  const share = /^(\d{1,3})\s*%$/.exec(said.trim())
  if (share && Number(share[1]) <= 100) return { before, completeness: Number(share[1]), mark: null }
  const words = said.split(',').map((word) => word.trim().toLowerCase())
  if (!words.every((word) => word in marks)) return undefined
  return { before, completeness: null, mark: words.map((word) => marks[word] ?? null).find((mark) => mark !== null) ?? null }
}

/** A bracket of these words alone is about the page; `internal` says no more than the audience does. */
const marks: Record<string, Mark | null> = {
  tba: 'tba',
  tbd: 'tba',
  wip: 'wip',
  'needs updating': 'needs_update',
  'needs update': 'needs_update',
  internal: null,
}
