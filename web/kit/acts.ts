import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that can be done to what is open: an address, or a deed. `words` are further words by which it is found. */
type RecordAct = { title: string; words?: string; href?: string; run?: () => void }
type OpenRecord = { name: string; acts: RecordAct[] }

let open: OpenRecord | undefined
const heard = new Set<() => void>()

function tell(next: OpenRecord | undefined): void {
  open = next
  for (const one of heard) one()
}

/** A record's page says what it shows and what can be done to it now: the command palette offers that first. Nothing while it is not there yet. */
export function useRecordActs(name: string | undefined, acts: readonly (RecordAct | undefined | false)[]): void {
  const now = acts.filter((act) => act !== undefined && act !== false)
  const last = useRef(now)
  last.current = now
  const words = now.map((act) => `${act.title} ${act.href ?? ''} ${act.words ?? ''}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words tell whether the acts are others
  useEffect(() => {
    if (!name) return
    const mine: OpenRecord = {
      name,
      acts: last.current.map((act, at) => ({ ...act, ...(act.run ? { run: () => last.current[at]?.run?.() } : {}) })),
    }
    tell(mine)
    return () => {
      if (open === mine) tell(undefined)
    }
  }, [name, words])
}

export function useOpenRecord(): OpenRecord | undefined {
  return useSyncExternalStore(
    (again) => {
      heard.add(again)
      return () => heard.delete(again)
    },
    () => open,
  )
}
