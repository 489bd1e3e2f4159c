import { IconChevronLeft, IconChevronRight, IconStar, IconStarFilled } from '@tabler/icons-react'
import { Fragment } from 'react'
import { favouriteAdd, favouriteRemove, favouritesList } from '../../server/doors/contract.ts'
import { useAsk, useTell } from '../ask.ts'
import type { BarPage } from '../kit/bar.tsx'
import { IconButton } from '../kit/controls.tsx'
import { Link, useHere } from '../kit/Link.tsx'
import { type Area, doorOf } from './nav/areas.ts'

type SheetBarProps = { area: Area | undefined; page: BarPage | undefined; onActs: (place: HTMLElement | null) => void }

/** Where one is and what can be done here: area › page › record, the page's acts at the right. */
export function SheetBar({ area, page, onActs }: SheetBarProps) {
  const Sign = area?.icon
  // what the area and its page say already is not said twice
  const crumbs = (page?.crumbs ?? []).filter((crumb) => crumb.title !== area?.title)
  const up = crumbs.at(-1)
  const alone = !area || area.title === page?.title
  return (
    <header className="bar">
      <nav className="crumbs" aria-label="Breadcrumb">
        {up && (
          <span className="bar-up">
            <Link href={up.href} aria-label={`Back to ${up.title}`}>
              <IconChevronLeft size={20} stroke={1.75} aria-hidden />
            </Link>
          </span>
        )}
        <ol>
          {Sign && (
            <li className="bar-area">
              <Sign size={16} stroke={1.75} />
              {!alone && <Link href={doorOf(area)}>{area.title}</Link>}
            </li>
          )}
          {crumbs.map((crumb) => (
            <Fragment key={crumb.href}>
              <Step />
              <li>
                <Link href={crumb.href}>{crumb.title}</Link>
              </li>
            </Fragment>
          ))}
          {page && !alone && <Step />}
          {page && (
            <li className="bar-here clip" aria-current="page">
              {page.title}
            </li>
          )}
        </ol>
      </nav>
      <div className="bar-acts">
        <div className="bar-page-acts" ref={onActs} />
        {page && <Star title={page.title} />}
      </div>
    </header>
  )
}

function Step() {
  return (
    <li className="bar-step" aria-hidden>
      <IconChevronRight size={12} stroke={1.75} />
    </li>
  )
}

/** Keeps the place at hand as it is now: the page, or the view of it that its address holds. */
function Star({ title }: { title: string }) {
  const { path, search } = useHere()
  const href = path + search
  const { data } = useAsk(favouritesList, {}, { staleTime: 60_000 })
  const stale = { stale: [favouritesList] }
  const add = useTell(favouriteAdd, stale)
  const remove = useTell(favouriteRemove, stale)
  const kept = data?.items.find((one) => one.href === href)
  if (!data) return null
  return (
    <IconButton
      label={kept ? 'No longer a favourite' : 'Favourite'}
      size={28}
      disabled={add.isPending || remove.isPending}
      onClick={() => (kept ? remove.mutate({ id: kept.id }) : add.mutate({ href, title }))}
    >
      {kept ? <IconStarFilled size={16} className="bar-kept" aria-hidden /> : <IconStar size={16} stroke={1.75} aria-hidden />}
    </IconButton>
  )
}
