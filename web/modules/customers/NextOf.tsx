import { countOf, dayText, Money, NextAct } from '../../kit/index.ts'
import type { Next, Owed } from './due.ts'

/** The strip of what is due; `on` carries out what the button says. */
export function NextOf({ next, on, busy = false }: { next: Next | undefined; on?: (does: string) => void; busy?: boolean }) {
  if (!next) return null
  const { what, why, by, late, act, href, does } = next
  return (
    <NextAct
      what={what}
      why={why}
      by={by}
      late={late ?? false}
      act={act}
      busy={busy}
      {...(href ? { href } : {})}
      {...(does && on ? { onAct: () => on(does) } : {})}
    />
  )
}

/** What of invoices is open, in one currency: the sum, of how many, due when. */
export function openFigure(documents: Owed[], currency: string, today: string) {
  const open = documents.filter((one) => one.open_minor > 0 && one.currency === currency)
  const late = open.filter((one) => one.state === 'overdue')
  const due = open.map((one) => one.due_day).sort()[0]
  const sum = open.reduce((total, one) => total + one.open_minor, 0)
  const count = (of: Owed[]) => countOf(of.length, 'invoice')
  const note =
    late.length > 0 ? `${count(late)} overdue` : due ? `${count(open)}, due ${dayText(due, 'weekday', today)}` : 'Everything is paid'
  return { label: 'Open', value: <Money tidy minor={sum} currency={currency} />, note, ...(late.length > 0 && { tone: 'warn' as const }) }
}
