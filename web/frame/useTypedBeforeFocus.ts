import { useEffect, useState } from 'react'

/** What is typed after the palette was called and before its field has the focus, which may take a download. Nothing of it is lost. */
export function useTypedBeforeFocus(open: boolean): string {
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (!open) {
      setTyped('')
      return
    }
    const keep = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('[role="dialog"] input')
      if (inField || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      setTyped((before) => before + event.key)
    }
    document.addEventListener('keydown', keep, true)
    return () => document.removeEventListener('keydown', keep, true)
  }, [open])
  return typed
}
