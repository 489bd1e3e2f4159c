import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dropCopy, keepCopy, keptCopy } from './copies.ts'

/** The person who sits here; nobody before the session is known. */
export function useOwner(): string | undefined {
  const session = useQueryClient().getQueryData<{ actor?: { id?: string } | null }>(['house.session.get', {}])
  return session?.actor?.id
}

/** Something typed beside the forms, kept in this browser for the same person over Back and reload, until it is sent or thrown away. */
export function useKept<T>(thing: string, empty: T): { value: T; keep: (next: T) => void; drop: () => void } {
  const owner = useOwner()
  const [value, setValue] = useState<T>(() => keptAt<T>(owner, thing) ?? empty)
  return {
    value,
    keep: (next) => {
      setValue(next)
      if (JSON.stringify(next) === JSON.stringify(empty)) dropCopy(owner, thing)
      else keepCopy(owner, thing, { text: JSON.stringify(next), rev: 0 })
    },
    drop: () => {
      setValue(empty)
      dropCopy(owner, thing)
    },
  }
}

/** What stands there, if it can be read. */
export function keptAt<T>(owner: string | undefined, thing: string): T | undefined {
  const text = keptCopy(owner, thing)?.text
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}
