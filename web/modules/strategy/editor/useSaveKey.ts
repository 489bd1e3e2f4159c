import { useEffect, useRef } from 'react'

/**
 * Mod+S saves wherever the focus is: after a choice between two texts it is nowhere, and the browser would offer to keep the page. While the
 * choice is open it leads there.
 */
export function useSaveKey(save: () => void): void {
  const now = useRef(save)
  now.current = save
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      if (document.querySelector('[role="dialog"]')) return
      const choice = document.querySelector<HTMLElement>('.plan-conflict button')
      if (choice) choice.focus()
      else now.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
