import type { Column } from '../../../server/kernel/list/list.ts'

export type Places = { first: string; amount?: string; state?: string; notes: string[] }

/**
 * Which column stands where on a phone: the first at the top left; at the right an amount, else the first count or day; the state below it. The
 * second line takes the first two of the rest that a row has words for, numbers of records last.
 */
export function placesOf(names: readonly string[], columns: Readonly<Record<string, Column>>): Places {
  const [first = '', ...rest] = names
  const kindOf = (name: string) => columns[name]?.kind ?? 'text'
  const amount = rest.find((name) => kindOf(name) === 'money') ?? rest.find((name) => ['count', 'day', 'instant'].includes(kindOf(name)))
  const state = rest.find((name) => name === 'state') ?? rest.find((name) => kindOf(name) === 'choice')
  const left = rest.filter((name) => name !== amount && name !== state)
  const isNumber = (name: string) => name === 'number' || name.endsWith('_number')
  const notes = [...left.filter((name) => !isNumber(name)), ...left.filter(isNumber)]
  return { first, notes, ...(amount ? { amount } : {}), ...(state ? { state } : {}) }
}
