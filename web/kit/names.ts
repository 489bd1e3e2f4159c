/** Two letters that stand for a name: "Maple Bank" → MB, "Summit" → SU, "Ilse Brandt" → IB. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,.&/_-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first = '', second] = words
  const letters = second === undefined ? [...first].slice(0, 2) : [...first].slice(0, 1).concat([...second].slice(0, 1))
  return letters.join('').toLocaleUpperCase() || '?'
}

/** Which of the five quiet papers a name is written on: always the same one, and no meaning. */
export function tintOf(name: string): 1 | 2 | 3 | 4 | 5 {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return ((sum % 5) + 1) as 1 | 2 | 3 | 4 | 5
}

/** How a person is called after the first time: by the first name. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
