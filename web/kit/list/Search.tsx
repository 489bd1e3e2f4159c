import './find.css'
import { IconSearch, IconX } from '@tabler/icons-react'
import { Kbd } from '../text.tsx'
import { useSearchWords } from './useSearchWords.ts'

/** Words that rows must have; "/" goes there. What is typed is sent after a pause. */
export function Search(props: { words: string; label: string; hint?: string; onWords: (words: string) => void }) {
  const { words, label, hint = 'Filter by words', onWords } = props
  const { field, typed, setTyped } = useSearchWords(words, onWords)
  return (
    <span className="list-find">
      <IconSearch size={14} stroke={1.75} aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={hint}
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
