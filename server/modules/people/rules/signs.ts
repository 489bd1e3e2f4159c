import { Refusal } from '../../../kernel/refusal.ts'

/**
 * Short signs for a person, best first: the first letters of the names, then one more letter of the last name, then any letter behind.
 * Two to five capitals A–Z; a name in another script has none of its own and begins with X.
 */
export function initialsFor(name: string): string[] {
  const words = wordsOf(name)
    .map((word) => word.replaceAll(/[^A-Z]/g, ''))
    .filter(Boolean)
  const first = words.map((word) => word.slice(0, 1)).join('')
  const [given = '', last = ''] = [words[0] ?? '', words.at(-1) ?? '']
  const base = words.length > 1 ? `${given.slice(0, 1)}${last.slice(0, 1)}` : `${given}XX`.slice(0, 2)
  const longer =
    words.length > 1 ? [2, 3, 4].map((letters) => `${given.slice(0, 1)}${last.slice(0, letters)}`) : [given.slice(0, 3), given.slice(0, 4)]
  return distinct([first.slice(0, 3), base, ...longer, ...behind(base)]).filter((sign) => /^[A-Z]{2,5}$/.test(sign))
}

/** Short names for a group: the first letters of its words, the whole name where it is short, its beginning, then any letter behind. */
export function shortNamesFor(name: string): string[] {
  const words = wordsOf(name)
  const first = words.map((word) => word.slice(0, 1)).join('')
  const whole = words.join('')
  const base = `${whole}XX`.slice(0, 2)
  return distinct([first.slice(0, 12), whole.length <= 5 ? whole : '', whole.slice(0, 3), whole.slice(0, 5), ...behind(base)]).filter(
    isShortName,
  )
}

/** A short name has 2 to 12 letters, digits, & or -, and begins with a letter: it stands before a bracket in `LT(R, A)`. */
export function isShortName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9&-]{1,11}$/.test(text)
}

/** Refuses a sign that somebody else has: `person.initials_taken`, `group.short_name_taken`. */
export function fitSign(
  sign: string,
  holder: { id: string; name: string } | undefined,
  whose: { id: string; kind: 'person' | 'group' },
): void {
  if (!holder || holder.id === whose.id) return
  const code = whose.kind === 'person' ? 'person.initials_taken' : 'group.short_name_taken'
  throw new Refusal('conflict', code, `“${sign}” is ${holder.name} already: initials and short names are one list. Choose another.`)
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[øØ]/g, 'O').replaceAll(/[łŁ]/g, 'L').replaceAll('ß', 'ss')
  return plain
    .toUpperCase()
    .split(/[^A-Z0-9&]+/)
    .map((word) => word.replace(/^[^A-Z]+/, ''))
    .filter(Boolean)
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
function behind(base: string): string[] {
  return [...letters.map((letter) => `${base}${letter}`), ...letters.flatMap((one) => letters.map((two) => `${base}${one}${two}`))]
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)]
}
