import type { Message } from './chat.ts'
import { contentWords, spokenOf } from './words.ts'

/** Fewer words that say something ask for nothing that anybody would write down. */
const leastWords = 4

/** What people say before they ask. */
const greeting =
  /^(?:(?:hi|hello|hey|hiya|yo|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|sorry|excuse me|quick (?:question|one)|(?:another |one more |next |stupid |silly |newbie )?question|q|all|there|team|folks|everyone|everybody|guys|so|ok|okay|and|also|btw|by the way|um|hm+|please|help|pls|random|just wondering|i was wondering|wondering|friends|people|admins?|channel|here)(?=$|[^\p{L}\p{N}])|@[\p{L}\p{N}._-]+|\p{Lu}[\p{L}]+(?=[,:])|[^\p{L}\p{N}]+)/iu

const cues = [
  /^how (?:do|does|did|can|could|should|would|is|are|to|long|often|much|many)\b/,
  /^where (?:do|does|did|can|could|should|is|are|to|would)\b/,
  /^where['’]?s\b/,
  /^who (?:approves?|owns?|handles?|is|are|can|could|do|does|should|signs?|decides?|has|knows?|looks?|takes?|keeps?|runs?|books?|pays?)\b/,
  /^who['’]?s\b/,
  /^(?:what(?:['’]?s| is| are| was)) (?:the|our|your) (?:\p{L}+ ){0,2}(?:process|procedure|policy|rules?|way|steps?|deadline|limit|workflow|guideline|protocol)\b/u,
  /^is there (?:a|an|any|some)\b/,
  /^are there (?:any|some)\b/,
  /^(?:does |do )?any(?:one|body) (?:here )?(?:know|remember|have|got)\b/,
  /^(?:can|could) (?:any|some)(?:one|body) (?:tell|explain|point|remind|show)\b/,
  /^do we have\b/,
  /^steps (?:to|for)\b/,
]

/** What somebody says, behind greetings and names. */
export function behindGreeting(text: string): string {
  let rest = text.trimStart()
  for (let n = 0; n < 12; n += 1) {
    const next = rest.replace(greeting, '')
    if (next === rest) break
    rest = next
  }
  return rest
}

/** Whether a person asks how something is done: with a mark, or by how it begins. */
export function isQuestion({ text, program }: Pick<Message, 'text' | 'program'>): boolean {
  if (program) return false
  const said = spokenOf(text)
  if (contentWords(said) < leastWords) return false
  if (/\?(?=$|[\s)"'”’!?.,:*_])/.test(said)) return true
  const begins = behindGreeting(said).toLowerCase()
  return cues.some((cue) => cue.test(begins))
}
