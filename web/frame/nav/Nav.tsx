import './nav.css'
import { UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconInbox, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from '../../kit/Link.tsx'
import { Kbd } from '../../kit/text.tsx'
import type { Icon } from '../rooms.ts'
import { type Area, doorOf } from './areas.ts'
import { PersonFoot } from './PersonFoot.tsx'
import { CompanyHead } from './CompanyHead.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import type { Waiting } from './waiting.ts'

type NavProps = {
  areas: Area[]
  /** the area and the page where one is */
  at: { area: Area; href: string } | undefined
  path: string
  waiting: Waiting
  /** the letters that go to an area, while `G` is held open */
  letters: boolean
  onSearch: () => void
  onKeys: () => void
}

/** The ground at the left: what waits, the areas with the open one's pages, what is kept at hand, who sits here. */
export function Nav({ areas, at, path, waiting, letters, onSearch, onKeys }: NavProps) {
  const ref = useRef<HTMLElement>(null)
  const room = useRest(ref)
  return (
    <nav ref={ref} className="nav" aria-label="Rooms" data-letters={letters || undefined}>
      <CompanyHead />
      <UnstyledButton className="nav-seek" onClick={onSearch}>
        <IconSearch size={15} stroke={1.75} aria-hidden />
        <span>Search or do…</span>
        <Kbd keys="Mod+K" />
      </UnstyledButton>
      <div className="nav-rows">
        <div className="nav-first">
          <Row icon={IconInbox} title="Inbox" href="/inbox" letter="I" current={path === '/inbox' && waiting.tab !== 'actions'}>
            {waiting.unread > 0 && (
              <span className="nav-new num">
                {waiting.unread} <span className="unseen">unread</span>
              </span>
            )}
          </Row>
          {waiting.actions > 0 && (
            <Row
              icon={IconCircleCheck}
              title="My actions"
              href="/inbox?tab=actions"
              letter="A"
              current={path === '/inbox' && waiting.tab === 'actions'}
            >
              <span className="nav-count num" data-late={waiting.late > 0 || undefined}>
                {waiting.actions} {waiting.late > 0 && <span className="unseen">, {waiting.late} late</span>}
              </span>
            </Row>
          )}
        </div>
        <ul className="nav-areas">
          {areas.map((area) => (
            <AreaRows key={area.title} area={area} open={area === at?.area} page={at?.href} />
          ))}
        </ul>
      </div>
      <Shortcuts areas={areas} lines={room} path={path} />
      <PersonFoot onKeys={onKeys} />
    </nav>
  )
}

function AreaRows({ area, open, page }: { area: Area; open: boolean; page: string | undefined }) {
  // an area of one page is that page
  const alone = area.pages.length === 1
  return (
    <li className={open ? 'nav-open' : undefined}>
      <Row icon={area.icon} title={area.title} href={doorOf(area)} letter={area.letter} current={open && alone} />
      {open && !alone && (
        <ul className="nav-pages" aria-label={`Pages of ${area.title}`}>
          {area.pages.map(({ href, title }) => (
            <li key={href}>
              <Link href={href} className="nav-link" current={href === page}>
                <span className="clip">{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

type RowProps = { icon: Icon; title: string; href: string; letter: string; current: boolean; children?: React.ReactNode }

function Row({ icon: Sign, title, href, letter, current, children }: RowProps) {
  return (
    <Link href={href} className="nav-link" current={current} aria-keyshortcuts={`G ${letter.toUpperCase()}`}>
      <Sign size={16} stroke={1.75} />
      <span className="clip">{title}</span>
      {children}
      <kbd className="nav-letter" aria-hidden>
        {letter.toUpperCase()}
      </kbd>
    </Link>
  )
}

/** How many lines of 25 px are left between the areas and the foot: what is kept at hand takes no more, so that nothing scrolls. */
function useRest(nav: React.RefObject<HTMLElement | null>): number {
  const [lines, setLines] = useState(0)
  useEffect(() => {
    const ground = nav.current
    if (!ground) return
    const measure = () => {
      const rows = ground.querySelector('.nav-rows')
      const foot = ground.querySelector('.nav-foot')
      if (rows && foot)
        setLines(Math.max(0, Math.floor((foot.getBoundingClientRect().top - rows.getBoundingClientRect().top - rows.scrollHeight) / 25)))
    }
    const watch = new ResizeObserver(measure)
    watch.observe(ground)
    for (const part of ground.querySelectorAll('.nav-first, .nav-areas')) watch.observe(part)
    measure()
    return () => watch.disconnect()
  }, [nav])
  return lines
}
