import { forwardRef, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { noteEditsCreate } from '../../../server/modules/cadence/contract.ts'
import { ask } from '../../ask.ts'
import { NotesRead } from './NotesRead.tsx'
import { type Remote, sharedNotes } from './notes.ts'
import type { Line } from './useLive.ts'
import { firstOf } from './words.ts'

type Heard = Parameters<ReturnType<typeof sharedNotes>['hear']>[0]
export type NotesHandle = { hear: (changes: Heard) => void }
export type NotesProps = {
  id: string
  me: string
  line: Line
  writes: boolean
  text: string
}

/** Milliseconds for which somebody else's place in the text is shown after a letter of theirs. */
const shownFor = 4000

/** Notes that everybody writes in at once; where others write is marked with their name. */
const Notes = forwardRef<NotesHandle, NotesProps>(function Notes({ id, me, line, writes, text: first }, ref) {
  const [begun] = useState(first)
  const [text, setText] = useState(first)
  const who = useRef(me)
  who.current = me
  const [unsent, setUnsent] = useState(false)
  const [others, setOthers] = useState<readonly Remote[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  const [ready, setReady] = useState(false)
  const notes = useRef<ReturnType<typeof sharedNotes> | undefined>(undefined)
  // before whoever asked for the handle gets it: what came while this part was on its way is heard at once
  useLayoutEffect(() => {
    const mine = sharedNotes({
      me: () => who.current,
      send: (edit) => ask(noteEditsCreate, { id, edit }),
      waiting: setUnsent,
      changed: (now, place, remote) => {
        // at once and not with the next drawing: a key that came before it would take away what others wrote meanwhile
        const at = field.current
        if (at) {
          const [from, to] = [place(at.selectionStart), place(at.selectionEnd)]
          at.value = now
          if (document.activeElement === at) at.setSelectionRange(from, to)
        }
        setText(now)
        if (!remote) return
        setOthers((before) => [...before.filter(({ by }) => by !== remote.by), remote])
        setTimeout(() => setOthers((before) => before.filter((one) => one !== remote)), shownFor)
      },
    })
    notes.current = mine
    return () => mine.close()
  }, [id])
  useImperativeHandle(
    ref,
    () => ({
      hear: (changes) => {
        notes.current?.hear(changes)
        setReady(true)
      },
    }),
    [],
  )
  const says = line === 'over' ? 'closed to you' : line === 'waiting' ? 'connecting' : unsent ? 'saving' : 'live'
  return (
    <section className="mt-notes" aria-label="Notes">
      <div className="mt-side-head">
        <h2>Notes</h2>
        <span className="mt-line" data-line={line} role="status">
          {says}
        </span>
      </div>
      {writes ? (
        <div className="mt-paper">
          <textarea
            ref={field}
            aria-label="Notes of this meeting"
            placeholder="What is said and matters. Everybody writes here."
            defaultValue={begun}
            readOnly={!ready}
            disabled={line === 'over'}
            onChange={(event) => {
              const typed = event.currentTarget.value
              setText(typed)
              notes.current?.typed(typed)
            }}
          />
          <div className="mt-ghost" aria-hidden>
            <Marked text={text} others={others} />
          </div>
        </div>
      ) : (
        <NotesRead text={text} />
      )}
    </section>
  )
})

export default Notes

/** The same text, unseen, with marks where others write: it lies under the field letter for letter. */
function Marked({ text, others }: { text: string; others: readonly Remote[] }) {
  const places = others.toSorted((a, b) => a.at - b.at)
  let from = 0
  const parts = places.map(({ by, at }) => {
    const before = text.slice(from, at)
    from = Math.max(from, at)
    return (
      <span key={by}>
        {before}
        <i className="mt-caret">
          <b>{firstOf(by)}</b>
        </i>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(from)}{' '}
    </>
  )
}
