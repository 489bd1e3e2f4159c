import { folded, termsOf } from '../../../../kernel/search/terms.ts'

/** Words that carry nothing: articles, pronouns, prepositions, and what joins them. */
const small =
  words(`a an the and or but if so of to in on at by for from with into about as than then it its this that these those there here
i me my mine we us our you your he she they them his her their is am are was were be been being not no yes just also too very really`)

/** What every question of a chat has: it says nothing of what is asked. */
const asking =
  words(`how what where who whom whose when why which can could do does did doing done should shall would will may might must has have
had get gets getting got give need needs needed want wants wanted know knows known anyone anybody someone somebody everyone everybody one ones
please pls thanks thank hi hello hey morning afternoon evening all team folks guys question questions quick ask asking asked tell wondering
like way thing things something anything use using used make made go going let lets again still now today tomorrow yesterday any some every
i'm i've i'd we're we've it's that's there's don't doesn't didn't can't isn't aren't won't what's who's how's where's sorry ok okay process
procedure policy steps step exactly actually maybe colleague best right new find where look looking looked see say says said people person
somewhere ever already currently usually normally supposed idea help helps e mail secret phone card account key btw fyi`)

const stopped = new Set([...small, ...asking].flatMap((word) => [...termsOf(word), folded(word)]))

function words(text: string): string[] {
  return text.split(/\s+/)
}

const smallWords = new Set(small.map(folded))

/** How many words of a text say something, each as often as it stands there. */
export function contentWords(text: string): number {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu)].filter(([word]) => !smallWords.has(folded(word))).length
}

/** By what a question is like another: stems of the words that say what it is about, each as often as it stands there. */
export function topicOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const said = text.replaceAll(/\[(?:e-mail|phone|card|account|secret|key)\]|@colleague|https?:\/\/\S+/g, ' ')
  for (const term of termsOf(said)) {
    if (term.length < 2 || stopped.has(term) || /^\d+$/.test(term)) continue
    counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

/** What is no speech of whoever writes: code, addresses, and what somebody else said before. */
export function spokenOf(text: string): string {
  return text
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replaceAll(/`[^`\n]*`/g, ' ')
    .replaceAll(/^\s*>.*$/gm, ' ')
    .replaceAll(/https?:\/\/\S+/g, ' ')
}
