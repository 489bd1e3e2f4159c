import { useEffect, useRef, useSyncExternalStore } from 'react'

/** One key, `Space` among them, or two after each other (`G R`), what it does, and the deed. Letters are without Mod; `Mod+K` is for the frame. */
type Key = {
  keys: string
  says: string
  run?: (event: KeyboardEvent) => void /** where it is meant; everywhere when left out */
  when?: (event: KeyboardEvent) => boolean
}
type Group = { title: string; keys: Key[] }

const groups = new Map<symbol, Group>()
const heard = new Set<() => void>()
let listed: Group[] = []

function tell(): void {
  listed = [...groups.values()]
  for (const one of heard) one()
}

/**
 * Keys of what is on screen: they work while no field, menu or dialog has the focus, and stand in the list that `?` shows. Keys without
 * a deed are only listed.
 */
export function useKeys(title: string, keys: readonly Key[]): void {
  const now = useRef(keys)
  now.current = keys
  const words = keys.map((key) => `${key.keys} ${key.says}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are what is listed
  useEffect(() => {
    const id = Symbol(title)
    groups.set(id, { title, keys: [...now.current] })
    tell()
    return () => {
      groups.delete(id)
      tell()
    }
  }, [title, words])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const pressed = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
      const key = now.current.find((one) => one.run && one.keys === pressed)
      if (!key || key.when?.(event) === false) return
      event.preventDefault()
      key.run?.(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** All keys of what is on screen, in groups. */
export function useListedKeys(): readonly Group[] {
  return useSyncExternalStore(
    (again) => {
      heard.add(again)
      return () => heard.delete(again)
    },
    () => listed,
  )
}

/** Whether a key press belongs to something else: a field, a dialog or menu, a shortcut of the browser, or one already used. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true
  const at = event.target instanceof Element ? event.target : null
  if (at?.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]')) return true
  if (at?.closest('button, a') && (event.key === 'Enter' || event.key === ' ')) return true
  return document.querySelector('[role="dialog"]') !== null
}
