import { near } from './differences.ts'
import type { Step } from './steps.ts'

type Said = Pick<Step, 'title' | 'body'>
type Known = Said & { key: string }

/** Words of two steps are about the same thing from here on. */
const alike = 0.6

/**
 * The lasting keys of steps: one goes on with the step that says the same, else in order with one that says nearly so (Dice of their words),
 * else a new one begins.
 */
export function keysAfter(before: readonly Known[], after: readonly Said[], newKey: () => string): string[] {
  const left = new Map(before.map((step) => [step.key, step]))
  const keys = after.map((step) => {
    const same =
      [...left.values()].find((one) => plain(one) === plain(step)) ?? [...left.values()].find((one) => sameTitle(one.title, step.title))
    if (same) left.delete(same.key)
    return same?.key
  })
  return after.map((step, at) => {
    const known = keys[at]
    if (known !== undefined) return known
    const [near] = [...left.values()]
      .map((one) => ({ one, share: dice(wordsOf(one), wordsOf(step)) }))
      .filter(({ share }) => share >= alike)
      .toSorted((a, b) => b.share - a.share)
    if (!near) return newKey()
    left.delete(near.one.key)
    return near.one.key
  })
}

/** But for slips of the pen. */
function sameTitle(one: string, other: string): boolean {
  const [words, others] = [wordsOf({ title: one, body: '' }), wordsOf({ title: other, body: '' })]
  return words.length > 0 && words.length === others.length && words.every((word, at) => near(word, others[at] ?? ''))
}

function plain({ title, body }: Said): string {
  return wordsOf({ title, body }).join(' ')
}

function wordsOf({ title, body }: Said): string[] {
  return `${title} ${body}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Twice what both have, of all that either has; a word that comes twice counts twice. */
function dice(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1)
  let both = 0
  for (const word of other) {
    const rest = left.get(word) ?? 0
    if (rest === 0) continue
    both += 1
    left.set(word, rest - 1)
  }
  return one.length + other.length === 0 ? 0 : (2 * both) / (one.length + other.length)
}
