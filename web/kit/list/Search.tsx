import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Kbd } from '../text.tsx'
import { useDebounced } from './useDebounced.ts'

/** Words that rows must have; "/" goes there. What is typed is sent after a pause. */
export function Search({ words, label, onWords }: { words: string; label: string; onWords: (words: string) => void }) {
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
  return (
    <span className="list-find">
      <IconSearch size={14} stroke={1.75} aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder="Filter by words"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (typed) setTyped('')
          else event.currentTarget.blur()
        }}
      />
      {typed ? (
        <button type="button" aria-label="Clear the words" onClick={() => setTyped('')}>
          <IconX size={13} stroke={1.75} aria-hidden />
        </button>
      ) : (
        <Kbd keys="/" />
      )}
    </span>
  )
}
