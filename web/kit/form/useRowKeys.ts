import { useState } from 'react'

/**
 * Names for rows of a form that have none before they are saved: a row keeps its name while others are taken out, so that what is typed
 * beside it stays where it was. `drop(at)` goes with the row that is taken out.
 */
export function useRowKeys(count: number): { keys: readonly number[]; drop: (at: number) => void } {
  const [held] = useState(() => ({ keys: [] as number[], next: 0 }))
  while (held.keys.length < count) held.keys.push(held.next++)
  held.keys.length = count
  return { keys: [...held.keys], drop: (at) => void held.keys.splice(at, 1) }
}
