import { useMantineColorScheme } from '@mantine/core'
import { useAsk } from '../../ask.ts'
import { useOpenRecord } from '../../kit/acts.ts'
import { titleOf } from '../../kit/format.ts'
import { useDebounced } from '../../kit/list/useDebounced.ts'
import { rooms } from '../../modules/index.ts'
import type { Area } from '../nav/areas.ts'
import { placeIn } from '../nav/areas.ts'
import { useRecents } from '../nav/recents.ts'
import { search, useMay, useSession } from '../session.ts'
import { fitOf, inOrder, wordsOf } from './match.ts'

/** A line: what it is called, what it is, and where it leads or what it does. */
export type Line = { id: string; title: string; note: string; kind: string; href?: string; says?: string; run?: () => void }
type Group = { title: string; lines: Line[] }

/** What the palette offers for the words: what can be done before what can be found, and what was open lately before the rest. */
export function useGroups(
  typed: string,
  areas: readonly Area[],
): { groups: Group[]; words: string[]; looking: boolean; open: string | undefined } {
  const words = wordsOf(typed)
  const may = useMay()
  const { data: session } = useSession()
  const record = useOpenRecord()
  const recents = useRecents(session?.actor?.id ?? '')
  const schemes = useSchemes()
  const q = useDebounced(typed.trim(), 120)
  const asked = useAsk(search, { q, unfinished: true }, { enabled: q.length > 1, keep: true })
  const held = recents.filter(({ href }) => placeIn(areas, href) !== undefined)
  const recent: Line[] = held.map(({ href, title, area }) => ({ id: `recent ${href}`, title, note: area, kind: 'recent', href }))
  const pages: (Line & { said: string })[] = areas.flatMap((area) =>
    area.pages.map(({ href, title }) => ({ id: `page ${href}`, title, note: area.title, kind: 'page', href, said: area.title })),
  )
  const acts: (Line & { said: string })[] = [
    ...(record?.acts ?? []).map((act, at) => ({
      ...{ id: `record ${at}`, title: act.title, note: record?.name ?? '', kind: 'act', said: `${act.words ?? ''} ${record?.name ?? ''}` },
      ...(act.href ? { href: act.href } : {}),
      ...(act.run ? { run: act.run } : {}),
    })),
    ...rooms.flatMap((room) =>
      (room.commands ?? [])
        .filter((command) => may(command.right))
        .map(({ title, href, words: said = '' }) => ({ id: `act ${title}`, title, note: room.title, kind: 'act', href, said })),
    ),
    ...schemes,
  ]
  if (words.length === 0) {
    const own = acts.slice(0, record?.acts.length ?? 0)
    const begin = areas.map(
      (area): Line => ({
        id: `area ${area.title}`,
        title: area.title,
        note: `G ${area.letter.toUpperCase()}`,
        kind: 'page',
        href: area.pages[0]?.href ?? '/',
      }),
    )
    const first = [
      { title: record ? `Do with ${record.name}` : '', lines: own },
      { title: 'Recent', lines: recent },
      { title: 'Go to', lines: begin },
    ]
    return { groups: first.filter(({ lines }) => lines.length > 0), words, looking: false, open: record?.name }
  }
  const known = new Set<string>()
  const once = (line: Line) => line.href === undefined || (!known.has(line.href) && known.add(line.href).has(line.href))
  const fitting = <L extends Line>(lines: readonly L[], said: (line: L) => string): Line[] =>
    lines
      .map((line) => ({ line, fit: fitOf(words, line.title, said(line)) }))
      .filter(({ fit }) => fit > 0)
      .toSorted((a, b) => b.fit - a.fit)
      .map(({ line }) => line)
  const hits: Line[] =
    q.length > 1
      ? (asked.data?.hits ?? []).map((hit) => ({
          ...{
            id: `hit ${hit.href} ${hit.title}`,
            title: hit.title,
            note: [titleOf(hit.kind), hit.note].filter(Boolean).join(' · '),
            kind: hit.kind,
            href: hit.href,
            ...(hit.snippet ? { says: hit.snippet } : {}),
          },
        }))
      : []
  const did = fitting(acts, (line) => line.said).slice(0, 6)
  const near = [...fitting(recent, (line) => line.note), ...fitting(pages, (line) => line.said), ...hits].filter(once)
  const { first, found, last } = inOrder(words, did, near)
  const groups = [
    { title: 'Do', lines: first },
    { title: 'Find', lines: found.slice(0, 20) },
    { title: 'Do as well', lines: last },
  ]
  return {
    groups: groups.filter(({ lines }) => lines.length > 0),
    words,
    looking: asked.isFetching || q !== typed.trim(),
    open: record?.name,
  }
}

function useSchemes(): (Line & { said: string })[] {
  const { setColorScheme } = useMantineColorScheme()
  return [
    { id: 'dark', title: 'Dark colours', note: 'Look', kind: 'act', said: 'night theme mode scheme', run: () => setColorScheme('dark') },
    {
      id: 'light',
      title: 'Light colours',
      note: 'Look',
      kind: 'act',
      said: 'day theme mode scheme bright',
      run: () => setColorScheme('light'),
    },
  ]
}
