import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './useDebounced.ts'

/** A field for words that rows must have: what is typed is sent after a pause, "/" goes there, and words set elsewhere are shown. */
export function useSearchWords(words: string, onWords: (words: string) => void) {
  const [typed, setTyped] = useState(words)
  const debounced = useDebounced(typed)
  const field = useRef<HTMLInputElement>(null)
  const sent = useRef(words)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is sent, not a new handler
  useEffect(() => {
    if (debounced === sent.current) return
    sent.current = debounced
    onWords(debounced)
  }, [debounced])
  useEffect(() => {
    if (words === sent.current) return
    sent.current = words
    setTyped(words)
  }, [words])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement &&
        event.target.closest('input:not([type="checkbox"]),textarea,select,[contenteditable],[role="dialog"]')
      if (event.key !== '/' || inField || event.metaKey || event.ctrlKey) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return { field, typed, setTyped }
}
