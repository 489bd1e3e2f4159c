import { Tooltip } from '@mantine/core'
import { IconHome2 } from '@tabler/icons-react'
import { Link, useHere } from '../kit/Link.tsx'
import { rooms } from '../modules/index.ts'
import type { NavEntry } from './rooms.ts'
import { useMay } from './session.ts'

/** The rooms that the reader may enter. */
export function SideNav({ narrow }: { narrow: boolean }) {
  const may = useMay()
  const { path } = useHere()
  const groups = rooms.map((room) => ({ ...room, nav: room.nav.filter((entry) => may(entry.right)) })).filter((room) => room.nav.length > 0)
  const all = groups.flatMap((group) => group.nav)
  const current = currentOf(all, path)
  return (
    <nav className="side-nav" aria-label="Rooms">
      <ul>
        <Item entry={{ title: 'Home', href: '/', icon: IconHome2 }} current={path === '/'} narrow={narrow} />
      </ul>
      {groups.map((group) => (
        <div key={group.room} className="side-group">
          <p className="side-label" aria-hidden={narrow}>
            {group.title}
          </p>
          <ul aria-label={group.title}>
            {group.nav.map((entry) => (
              <Item key={entry.href} entry={entry} current={entry === current} narrow={narrow} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** The entry whose address is the longest beginning of where one is. */
function currentOf(entries: NavEntry[], path: string): NavEntry | undefined {
  return entries
    .flatMap((entry) => [entry.href, ...(entry.also ?? [])].map((href) => ({ entry, href })))
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((left, right) => right.href.length - left.href.length)[0]?.entry
}

function Item({ entry, current, narrow }: { entry: NavEntry; current: boolean; narrow: boolean }) {
  const Icon = entry.icon
  return (
    <li>
      <Tooltip label={entry.title} position="right" disabled={!narrow} openDelay={200}>
        <span>
          <Link href={entry.href} className="side-link" current={current}>
            <Icon size={17} stroke={1.6} />
            <span className={narrow ? 'unseen' : 'clip'}>{entry.title}</span>
          </Link>
        </span>
      </Tooltip>
    </li>
  )
}
