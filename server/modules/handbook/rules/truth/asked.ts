import { folded, termsOf } from '../../../../kernel/search/terms.ts'
import { procedureOf } from '../procedures.ts'

/** What somebody may type who looks for a page. */
type Asked = { as: 'title' | 'trigger' | 'link' | 'alias'; words: string }

const mostLinks = 5

/** Its title, what makes people begin it, the words by which others link to it, and what readers asked for and it was said to be. */
export function askedFor(page: { title: string; source: string }, links: readonly string[], aliases: readonly string[]): Asked[] {
  const { trigger } = procedureOf(page.source)
  const own = termsOf(page.title).join(' ')
  const said = new Map<string, string>()
  for (const words of links) {
    const key = termsOf(words).join(' ')
    if (key !== '' && key !== own && !said.has(key)) said.set(key, words.slice(0, 200))
  }
  return [
    { as: 'title', words: page.title },
    ...(trigger === null || termsOf(trigger).length === 0 ? [] : [{ as: 'trigger' as const, words: trigger.slice(0, 200) }]),
    ...[...said.values()].slice(0, mostLinks).map((words) => ({ as: 'link' as const, words })),
    ...[...new Set(aliases)].map((words) => ({ as: 'alias' as const, words })),
  ]
}

/** Words of a question that are kept where nothing was found. */
const mostWords = 8

/**
 * What is kept of a question that found nothing: its words, folded, without anything by which a person is told – addresses, numbers of
 * three digits and more. Nothing where too little is left.
 */
export function missedWords(question: string): string | undefined {
  const words = question
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => !/[@\\/]|\d.*\d.*\d|www\./.test(word))
    .flatMap((word) => folded(word).match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length <= 30)
    .slice(0, mostWords)
  return words.some((word) => word.length >= 3) ? words.join(' ') : undefined
}
