import { useEffect, useRef } from 'react'

type Acts = {
  step: (by: number) => void
  open: () => void
  peek: () => void
  tick: () => void
  edit: () => void
  /** takes back the last thing that was opened or chosen; false when there was none */
  back: () => boolean
}

/** Keys of a list, wherever the focus is but in a field, a menu or a dialog. */
export function useListKeys(acts: Acts): void {
  const now = useRef(acts)
  now.current = acts
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : undefined
      if (target?.closest('input:not([type="checkbox"]),textarea,select,[contenteditable],[role="dialog"],[role="menu"],[role="listbox"]'))
        return
      const act = actOf(event, target, now.current)
      if (!act) return
      if (act() !== false) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function actOf(event: KeyboardEvent, target: HTMLElement | undefined, acts: Acts): (() => unknown) | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (key === 'j' || key === 'ArrowDown') return () => acts.step(1)
  if (key === 'k' || key === 'ArrowUp') return () => acts.step(-1)
  if (key === 'x') return acts.tick
  if (key === 'e') return acts.edit
  if (key === 'Escape') return acts.back
  // a button that has the focus does what it says, and so does a link with Enter
  if (target?.closest('button,[role="button"],summary,input')) return undefined
  if (key === ' ') return acts.peek
  return key === 'Enter' && !target?.closest('a') ? acts.open : undefined
}
