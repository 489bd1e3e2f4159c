/**
 * Answers between processes as JSON text that keeps what plain JSON loses: big integers, instants and maps. A value that looks like one
 * of our marks is marked itself, so that nothing of the rows can be taken for another kind.
 */
export function pack(value: unknown): string {
  return JSON.stringify(marked(value))
}

export function unpack(text: string): unknown {
  return unmarked(JSON.parse(text))
}

function marked(value: unknown): unknown {
  if (typeof value === 'bigint') return { '~': 'n', v: value.toString() }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return { '~': 'd', v: value.getTime() }
  if (value instanceof Map) return { '~': 'm', v: [...value].map(([key, entry]) => [marked(key), marked(entry)]) }
  if (Array.isArray(value)) return value.map(marked)
  const plain = Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, marked(entry)]),
  )
  return '~' in plain ? { '~': 'o', v: plain } : plain
}

function unmarked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(unmarked)
  const { '~': mark, v } = value as { '~'?: string; v?: unknown }
  if (mark === 'n') return BigInt(String(v))
  if (mark === 'd') return new Date(Number(v))
  if (mark === 'm') return new Map((v as [unknown, unknown][]).map(([key, entry]) => [unmarked(key), unmarked(entry)]))
  const plain = mark === 'o' ? (v as object) : value
  return Object.fromEntries(Object.entries(plain).map(([key, entry]) => [key, unmarked(entry)]))
}
