import { useSyncExternalStore } from 'react'

/** A record that was open lately, in this browser. */
type Recent = { href: string; title: string; area: string }

const most = 8
const at = (person: string) => `quarterdeck.recent.${person}`
const heard = new Set<() => void>()
let read: { person: string; text: string | null; list: Recent[] } = { person: '', text: null, list: [] }

function listOf(person: string): Recent[] {
  const text = localStorage.getItem(at(person))
  if (read.person === person && read.text === text) return read.list
  let list: Recent[] = []
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    if (Array.isArray(kept)) list = kept.filter((one): one is Recent => typeof one?.href === 'string' && typeof one?.title === 'string')
  } catch {
    // what somebody else wrote there is nothing of ours
  }
  read = { person, text, list }
  return list
}

/** What was open comes first, each record once, also where one link leads to it by its number and another by its id. */
export function remembered(before: readonly Recent[], now: Recent): Recent[] {
  return [now, ...before.filter((one) => one.href !== now.href && !(one.title === now.title && one.area === now.area))].slice(0, most)
}

export function rememberRecent(person: string, now: Recent): void {
  localStorage.setItem(at(person), JSON.stringify(remembered(listOf(person), now)))
  for (const one of heard) one()
}

/** Whoever signs in here next does not see what the last one looked at. */
export function forgetRecents(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(at(''))) localStorage.removeItem(key)
}

/** Newest first. */
export function useRecents(person: string): Recent[] {
  return useSyncExternalStore(
    (again) => {
      heard.add(again)
      return () => heard.delete(again)
    },
    () => listOf(person),
  )
}
