import type { Values } from './values.ts'

export type Clash = { name: string; mine: unknown; theirs: unknown }

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null) || (isEmpty(a) && isEmpty(b))
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** The fields that both changed, and to different values: only a person can say which stands. */
export function clashesOf(before: Values, mine: Values, theirs: Values): Clash[] {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  return names
    .filter((name) => !same(mine[name], before[name]) && !same(theirs[name], before[name]) && !same(mine[name], theirs[name]))
    .map((name) => ({ name, mine: mine[name], theirs: theirs[name] }))
}

/** Mine where I changed something, theirs everywhere else. */
export function mergeOf(before: Values, mine: Values, theirs: Values): Values {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  return Object.fromEntries(names.map((name) => [name, same(mine[name], before[name]) ? theirs[name] : mine[name]]))
}

/** Whether anything was changed at all. */
export function changedOf(before: Values, values: Values): boolean {
  return [...new Set([...Object.keys(before), ...Object.keys(values)])].some((name) => !same(before[name], values[name]))
}
