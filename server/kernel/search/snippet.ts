import { termsOf } from './terms.ts'

const most = 160

/** A text without the title with which it begins: that stands above it where it is shown. */
export function behindTitle(body: string, title: string): string {
  const text = body.trimStart()
  const rest = text.slice(title.length)
  return title !== '' && text.startsWith(title) && !/^[\p{L}\p{N}]/u.test(rest) ? rest.trimStart() : body
}

/** Where a text holds most of the words of a question: so many letters of it, cut at words; its beginning where it holds none. */
export function snippetOf(body: string, question: string): string {
  const asked = new Set(termsOf(question))
  const words = [...body.slice(0, 100_000).matchAll(/\S+/g)].map(({ 0: word, index }) => ({ from: index, to: index + word.length, word }))
  const met = words.map(({ word }) => termsOf(word).filter((term) => asked.has(term)))
  let [best, first, start] = [0, 0, 0]
  const held = new Map<string, number>()
  for (const [end, { to }] of words.entries()) {
    for (const term of met[end] ?? []) held.set(term, (held.get(term) ?? 0) + 1)
    while (start < end && to - (words[start]?.from ?? 0) > most - 2) {
      for (const term of met[start] ?? []) {
        const left = (held.get(term) ?? 1) - 1
        if (left > 0) held.set(term, left)
        else held.delete(term)
      }
      start += 1
    }
    if (held.size > best) [best, first] = [held.size, start]
  }
  const from = words[first]?.from ?? 0
  let upto = from
  for (const { to } of words.slice(first)) {
    if (to - from > most - 2) break
    upto = to
  }
  const text = upto > from ? body.slice(from, upto) : [...body.slice(from)].slice(0, most - 2).join('')
  return `${from > 0 ? '…' : ''}${text}${from + text.length < body.trimEnd().length ? '…' : ''}`
}
