import './palette.css'
import {
  IconArrowRight,
  IconBolt,
  IconChartHistogram,
  IconClockHour4,
  IconFileCertificate,
  IconFileInvoice,
  IconFileText,
  IconListDetails,
  IconSearch,
  IconShoppingCart,
  IconTarget,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { addressOf } from '../../kit/address.ts'
import { Modal } from '../../kit/controls.tsx'
import { Initials } from '../../kit/Names.tsx'
import { Kbd } from '../../kit/text.tsx'
import { beginsWithField, typeAhead } from '../../kit/typedAhead.ts'
import { rooms } from '../../modules/index.ts'
import type { Area } from '../nav/areas.ts'
import type { Icon } from '../rooms.ts'
import { useMay } from '../session.ts'
import { type Line, useGroups } from './lines.ts'
import { partsOf } from './match.ts'

type PaletteProps = { typed: string; areas: Area[]; onClose: () => void; onGo: (href: string) => void }

/** Finds anything and does things, from the keyboard. */
export default function Palette({ typed, areas, onClose, onGo }: PaletteProps) {
  const [text, setText] = useState(typed)
  const taken = useRef(typed.length)
  const field = useRef<HTMLInputElement>(null)
  const list = useId()
  const { groups, words, looking, open } = useGroups(text, areas)
  const lines = groups.flatMap((group) => group.lines)
  const [chosen, setChosen] = useState<string>()
  const at = Math.max(
    0,
    lines.findIndex((line) => line.id === chosen),
  )
  useLayoutEffect(() => {
    // what was typed before the field had the focus; set before the next key can reach the field, which would overwrite it
    const more = typed.slice(taken.current)
    taken.current = typed.length
    if (more) setText((before) => before + more)
  }, [typed])
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, at])
  const may = useRef(useMay())
  // what was typed, and whether it led anywhere, is told when the palette goes
  const left = useRef('')
  const followed = useRef(false)
  left.current = text.trim()
  useEffect(
    () => () => {
      const words = left.current
      if (words.length > 2)
        for (const { unfound } of rooms) if (unfound && may.current(unfound.right)) void unfound.tell(words, followed.current)
    },
    [],
  )
  const follow = (line: Line | undefined, aside: boolean) => {
    if (!line) return
    followed.current = true
    if (aside && line.href) {
      window.open(addressOf(line.href), '_blank', 'noopener')
      return
    }
    if (line.href && beginsWithField(line.href)) typeAhead()
    onClose()
    if (line.run) line.run()
    else if (line.href) onGo(line.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && lines.length > 0) {
      event.preventDefault()
      setChosen(lines[(at + step + lines.length) % lines.length]?.id)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      follow(lines[at], event.metaKey || event.ctrlKey)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={640}
      yOffset={108}
      padding={0}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'palette', body: 'palette-body' }}
      aria-label="Search, or do something"
    >
      <div className="palette-ask">
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <input
          ref={field}
          data-autofocus
          type="text"
          role="combobox"
          aria-label="Search"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={lines.length > 0 ? `${list}-${at}` : undefined}
          placeholder="Search or do…"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setChosen(undefined)
          }}
          onKeyDown={onKeyDown}
        />
        {open && <span className="palette-open clip">{open} is open</span>}
      </div>
      <div id={list} role="listbox" aria-label="What was found" className="palette-list">
        {groups.map((group) => (
          // a fieldset is no part of a list of options
          // biome-ignore lint/a11y/useSemanticElements: groups of a listbox
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="palette-group" aria-hidden>
              {group.title}
            </p>
            {group.lines.map((line) => (
              <Row
                key={line.id}
                id={`${list}-${lines.indexOf(line)}`}
                line={line}
                words={words}
                selected={lines[at] === line}
                onPick={(aside) => follow(line, aside)}
              />
            ))}
          </div>
        ))}
      </div>
      {lines.length === 0 && (
        <p className="palette-none" role="status">
          {looking ? 'Looking…' : 'Nothing found. Try a name, a number such as INV-2026-000123, or a page.'}
        </p>
      )}
      <footer className="palette-keys">
        <span>
          <Kbd keys="↑" /> <Kbd keys="↓" /> choose
        </span>
        <span>
          <Kbd keys="Mod+↵" /> new tab
        </span>
        <span>
          <Kbd keys="G" /> then a letter goes to a room
        </span>
        <span className="palette-typos">Typos are fine</span>
      </footer>
    </Modal>
  )
}

const signs: Record<string, Icon> = {
  act: IconBolt,
  page: IconArrowRight,
  recent: IconClockHour4,
  contract: IconFileText,
  quote: IconListDetails,
  order: IconShoppingCart,
  document: IconFileInvoice,
  invoice: IconFileInvoice,
  credit_note: IconFileInvoice,
  licence: IconFileCertificate,
  plan: IconTarget,
  metric: IconChartHistogram,
}
/** What has a name of its own shows its initials. */
const named = new Set(['account', 'customer', 'person', 'contact'])

type RowProps = { id: string; line: Line; words: string[]; selected: boolean; onPick: (aside: boolean) => void }

function Row({ id, line, words, selected, onPick }: RowProps) {
  const Sign = signs[line.kind] ?? IconFileText
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className="palette-line"
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onPick(event.metaKey || event.ctrlKey)}
      onKeyDown={undefined}
    >
      {named.has(line.kind) ? (
        <Initials name={line.title} round={line.kind === 'person' || line.kind === 'contact'} />
      ) : (
        <Sign size={16} stroke={1.75} />
      )}
      <span className="clip">
        {partsOf(line.title, words).map((part, at) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one title have no identity but their place
          part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
        )}
        {line.says && <span className="palette-says clip">{line.says}</span>}
      </span>
      <span className="palette-note clip">{line.note}</span>
      {selected && <Kbd keys="↵" />}
    </div>
  )
}
