import { sha256 } from '../../../kernel/canonical.ts'

/** NUL and halves of a character have no place in a column of either database: NUL goes, a half becomes U+FFFD. */
export function clean(value: string): string {
  const whole = value.isWellFormed() ? value : value.toWellFormed()
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '') : whole
}

/** A number or text as text; nothing for an empty one or another kind. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

/**
 * What tells one thing from another, in at most `most` characters. Two that differ stay two: where text is cut or cleaned,
 * the fingerprint of the whole stands at its end.
 */
export function identityOf(value: string, most: number): string {
  const kept = clean(value)
  if (kept === value && kept.length <= most) return kept
  // JSON writes halves of characters and NUL as escapes, so that they count
  const print = `~${sha256(JSON.stringify(value)).slice(0, 40)}`
  return `${clean(kept.slice(0, most - print.length))}${print}`
}

/** The JSON text of a value as both databases can read it: no NUL, no half of a character, no number without an end. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(wellFormed(value)) : text
}

/** The same value with clean texts and keys; a number too large to be one (1e400) is null, as in JSON. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [clean(key), wellFormed(part)]))
}

/** The beginning of what was kept, for the person who looks into the quarantine. Never throws: it is the last word on what failed. */
export function excerptOf(value: unknown): string {
  try {
    const whole = typeof value === 'string' ? value : JSON.stringify(value)
    return clean(clean(whole ?? '').slice(0, 2000))
  } catch {
    return 'too deep to be shown'
  }
}
