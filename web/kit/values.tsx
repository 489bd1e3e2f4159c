import type { ReactNode } from 'react'
import { whenText, awayText, type DayLook, dayText, daysBetween, instantText, todayHere } from './days.ts'
import { countText, moneyText, percentText } from './format.ts'

/** Nothing to show, said so that a screen reader hears it too. */
export function None({ why = 'none' }: { why?: string }): ReactNode {
  return (
    <span className="faint">
      <span aria-hidden>–</span>
      <span className="unseen">{why}</span>
    </span>
  )
}

/** Minor units with their currency. */
export function Money(props: {
  minor: number | null | undefined
  currency: string
  short?: boolean
  whole?: boolean
  /** cents only where there are any: for lists and records */
  tidy?: boolean
  sign?: boolean
}): ReactNode {
  if (props.minor === null || props.minor === undefined) return <None />
  const { minor, currency, short = false, whole = false, tidy = false, sign = false } = props
  const text = moneyText(minor, currency, { short, whole, tidy, sign })
  return (
    <span className="num" {...(short || whole ? { title: moneyText(minor, currency) } : {})}>
      {text}
    </span>
  )
}

/** A calendar day, 'YYYY-MM-DD'; `away` says beside it how far it is: "Jan 21 in 54 days". */
export function Day({ day, as = 'day', away = false }: { day: string | null | undefined; as?: DayLook; away?: boolean }): ReactNode {
  if (!day) return <None />
  return (
    <time className="num" dateTime={day} title={dayText(day, 'long')}>
      {dayText(day, away && as === 'day' && Math.abs(daysBetween(todayHere(), day)) < 360 ? 'short' : as)}
      {away && <span className="faint"> {awayText(day)}</span>}
    </time>
  )
}

/** An instant, ISO text; `ago` reads as the time since, with the exact time on hover. */
export function Instant({ at, ago = false }: { at: string | null | undefined; ago?: boolean }): ReactNode {
  if (!at) return <None />
  return (
    <time className="num" dateTime={at} title={instantText(at, 'full')}>
      {ago ? whenText(at) : instantText(at)}
    </time>
  )
}

/** A share: 0.19 → 19%. */
export function Percent({
  share,
  places,
  sign,
}: {
  share: number | string | null | undefined
  places?: number
  sign?: boolean
}): ReactNode {
  if (share === null || share === undefined) return <None />
  return (
    <span className="num">
      {percentText(share, { ...(places === undefined ? {} : { places }), ...(sign === undefined ? {} : { sign }) })}
    </span>
  )
}

/** The number by which people speak of a thing, `C-000091`: quiet, since it never leads. */
export function Ident({ text }: { text: string | null | undefined }): ReactNode {
  return text ? <span className="num quiet">{text}</span> : <None />
}

export function Count({ value, short = false }: { value: number | null | undefined; short?: boolean }): ReactNode {
  if (value === null || value === undefined) return <None />
  return <span className="num">{countText(value, { short })}</span>
}

/** Paid seats, with those in use if known: "18 of 25 seats". */
export function Seats({ seats, used }: { seats: number; used?: number | null }): ReactNode {
  const noun = seats === 1 ? 'seat' : 'seats'
  if (used === undefined || used === null) {
    return (
      <span className="num">
        {countText(seats)} {noun}
      </span>
    )
  }
  return (
    <span className={used > seats ? 'num seats-over' : 'num'}>
      {countText(used)} of {countText(seats)} {noun}
    </span>
  )
}
