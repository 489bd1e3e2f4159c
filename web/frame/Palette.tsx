import '@mantine/spotlight/styles.layer.css'
import './palette.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconBolt, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useAsk } from '../ask.ts'
import { titleOf } from '../kit/format.ts'
import { useGo } from '../kit/Link.tsx'
import { useDebounced } from '../kit/table/state.ts'
import { rooms } from '../modules/index.ts'
import { search, useMay } from './session.ts'

type Line = { id: string; title: string; note: string; href: string; icon: 'page' | 'act' | 'find' }

const [store, board] = createSpotlight()

/** Finds anything and runs commands, from the keyboard. */
export default function Palette({ typed, onClose }: { typed: string; onClose: () => void }) {
  const [words, setWords] = useState(typed)
  const taken = useRef(typed.length)
  const debounced = useDebounced(words.trim(), 140)
  const go = useGo()
  const lines = useLines(words.trim().toLowerCase())
  const asked = useAsk(search, { q: debounced }, { enabled: debounced.length > 1, keep: true })
  const hits: Line[] =
    debounced.length > 1
      ? (asked.data?.hits ?? []).map((hit) => ({
          id: hit.href + hit.title,
          title: hit.title,
          note: [titleOf(hit.kind), hit.note].filter(Boolean).join(' · '),
          href: hit.href,
          icon: 'find',
        }))
      : []
  useEffect(() => {
    const more = typed.slice(taken.current)
    taken.current = typed.length
    if (more) setWords((before) => before + more)
  }, [typed])
  useEffect(() => {
    board.open()
    return () => board.close()
  }, [])
  const shown = [...hits, ...lines].map((line) => line.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is listed has changed, so the first line is chosen anew
  useEffect(chooseFirst, [shown])
  const open = (line: Line) => {
    onClose()
    go(line.href)
  }
  return (
    <Spotlight.Root
      store={store}
      query={words}
      onQueryChange={setWords}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={440}
      clearQueryOnClose
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0 }}
      size={640}
    >
      <Spotlight.Search
        placeholder="Search customers, invoices, licences, plans, metrics, pages…"
        leftSection={<IconSearch size={18} stroke={1.6} />}
        aria-label="Search"
        onFocus={(event) => event.currentTarget.setSelectionRange(words.length, words.length)}
      />
      <Spotlight.ActionsList>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label="Found">
            {hits.map((line) => (
              <Action key={line.id} line={line} onOpen={open} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {lines.length > 0 && (
          <Spotlight.ActionsGroup label={words ? 'Pages and commands' : 'Go to'}>
            {lines.map((line) => (
              <Action key={line.id} line={line} onOpen={open} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {hits.length === 0 && lines.length === 0 && (
          <Spotlight.Empty>
            {asked.isFetching ? 'Looking…' : 'Nothing found. Try a name, a number such as INV-2026-000123, or a page.'}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** Enter opens the best find without a step down; the library itself chooses nothing. */
function chooseFirst(): () => void {
  const frame = requestAnimationFrame(() => {
    const list = document.querySelector('.mantine-Spotlight-actionsList')
    list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
    list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    store.setState({ ...store.getState(), selected: 0 })
  })
  return () => cancelAnimationFrame(frame)
}

function Action({ line, onOpen }: { line: Line; onOpen: (line: Line) => void }) {
  const Icon = line.icon === 'act' ? IconBolt : line.icon === 'page' ? IconArrowRight : IconSearch
  return (
    <Spotlight.Action onClick={() => onOpen(line)} className="palette-line">
      <Icon size={16} stroke={1.6} aria-hidden />
      <span className="clip">{line.title}</span>
      <span className="faint clip">{line.note}</span>
    </Spotlight.Action>
  )
}

function useLines(words: string): Line[] {
  const may = useMay()
  const pages: Line[] = [
    { id: 'home', title: 'Home', note: '', href: '/', icon: 'page' },
    ...rooms.flatMap((room) =>
      room.nav
        .filter((entry) => may(entry.right))
        .map((entry): Line => ({ id: `page ${entry.href}`, title: entry.title, note: room.title, href: entry.href, icon: 'page' })),
    ),
  ]
  const acts = rooms.flatMap((room) =>
    (room.commands ?? [])
      .filter((command) => may(command.right))
      .map((command) => ({
        id: `act ${command.title}`,
        title: command.title,
        note: room.title,
        href: command.href,
        icon: 'act' as const,
        words: command.words ?? '',
      })),
  )
  const fits = (text: string) => words.split(/\s+/).every((word) => text.toLowerCase().includes(word))
  return [
    ...pages.filter((line) => fits(`${line.title} ${line.note}`)),
    ...acts.filter((line) => fits(`${line.title} ${line.note} ${line.words}`)),
  ].slice(0, 24)
}
