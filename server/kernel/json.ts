import { Refusal } from './refusal.ts'

/** Lists and objects inside each other that a request may have; deeper ones are made to break readers. */
export const mostDepth = 32

/**
 * Reads JSON as RFC 8259 means it, without what readers understand differently: an object may not name a field twice (one reader
 * takes the first, the next the last), and lists and objects lie at most 32 deep.
 */
export function readJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('invalid', 'body.invalid', 'The body is not JSON.')
  }
  scan(text)
  return value
}

/** A walk over text that is known to be JSON. */
function scan(text: string): void {
  const names: (Set<string> | undefined)[] = []
  let expectsName = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') {
      const end = endOfString(text, at)
      const seen = names.at(-1)
      if (expectsName && seen) {
        const raw = text.slice(at, end + 1)
        const name: string = raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1)
        if (seen.has(name)) throw new Refusal('invalid', 'body.field_twice', 'An object of the body names a field twice.')
        seen.add(name)
        expectsName = false
      }
      at = end
    } else if (sign === '{' || sign === '[') {
      names.push(sign === '{' ? new Set() : undefined)
      expectsName = sign === '{'
      if (names.length > mostDepth) {
        throw new Refusal('invalid', 'body.too_deep', `Lists and objects of a body may lie ${mostDepth} deep in each other.`)
      }
    } else if (sign === '}' || sign === ']') {
      names.pop()
      expectsName = false
    } else if (sign === ',') {
      expectsName = names.at(-1) !== undefined
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}
