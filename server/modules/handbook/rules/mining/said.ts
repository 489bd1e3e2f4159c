import type { Message } from './chat.ts'

/** Those to whom a message speaks: with a sign before the name, or by a name at its beginning, behind thanks, or at its end. */
export function addressed({ text, named, author }: Message, names: ReadonlyMap<string, string>): Set<string> {
  const keys = new Set(named.flatMap((name) => names.get(name.toLowerCase()) ?? []))
  const begins =
    /^\s*(?:(?:hi|hey|hello|sorry|yes|no|ok|yep|nope|sure|ah|oh|well)[,!]?\s+)?([\p{L}][\p{L}.'-]{1,30})\s*(?:[,:–—]|-\s)/iu.exec(text)?.[1]
  const thanked =
    /(?:thanks|thank you|thx|cheers|ta|perfect|great|awesome|brilliant)(?: a lot| so much| very much)?,? ([\p{L}][\p{L}'-]{1,30})/iu.exec(
      text,
    )?.[1]
  const ends = /,\s*([\p{L}][\p{L}'-]{1,30})\s*[.!?:)]*\s*$/u.exec(text)?.[1]
  for (const name of [begins, thanked, ends]) {
    const key = name === undefined ? undefined : names.get(name.toLowerCase())
    if (key !== undefined) keys.add(key)
  }
  keys.delete(author)
  return keys
}

/** Somebody is spoken to, and not only named as the one who does it: `Kim, together with Lea` says who, `@kim look` says it to Kim. */
export function speaksTo({ text, named }: Message, called: ReadonlySet<string>, names: ReadonlyMap<string, string>): boolean {
  if (callsOver(text) || /^(?:thanks|thank you|thx|cheers)/i.test(text.trim())) return true
  const first =
    /^\s*(@?[\p{L}\p{N}._-]+)/u
      .exec(text)?.[1]
      ?.toLowerCase()
      .replace(/[._-]+$/, '') ?? ''
  const key = names.get(first.replace('@', ''))
  return key !== undefined && called.has(key) && (first.startsWith('@') ? named.length > 0 : text.includes('?'))
}

/** Hands a question on: `@kim ?`, `@kim do you know?`, `cc @kim`. */
export function callsOver(text: string): boolean {
  const said = text.replaceAll(/@[\p{L}\p{N}._-]+/gu, ' ').trim()
  return (
    /^(?:\W*|cc|fyi|ping|maybe|perhaps|paging|summoning|calling)\W*$/i.test(said) ||
    /^(?:cc|paging|ping|summoning|calling)\b|\b(?:maybe|perhaps) ?\?\W*$/i.test(text.trim()) ||
    /(?:do|would|could|can|any) you (?:maybe |perhaps )?(?:know|help|answer|look|take|say|tell|jump)|you (?:know|did|do) (?:this|that|these)|(?:one|something|question) for you|your (?:area|turf|turn|call|thing)|any idea|thoughts\?|is this (?:you|yours)|this is (?:you|yours)/i.test(
      said,
    )
  )
}

/** Says that one would like to know as well, or says nothing. */
export function meToo(text: string): boolean {
  const said = text.trim().toLowerCase()
  return (
    /^(?:\+1|\^+|same(?: here| question| for me| problem| boat)?\b|me too|me neither|following\b|good question|great question|good point|subscribed|also (?:interested|curious|wondering)|(?:i )?was (?:just )?(?:about|going) to ask|(?:i['’]?d|i would)(?: also)? (?:like|love) to know|(?:also )?curious (?:about|too|as well)|wondering (?:too|the same|that too)|not sure either|no idea either|interested (?:too|as well))/.test(
      said,
    ) || !/[\p{L}\p{N}]/u.test(said.replaceAll(/:[a-z0-9_+-]+:/g, ''))
  )
}

/** What people say beside everything: it answers nobody. */
export function isAside(text: string): boolean {
  return /^(?:fyi|psa|heads[ -]?up|reminder|(?:good )?morning\b|good (?:evening|night)|bye\b|brb\b|afk\b|lunch\b|lol\b|haha|lunch is|coffee\b|happy (?:birthday|friday|monday)|welcome\b|congrat|ooo\b|out of office|back in|standup\b|stand-up\b|deploying|release\b.*\bis out|anyone (?:for|up for|want)|who wants|who['’]?s (?:in|up)|running late|joining late|i(?:['’]m| am) (?:off|out|away|late|back|in a meeting))/i.test(
    text.trim(),
  )
}

/** Shows that one has read what was said. */
export function isReceipt(text: string): boolean {
  return /^(?:ok\b|okay|ah\b|aha\b|oh\b|right\b|i see|will do|hm+\b|yes\b|yep\b|yup\b|no\b|nope\b|correct|exactly|good to know|done\b|fair\b|understood|alright|noted|nice\b|cool\b|super\b|that['’]?s it|didn['’]?t know|doing (?:that|it) now|trying|let me try|tried)/i.test(
    text.trim(),
  )
}
