/** What a company is in law, and words that join others, stand for nobody. */
const silent =
  /^(?:inc|llc|ltd|limited|gmbh|ag|kg|se|sa|sas|sarl|ab|oy|as|bv|nv|srl|spa|sl|plc|co|corp|and|und|et|of|the|de|des|du|la|van|von|der|den)$/

/**
 * Two letters that stand for a name: "Maple Bank" → MB, "Summit" → SU. Of a person (`person`) the first and the last name: "Ana de la Cruz"
 * → AC. A hyphen joins: "Self-Service Growth" → SG, and parts only a name of one word: "Mercedes-Benz" → MB.
 */
export function initialsOf(name: string, person = false): string {
  const all = wordsIn(name, /[\s,.&/_]+/)
  const said = all.filter((word, at) => at === 0 || !silent.test(word.toLowerCase()))
  const words = said.length === 1 && said[0]?.includes('-') ? wordsIn(said[0], /-+/) : said
  const [first = '', second] = person ? [words[0], words.length > 1 ? words.at(-1) : undefined] : words
  const letters = second === undefined ? [...first].slice(0, 2) : [...first].slice(0, 1).concat([...second].slice(0, 1))
  // letter by letter: "ß" has no capital of one letter, and would become two
  return letters.map((letter) => ([...letter.toLocaleUpperCase()].length === 1 ? letter.toLocaleUpperCase() : letter)).join('') || '?'
}

function wordsIn(text: string, between: RegExp): string[] {
  return text.split(between).filter((word) => /^[\p{L}\p{N}]/u.test(word))
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
