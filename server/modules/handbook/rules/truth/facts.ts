import { termsOf } from '../../../../kernel/search/terms.ts'
import type { Fact as Stated } from '../../../../kernel/facts.ts'
import { sameValue, type Value, valuesIn } from './values.ts'

type Against = { fact: Stated; what: Pick<Value, 'text'> }
type Places = ReadonlyMap<string, readonly number[]>

/** So many words lie at most between what a sentence speaks of and the value that it states for it. */
const farthest = 12

/**
 * What a sentence says otherwise than the rooms do: it speaks of a fact, states a value of the same kind near to where it does, and nowhere the
 * value that holds.
 */
export function againstFacts(sentence: string, facts: readonly Stated[]): Against[] {
  const values = valuesIn(sentence)
  if (values.length === 0 && !facts.some(({ among }) => among)) return []
  const places = placesIn(sentence)
  return facts.flatMap((fact): Against[] => {
    if ((fact.unless ?? []).some((phrase) => spoken(phrase, places) !== undefined)) return []
    const spots = fact.about.flatMap((phrase) => spoken(phrase, places) ?? [])
    if (spots.length === 0) return []
    if (fact.among) return againstNames(places, fact, fact.among)
    const [holds] = valuesIn(`is ${fact.value}`)
    const own = values.filter((value) => holds && comparable(value, holds))
    if (!holds || own.length === 0 || own.some((value) => sameValue(value, holds))) return []
    const near = own
      .map((value) => ({ value, far: Math.min(...spots.map((at) => Math.abs(at - wordsBefore(sentence, value.from)))) }))
      .sort((a, b) => a.far - b.far)
    const [best] = near
    return best && best.far <= (fact.within ?? farthest) ? [{ fact, what: best.value }] : []
  })
}

/** Whoever is named in the place of all who are meant; where one of those is named too, the sentence says no other. */
function againstNames(places: Places, fact: Stated, among: readonly string[]): Against[] {
  const named = among.filter((name) => spoken(name, places) !== undefined)
  const meant = fact.value.split(', ')
  // `sales` is a word of `sales manager`: the longer name is the one that is said
  const said = named.filter((name) => !named.some((other) => other !== name && spoken(name, placesIn(other)) !== undefined))
  const [other] = said.filter((name) => !meant.includes(name))
  return other === undefined || said.some((name) => meant.includes(name)) ? [] : [{ fact, what: { text: other } }]
}

/** Of one kind, and of one currency: a price in euros says nothing of that in dollars. */
function comparable(value: Value, holds: Value): boolean {
  return value.kind === holds.kind && (holds.kind !== 'money' || value.means.split(' ')[0] === holds.means.split(' ')[0])
}

/** Where each term of a sentence stands, counted in words. */
function placesIn(sentence: string): Places {
  const places = new Map<string, number[]>()
  for (const [at, term] of termsOf(sentence).entries()) places.set(term, [...(places.get(term) ?? []), at])
  return places
}

/** Where the words of a phrase stand, if all do. */
function spoken(phrase: string, places: Places): number[] | undefined {
  const terms = termsOf(phrase)
  const spots = terms.map((term) => places.get(term))
  return terms.length > 0 && spots.every((one) => one !== undefined) ? spots.flat() : undefined
}

function wordsBefore(sentence: string, at: number): number {
  return termsOf(sentence.slice(0, at)).length
}
