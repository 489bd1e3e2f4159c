import { useSyncExternalStore } from 'react'

/** What the page knows of the house behind it: whether it answers, and whether it has become a newer one than the page is of. */
type Connection = { lost: boolean; retryAt: number; newer: boolean }

/** How long until the house is asked again. */
const pause = 5000

let now: Connection = { lost: false, retryAt: 0, newer: false }
const heard = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let back: (() => void) | undefined

function tell(next: Partial<Connection>): void {
  now = { ...now, ...next }
  for (const one of heard) one()
}

/** What is done when the house answers again: what is on screen is asked anew. */
export function onBack(again: () => void): void {
  back = again
}

/** No answer came: the page stays, and the house is asked until it answers. */
export function noteLost(): void {
  if (now.lost) return
  tell({ lost: true })
  plan()
}

/** An answer came; `build` is the build of the web app that the house gives out now. */
export function noteAnswer(build: string | null): void {
  // a test of words asks where there is no page
  const mine = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="build"]')?.content
  if (build && mine && build !== mine && !now.newer) tell({ newer: true })
  if (!now.lost) return
  clearTimeout(timer)
  tell({ lost: false })
  back?.()
}

/** Asks whether the house is there, at once. */
export async function tryConnection(): Promise<void> {
  clearTimeout(timer)
  try {
    const answer = await fetch('/api/session', { headers: { accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' })
    if (answer.status >= 502) throw new Error('no house behind the gate')
    noteAnswer(answer.headers.get('quarterdeck-build'))
  } catch {
    plan()
  }
}

function plan(): void {
  clearTimeout(timer)
  tell({ retryAt: Date.now() + pause })
  timer = setTimeout(() => void tryConnection(), pause)
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (again) => {
      heard.add(again)
      return () => heard.delete(again)
    },
    () => now,
  )
}

// a test of words reads this file where there is no window
if (typeof window !== 'undefined') {
  window.addEventListener('online', () => void tryConnection())
  window.addEventListener('offline', noteLost)
}
