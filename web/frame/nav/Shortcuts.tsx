import { IconFileText, IconStar } from '@tabler/icons-react'
import { favouritesList } from '../../../server/doors/contract.ts'
import { useAsk } from '../../ask.ts'
import { Link, useHere } from '../../kit/Link.tsx'
import { useSession } from '../session.ts'
import { type Area, placeIn } from './areas.ts'
import { useRecents } from './recents.ts'

/** What is kept at hand and what was open lately, in as many lines as there are; recents yield first. What one may no longer enter is absent. */
export function Shortcuts({ areas, lines, path }: { areas: Area[]; lines: number; path: string }) {
  const { search } = useHere()
  const { data } = useSession()
  const favourites = useFavourites(areas)
  const recents = useRecents(data?.actor?.id ?? '').filter((one) => one.href !== path && placeIn(areas, one.href) !== undefined)
  // a heading takes a line and a half
  const kept = favourites.slice(0, Math.max(0, Math.floor(lines - 1.5)))
  const left = lines - (kept.length > 0 ? kept.length + 1.5 : 0)
  const shown = recents.slice(0, Math.max(0, Math.min(5, Math.floor(left - 1.5))))
  return (
    <div className="nav-short">
      {kept.length > 0 && (
        <section aria-label="Favourites">
          <h2>Favourites</h2>
          <ul>
            {kept.map(({ id, href, title }) => (
              <li key={id}>
                <Link href={href} className="nav-link" current={false} data-here={href === path + search || undefined}>
                  <IconStar size={14} stroke={1.75} />
                  <span className="clip">{title}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown.length > 0 && (
        <section aria-label="Recent">
          <h2>Recent</h2>
          <ul>
            {shown.map(({ href, title, area }) => {
              const Sign = areas.find((one) => one.title === area)?.icon ?? IconFileText
              return (
                <li key={href}>
                  <Link href={href} className="nav-link">
                    <Sign size={14} stroke={1.75} />
                    <span className="clip">{title}</span>
                  </Link>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </div>
  )
}

/** The reader's own that they may still enter. */
export function useFavourites(areas: readonly Area[]) {
  const { data } = useAsk(favouritesList, {}, { staleTime: 60_000 })
  return (data?.items ?? []).filter(({ href }) => {
    const path = href.split(/[?#]/)[0] ?? ''
    return path === '/inbox' || path === '/people/me' || placeIn(areas, path) !== undefined
  })
}
