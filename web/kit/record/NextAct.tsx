import { IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../controls.tsx'

type NextActProps = {
  /** what to do, with its size: "Send the renewal quote: 450 seats, $72,900 a year" */
  what: ReactNode
  /** why it is due now */
  why?: ReactNode
  /** by when, as words after "by": "Wednesday", "Dec 24"; or what has passed, when `late` */
  by?: string | undefined
  late?: boolean
  /** the verb on the one filled button */
  act?: string
  href?: string
  onAct?: () => void
  busy?: boolean
  icon?: ReactNode
  /** a second, plain act */
  also?: ReactNode
}

/** The one thing that waits on a record: what, why, by when, one button. Nothing due: do not draw it. */
export function NextAct({ what, why, by, late = false, act, href, onAct, busy = false, icon, also }: NextActProps) {
  return (
    <section className="next-act" aria-label="Next">
      <span className="next-act-icon" aria-hidden>
        {icon ?? <IconArrowRight size={20} stroke={1.75} />}
      </span>
      <div className="next-act-words">
        <p className="next-act-what">{what}</p>
        {(why || by) && (
          <p className="next-act-why">
            {why}
            {why && by && ' '}
            {by && <span className="next-act-by">{late ? by : `By ${by}.`}</span>}
          </p>
        )}
      </div>
      {(act || also) && (
        <div className="next-act-acts">
          {also}
          {act && (
            <Button size="sm" {...(href ? { href } : {})} {...(onAct ? { onClick: onAct } : {})} loading={busy}>
              {act}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
