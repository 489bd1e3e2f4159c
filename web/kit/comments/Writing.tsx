import { IconAt } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { commentReaders } from '../../../server/doors/contract.ts'
import { useAsk } from '../../ask.ts'
import { Button, IconButton } from '../controls.tsx'
import { Initials } from '../Names.tsx'
import { useDebounced } from '../list/useDebounced.ts'
import { Kbd } from '../text.tsx'
import { asked, type Named, toKept, toWriting } from './mentions.ts'

type WritingProps = {
  of: { kind: string; id: string }
  /** what the button says */
  act: string
  /** what stands there first, as it is kept */
  first?: string
  note?: ReactNode
  label: string
  autoFocus?: boolean
  keys?: boolean
  /** resolves when it is kept: the field is emptied then, and not before */
  onSend: (text: string) => Promise<unknown>
  onCancel?: () => void
  /** under which what is typed outlives the page; nothing for an edit */
  draft?: string
}

/** A field for a comment: `@` names a colleague who may see the thing, Mod+Enter sends. What is typed is never lost. */
export function Writing({ of, act, first = '', note, label, autoFocus = false, keys = false, onSend, onCancel, draft }: WritingProps) {
  const begun = toWriting((draft && sessionStorage.getItem(draft)) || first)
  const [text, setText] = useState(begun.text)
  const [caret, setCaret] = useState(begun.text.length)
  const [sending, setSending] = useState(false)
  const named = useRef<Named[]>(begun.named)
  const field = useRef<HTMLTextAreaElement>(null)
  const name = asked(text, caret)
  const people = useReaders(of, name?.words)
  const [chosen, setChosen] = useState(0)
  const list = useId()
  const open = name !== undefined && people.length > 0
  const at = Math.min(chosen, people.length - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, another list
  useEffect(() => setChosen(0), [name?.words])

  const write = (next: string, place: number) => {
    setText(next)
    setCaret(place)
    if (draft && next) sessionStorage.setItem(draft, toKept(next, named.current))
    else if (draft) sessionStorage.removeItem(draft)
  }
  const put = (words: string, from: number, to: number) => {
    const place = from + words.length
    write(text.slice(0, from) + words + text.slice(to), place)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(place, place)
    })
  }
  const choose = (one: Named | undefined) => {
    if (!one || !name) return
    named.current = [...named.current, one]
    put(`@${one.name} `, name.from, caret)
  }
  const send = async () => {
    if (sending || text.trim() === '') return
    setSending(true)
    try {
      await onSend(toKept(text.trim(), named.current))
      named.current = []
      write('', 0)
    } catch {
      // what went wrong is told by whoever sends; the words stay
    } finally {
      setSending(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void send()
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setChosen((at + (event.key === 'ArrowDown' ? 1 : people.length - 1)) % people.length)
    } else if (open && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault()
      choose(people[at])
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setCaret(0)
    } else if (event.key === 'Escape' && onCancel) {
      event.stopPropagation()
      onCancel()
    }
  }
  return (
    <div className="writing">
      <textarea
        ref={field}
        className="writing-text"
        aria-label={label}
        placeholder="Write, or @mention a colleague"
        rows={Math.min(10, Math.max(2, text.split('\n').length))}
        maxLength={4000}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: an edit that one asked for begins in its field
        autoFocus={autoFocus}
        aria-autocomplete="list"
        aria-controls={open ? list : undefined}
        aria-activedescendant={open ? `${list}-${at}` : undefined}
        onChange={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {open && (
        <div id={list} role="listbox" aria-label="Colleagues who may see this" className="writing-people">
          {people.map((one, index) => (
            <div
              key={one.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className="writing-person"
              onMouseDown={(event) => {
                event.preventDefault()
                choose(one)
              }}
            >
              <Initials name={one.name} size="s" round />
              <span className="clip">{one.name}</span>
              {one.title && <span className="faint clip">{one.title}</span>}
            </div>
          ))}
        </div>
      )}
      <div className="writing-foot">
        <IconButton
          label="Mention a colleague"
          size={28}
          onClick={() => put(text === '' || /\s$/.test(text.slice(0, caret)) ? '@' : ' @', caret, caret)}
        >
          <IconAt size={16} stroke={1.6} aria-hidden />
        </IconButton>
        {note && <span className="writing-note">{note}</span>}
        <span className="writing-acts">
          {onCancel && (
            <Button size="xs" variant="subtle" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button size="xs" loading={sending} disabled={text.trim() === ''} onClick={() => void send()}>
            {act}
            {keys && <Kbd keys="Mod+Enter" />}
          </Button>
        </span>
      </div>
    </div>
  )
}

/** Colleagues who may see the thing and whose name begins like that. */
function useReaders(
  { kind, id }: { kind: string; id: string },
  words: string | undefined,
): { id: string; name: string; title: string | null }[] {
  const q = useDebounced(words ?? '', 120)
  const found = useAsk(commentReaders, { kind, subject_id: id, q }, { enabled: words !== undefined, keep: true, staleTime: 60_000 })
  if (words === undefined) return []
  const begins = words.toLowerCase()
  return (found.data?.items ?? []).filter(
    ({ name }) => ` ${name.toLowerCase()}`.includes(` ${begins}`) && name.toLowerCase() !== begins.trim(),
  )
}
