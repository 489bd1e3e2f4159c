const says: Record<string, string> = { R: 'recommends', A: 'agrees', P: 'carries out', I: 'is heard', D: 'decides' }

/** What the signs and letters beside the parties of a public plan say; who hides behind a sign is not public. Nothing where nobody is named. */
export function legendOf(parties: readonly { letters: readonly string[] }[]): string | null {
  const used = new Set(parties.flatMap(({ letters }) => letters))
  const said = Object.entries(says).flatMap(([letter, words]) => (used.has(letter) ? [`${letter} ${words}`] : []))
  return said.length === 0 ? null : `${said.join(', ')}. People are called by their initials, groups by their short names.`
}
