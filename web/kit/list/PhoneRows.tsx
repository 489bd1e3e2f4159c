import { Skeleton } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from '../Link.tsx'
import { Initials } from '../Names.tsx'
import { Cell } from './Cell.tsx'
import type { Look } from './Rows.tsx'
import type { ListState } from './state.ts'
import { type Places, placesOf } from './phone.ts'
import { useInSight } from './useInSight.ts'
import { briefOf } from './values.ts'

const height = 60
const shapes = Array.from({ length: 9 }, (_, at) => `shape-${at}`)

/** The rows on a phone: two lines each, the amount and the state at the right. */
export function PhoneRows<Row>(props: Look<Row> & { state: ListState }) {
  const { rows, rowKey, list, state, waiting } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { first, end } = useInSight(scroller, rows.length, height, 8)
  const seen = rows.slice(first, end)
  const lastSeen = first + seen.length - 1
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the end comes near
  useEffect(() => {
    if (lastSeen >= rows.length - 12 && rows.length > 0) props.onEnd()
  }, [lastSeen, rows.length])
  const places = placesOf(state.columns, list.columns)
  return (
    <div className="list-scroller" ref={scroller}>
      <ul className="list-phone" style={{ height: waiting ? undefined : rows.length * height }}>
        {waiting && shapes.map((shape) => <Shape key={shape} />)}
        {seen.map((row, at) => (
          <li key={rowKey(row)} style={{ transform: `translateY(${(first + at) * height}px)` }}>
            <PhoneRow row={row} {...props} places={places} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function PhoneRow<Row>({ row, places, list, nameOf, href, cells }: Look<Row> & { row: Row; places: Places }) {
  const part = (name: string | undefined): ReactNode =>
    name && <Cell row={row} name={name} column={list.columns[name]} away={false} own={cells[name]} />
  const notes = places.notes
    .map((name) => {
      // a room that says a value in its own words says it so here
      const own = cells[name]?.(row)
      return typeof own === 'string' ? own : list.columns[name] && briefOf(row, name, list.columns[name])
    })
    .filter(Boolean)
    .slice(0, 2)
  const name = nameOf(row)
  const kind = list.columns[places.first]?.kind
  const to = href?.(row)
  // what is done to the row stands where its state does: a row that can be acted on is in the one state that allows it
  const act = cells['act']?.(row)
  const body = (
    <>
      {(kind === 'customer' || kind === 'person') && <Initials name={name} size="l" round={kind === 'person'} />}
      <span className="list-phone-words">
        {act && to !== undefined ? (
          <Link href={to} className="list-phone-name list-phone-over clip">
            {name}
          </Link>
        ) : (
          <span className="list-phone-name clip">{name}</span>
        )}
        <span className="faint clip">{notes.join(' · ')}</span>
      </span>
      <span className="list-phone-side">
        <span>{part(places.amount)}</span>
        <span className={act ? 'list-phone-act' : undefined}>{act || part(places.state)}</span>
      </span>
    </>
  )
  if (act || to === undefined) return <div className="list-phone-row">{body}</div>
  return (
    <Link href={to} className="list-phone-row">
      {body}
    </Link>
  )
}

function Shape() {
  return (
    <li aria-hidden className="list-phone-shape">
      <Skeleton height={32} width={32} radius="md" />
      <div>
        <Skeleton height={12} width="46%" radius="sm" />
        <Skeleton height={10} width="64%" radius="sm" mt={8} />
      </div>
    </li>
  )
}
