const feed = 10

/** Lines of a file one after the other, without a list of all of them; a mark of byte order and ends of lines of either kind count for nothing. */
export function* linesOf(bytes: Uint8Array): Generator<{ no: number; text: string }> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [from, no] = [0, 0]
  while (from < buffer.length) {
    const found = buffer.indexOf(feed, from)
    const to = found < 0 ? buffer.length : found
    no += 1
    const text = buffer.toString('utf8', from, to).replace(/\r$/, '')
    yield { no, text: no === 1 ? text.replace(/^\ufeff/, '') : text }
    from = to + 1
  }
}

/** What is written as JSON, or nothing. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

/** What somebody else wrote has the fields that it has: each is asked for by the kind that is meant. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : ''
}

/** An instant by its milliseconds; nothing for a number that is none of our days. */
export function instantOf(ms: unknown): Date | undefined {
  const at = typeof ms === 'number' ? ms : typeof ms === 'string' && /^\d{1,17}$/.test(ms) ? Number(ms) : Number.NaN
  return Number.isFinite(at) && at > 0 && at < 4_102_444_800_000 ? new Date(at) : undefined
}
