import { useEffect, useMemo, useRef, useState } from 'react'
import { type Draft, draftAt, draftKey, dropDraft, dropOthers, keepDraft } from './draft.ts'
import { useOwner } from './useKept.ts'
import type { Values } from './values.ts'

/** What was typed into a form of one operation, for as long as this tab is open and the same person sits here. */
export function useDraft(operation: string, fixed: Values) {
  const owner = useOwner()
  const key = draftKey(owner, operation, fixed)
  const [found, setFound] = useState<Draft | undefined>(() => draftAt(key))
  const never = useRef(new Set<string>())
  useEffect(() => {
    if (owner) dropOthers(owner)
  }, [owner])
  return useMemo(
    () => ({
      found,
      keep: (draft: Draft) => keepDraft(key, draft, never.current),
      drop: () => {
        dropDraft(key)
        setFound(undefined)
      },
      never: (name: string) => void never.current.add(name),
    }),
    [found, key],
  )
}
