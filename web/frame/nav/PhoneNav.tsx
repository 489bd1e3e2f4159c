import './phone.css'
import { UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconHome, IconInbox, IconLayoutGrid, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Drawer } from '../../kit/controls.tsx'
import { Link } from '../../kit/Link.tsx'
import type { Icon } from '../rooms.ts'
import { type Area, doorOf } from './areas.ts'
import { PersonFoot } from './PersonFoot.tsx'
import { useFavourites } from './Shortcuts.tsx'
import type { Waiting } from './waiting.ts'

export type PhoneNavProps = { areas: Area[]; open: Area | undefined; path: string; waiting: Waiting; onSearch: () => void }

/** The frame at the thumb: five places, and all rooms on a sheet that comes up. */
export default function PhoneNav({ areas, open, path, waiting, onSearch }: PhoneNavProps) {
  const [rooms, setRooms] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the sheet
  useEffect(() => setRooms(false), [path])
  const inInbox = path === '/inbox'
  const actions = inInbox && waiting.tab === 'actions'
  return (
    <>
      <nav className="phone-nav" aria-label="Places">
        <Place icon={IconHome} title="Home" href="/" current={path === '/'} />
        <Place icon={IconInbox} title="Inbox" href="/inbox" current={inInbox && !actions} count={waiting.unread} />
        <UnstyledButton className="phone-place" onClick={onSearch}>
          <IconSearch size={20} stroke={1.75} aria-hidden />
          Search
        </UnstyledButton>
        <Place icon={IconCircleCheck} title="Actions" href="/inbox?tab=actions" current={actions} />
        <UnstyledButton
          className="phone-place"
          aria-expanded={rooms}
          data-current={(!inInbox && path !== '/') || undefined}
          onClick={() => setRooms(!rooms)}
        >
          <IconLayoutGrid size={20} stroke={1.75} aria-hidden />
          Rooms
        </UnstyledButton>
      </nav>
      <Drawer
        opened={rooms}
        onClose={() => setRooms(false)}
        position="bottom"
        size="auto"
        title="Rooms"
        classNames={{ content: 'phone-sheet', body: 'phone-rooms' }}
      >
        <RoomsSheet areas={areas} open={open} path={path} onKeys={() => setRooms(false)} />
      </Drawer>
    </>
  )
}

function Place({
  icon: Sign,
  title,
  href,
  current,
  count = 0,
}: {
  icon: Icon
  title: string
  href: string
  current: boolean
  count?: number
}) {
  return (
    <Link href={href} className="phone-place" current={current}>
      <Sign size={20} stroke={1.75} />
      {title}
      {count > 0 && (
        <span className="phone-count num">
          {count} <span className="unseen">unread</span>
        </span>
      )}
    </Link>
  )
}

function RoomsSheet({ areas, open, path, onKeys }: { areas: Area[]; open: Area | undefined; path: string; onKeys: () => void }) {
  const favourites = useFavourites(areas)
  const [chosen, setChosen] = useState(open ?? areas[0])
  return (
    <>
      <ul className="phone-areas">
        {areas.map((area) => {
          const Sign = area.icon
          return (
            <li key={area.title}>
              {area.pages.length === 1 ? (
                <Link href={doorOf(area)} className="phone-area" current={area === open}>
                  <Sign size={20} stroke={1.75} />
                  {area.title}
                </Link>
              ) : (
                <UnstyledButton className="phone-area" aria-pressed={area.title === chosen?.title} onClick={() => setChosen(area)}>
                  <Sign size={20} stroke={1.75} />
                  {area.title}
                </UnstyledButton>
              )}
            </li>
          )
        })}
      </ul>
      {chosen && chosen.pages.length > 1 && <Pages title={chosen.title} pages={chosen.pages} path={path} />}
      {favourites.length > 0 && <Pages title="Favourites" pages={favourites} path={path} />}
      <PersonFoot onKeys={onKeys} />
    </>
  )
}

function Pages({ title, pages, path }: { title: string; pages: { href: string; title: string }[]; path: string }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className="phone-pages">
        {pages.map((page) => (
          <li key={page.href}>
            <Link href={page.href} current={page.href === path}>
              {page.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
