import { termsOf } from '../../../../kernel/search/terms.ts'
import type { Fact as Stated } from '../../../../kernel/facts.ts'
import { sameValue, type Value, valuesIn } from './values.ts'

type Against = { fact: Stated; what: Value }

/** So many words lie at most between what a sentence speaks of and the value that it states for it. */
const farthest = 12

/**
 * What a sentence says otherwise than the rooms do: it speaks of a fact, states a value of the same kind near to where it does, and nowhere the
 * value that holds.
 */
export function againstFacts(sentence: string, facts: readonly Stated[]): Against[] {
  const values = valuesIn(sentence)
  if (values.length === 0) return []
  const places = placesIn(sentence)
  return facts.flatMap((fact): Against[] => {
    const [holds] = valuesIn(`is ${fact.value}`)
    const own = values.filter(({ kind }) => kind === holds?.kind)
    if (!holds || own.length === 0 || own.some((value) => sameValue(value, holds))) return []
    if ((fact.unless ?? []).some((phrase) => spoken(phrase, places) !== undefined)) return []
    const spots = fact.about.flatMap((phrase) => spoken(phrase, places) ?? [])
    if (spots.length === 0) return []
    const near = own
      .map((value) => ({ value, far: Math.min(...spots.map((at) => Math.abs(at - wordsBefore(sentence, value.from)))) }))
      .sort((a, b) => a.far - b.far)
    const [best] = near
    return best && best.far <= farthest ? [{ fact, what: best.value }] : []
  })
}

/** Where each term of a sentence stands, counted in words. */
function placesIn(sentence: string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [at, term] of termsOf(sentence).entries()) places.set(term, [...(places.get(term) ?? []), at])
  return places
}

/** Where the words of a phrase stand, if all do. */
function spoken(phrase: string, places: ReadonlyMap<string, readonly number[]>): number[] | undefined {
  const terms = termsOf(phrase)
  const spots = terms.map((term) => places.get(term))
  return terms.length > 0 && spots.every((one) => one !== undefined) ? spots.flat() : undefined
}

function wordsBefore(sentence: string, at: number): number {
  return termsOf(sentence.slice(0, at)).length
}
