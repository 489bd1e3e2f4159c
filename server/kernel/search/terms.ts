import { stemmer } from 'stemmer'

/** Letters that are no other letter with a mark, as the database's `unaccent` writes them. */
const plain: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i' }

/** One spelling for all spellings of a word: no marks, no capitals, no apostrophes. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’ʼ]/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþħı]/g, (letter) => plain[letter] ?? letter)
}

const word = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*/gu
/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+/gu
/** A word longer than this is no word that anybody looks for. */
const longest = 60

/** Words of a text as they are compared, in their order: folded, a possessive's ending left out, stemmed as English (Porter, 1980). */
export function termsOf(text: string): string[] {
  return [...text.matchAll(word)].flatMap(([one]) => wordTerms(one))
}

/**
 * Words of a question: of each the term, and spellings that stand for it with less weight: `mueller` is `müller` too, and a word typed with
 * its marks is looked for as it is spelled without them.
 */
export function questionTerms(question: string): { term: string; others: string[] }[] {
  const met = new Set<string>()
  return [...question.matchAll(word)].flatMap(([one]) => {
    const terms = wordTerms(one)
    const spelled = terms.length === 1 ? [spelledOut(one), drawnTogether(one)].flatMap(wordTerms) : []
    return terms.flatMap((term) => {
      if (met.has(term)) return []
      met.add(term)
      return [{ term, others: [...new Set(spelled)].filter((other) => other !== term) }]
    })
  })
}

function wordTerms(one: string): string[] {
  const whole = folded(one.replace(/['’ʼ]s$/i, ''))
  const parts = whole.match(unspaced)
  if (!parts) return whole === '' || whole.length > longest ? [] : [whole.length > 2 ? stemmer(whole) : whole]
  // two letters at a time, as nobody says where a word ends; what stands between is a word as any other
  const between = whole.split(unspaced).filter(Boolean)
  return [...parts.flatMap(pairsOf), ...between]
}

function pairsOf(text: string): string[] {
  const letters = [...text]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** `Müller` as it is spelled without its marks: mueller. */
export function spelledOut(text: string): string {
  return text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
}

/** The other way round: `mueller` as muller. */
export function drawnTogether(text: string): string {
  return text.toLowerCase().replaceAll(/([aou])e/g, '$1')
}
