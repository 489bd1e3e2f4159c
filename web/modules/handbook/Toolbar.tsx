import './toolbar.css'
import {
  IconBold,
  IconBulb,
  IconFileImport,
  IconHeading,
  IconItalic,
  IconLink,
  IconListNumbers,
  IconLock,
  IconPhoto,
  IconTable,
  type TablerIcon,
} from '@tabler/icons-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { pagesList } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { Empty, Modal, Problem, TextInput, useDebounced } from '../../kit/index.ts'
import { alert, around, forColleagues, heading, include, link, type Marked, type Put, step, table } from './marking.ts'
import { pictureKinds, type usePictures } from './usePictures.ts'
import { markedIn, write } from './writing.ts'

type Tool = { name: string; sign: TablerIcon; keys?: string; put: (of: Marked) => Put }
const tools: Tool[] = [
  { name: 'Bold', sign: IconBold, keys: 'b', put: (of) => around(of, '**', 'bold') },
  { name: 'Italic', sign: IconItalic, keys: 'i', put: (of) => around(of, '_', 'italic') },
  { name: 'Heading', sign: IconHeading, put: heading },
  { name: 'Step', sign: IconListNumbers, put: step },
  { name: 'Table', sign: IconTable, put: table },
  { name: 'Alert', sign: IconBulb, put: alert },
  { name: 'For colleagues alone', sign: IconLock, put: forColleagues },
]

type Pick = { name: string; sign: TablerIcon; put: (of: Marked, page: Page) => Put }
const picks: Pick[] = [
  { name: 'Link to a page', sign: IconLink, put: link },
  { name: 'Include a page', sign: IconFileImport, put: include },
]

type Field = RefObject<HTMLTextAreaElement | null>

/** What `Ctrl` and a letter do in the field; whether they did something. */
export function typed(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
  const tool = tools.find(({ keys }) => keys === event.key.toLowerCase())
  if (!tool) return false
  event.preventDefault()
  write(event.currentTarget, tool.put(markedIn(event.currentTarget)))
  return true
}

/** What is often written, by a press: one stop of the tab key, arrows go from one to the next. */
export function Toolbar({ field, pictures }: { field: Field; pictures: ReturnType<typeof usePictures> }) {
  const files = useRef<HTMLInputElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [picking, setPicking] = useState<{ marked: Marked; pick: Pick }>()
  const go = (event: KeyboardEvent) => {
    const all = tools.length + picks.length + (pictures ? 1 : 0)
    const next = { ArrowRight: (at + 1) % all, ArrowLeft: (at + all - 1) % all, Home: 0, End: all - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setAt(next)
    bar.current?.querySelectorAll('button')[next]?.focus()
  }
  const put = (make: (of: Marked) => Put) => {
    if (field.current) write(field.current, make(markedIn(field.current)))
  }
  return (
    <>
      <div className="desk-tools" role="toolbar" aria-label="Write" aria-controls="desk-source" ref={bar} onKeyDown={go}>
        {tools.map(({ name, sign: Sign, keys, put: make }, place) => (
          <button
            key={name}
            type="button"
            title={keys ? `${name} (Ctrl ${keys.toUpperCase()})` : name}
            aria-label={name}
            tabIndex={place === at ? 0 : -1}
            onFocus={() => setAt(place)}
            onClick={() => put(make)}
          >
            <Sign size={17} stroke={1.75} aria-hidden />
          </button>
        ))}
        {picks.map((pick, n) => (
          <button
            key={pick.name}
            type="button"
            title={pick.name}
            aria-label={pick.name}
            tabIndex={at === tools.length + n ? 0 : -1}
            onFocus={() => setAt(tools.length + n)}
            onClick={() => field.current && setPicking({ marked: markedIn(field.current), pick })}
          >
            <pick.sign size={17} stroke={1.75} aria-hidden />
          </button>
        ))}
        {pictures && (
          <button
            type="button"
            title={pictures.busy ? 'The picture is on its way' : 'Picture (or paste one, or drop it into the text)'}
            aria-label="Picture"
            aria-busy={pictures.busy}
            tabIndex={at === tools.length + picks.length ? 0 : -1}
            onFocus={() => setAt(tools.length + picks.length)}
            onClick={() => files.current?.click()}
          >
            <IconPhoto size={17} stroke={1.75} aria-hidden />
          </button>
        )}
      </div>
      {pictures && (
        <input
          ref={files}
          type="file"
          hidden
          multiple
          accept={pictureKinds}
          aria-label="Pictures"
          onChange={(event) => {
            pictures.take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      )}
      {pictures?.problem !== undefined && <Problem error={pictures.problem} />}
      {picking && (
        <Picking
          title={picking.pick.name}
          words={picking.marked.text.slice(picking.marked.from, picking.marked.to)}
          onClose={() => setPicking(undefined)}
          onPick={(page) => {
            setPicking(undefined)
            // the field has the focus again only once the dialog is gone
            requestAnimationFrame(() => field.current && write(field.current, picking.pick.put(picking.marked, page)))
          }}
        />
      )}
    </>
  )
}

type Page = { title: string; path: string }

type PickProps = { title: string; words: string; onClose: () => void; onPick: (page: Page) => void }

function Picking({ title, words, onClose, onPick }: PickProps) {
  const [typed, setTyped] = useState(words)
  const search = useDebounced(typed).trim()
  const asked = useAsk(pagesList, { limit: 8, ...(search ? { search } : {}) }, { keep: true })
  const found = asked.data?.items ?? []
  const settled = asked.data !== undefined && !asked.isPlaceholderData && search === typed.trim()
  const [entered, setEntered] = useState(false)
  const [first] = found
  // Enter is meant for what was typed: what the list showed before is never put
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    if (first) onPick(first)
  }, [entered, settled, first, onPick])
  return (
    <Modal opened onClose={onClose} title={title}>
      <TextInput
        label="Which page"
        value={typed}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setEntered(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          setEntered(true)
        }}
      />
      {asked.data && found.length === 0 && <Empty title="No page fits">Try a word of its title.</Empty>}
      <ul className="desk-links" aria-label="Pages that fit">
        {found.map((page) => (
          <li key={page.id}>
            <button type="button" onClick={() => onPick(page)}>
              {page.title} <span className="faint">{page.path}</span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
