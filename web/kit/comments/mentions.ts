/** While one writes, a colleague is `@Noa Levi`; what is kept is a link to their page whose words are that. */
const kept = /\[@([^\]\n]{1,200})\]\(\/people\/persons\/([0-9a-f-]{36})\)/gi

export type Named = { id: string; name: string }

/** What is kept, as its writer sees it again. */
export function toWriting(text: string): { text: string; named: Named[] } {
  const named = [...text.matchAll(kept)].map(([, name = '', id = '']) => ({ id, name }))
  return { text: text.replaceAll(kept, '@$1'), named }
}

/** What was written, as it is kept: whoever was chosen and still stands there is named. The longest name first, so that "@Ann" leaves "@Anna" alone. */
export function toKept(text: string, named: readonly Named[]): string {
  const byLength = [...new Map(named.map((one) => [one.name, one])).values()].sort((a, b) => b.name.length - a.name.length)
  if (byLength.length === 0) return text
  const any = new RegExp(`@(${byLength.map(({ name }) => escaped(name)).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replaceAll(any, (whole, name: string) => {
    const one = byLength.find((each) => each.name === name)
    return one ? `[@${one.name}](/people/persons/${one.id})` : whole
  })
}

/** The name that is being written before the caret, after its `@`; nothing when no name is. */
export function asked(text: string, caret: number): { from: number; words: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const words = found[1] ?? ''
  return { from: caret - words.length - 1, words }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
