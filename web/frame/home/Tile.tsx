import {
  IconChecks,
  IconDatabaseExclamation,
  IconFileInvoice,
  IconHourglass,
  IconKey,
  IconMessage,
  IconReceiptRefund,
  IconShieldLock,
  IconTargetArrow,
  IconUserShare,
  IconWebhook,
} from '@tabler/icons-react'
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { homeTile } from '../../../server/doors/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { type BoardTile, TileCard } from '../../kit/board/Board.tsx'
import { NeedsYou } from '../../kit/board/NeedsYou.tsx'
import { News } from '../../kit/board/News.tsx'
import { SaidLine } from '../../kit/board/Said.tsx'
import { figureText, saidText } from '../../kit/board/said.ts'
import { Stacked } from '../../kit/board/Stacked.tsx'
import { Strip } from '../../kit/board/Strip.tsx'
import { Answer, Loading } from '../../kit/feedback.tsx'
import { asRead } from '../../kit/as-read.ts'
import { dayOf, withDays } from '../../kit/days.ts'
import { Link } from '../../kit/Link.tsx'
import { useMay, useSession } from '../session.ts'
import { noteTall, tallHere } from './tall.ts'

const Course = lazy(() => import('./Course.tsx'))
type Shown = AskOutput<typeof homeTile>

/** How often a tile asks again: what waits soon, figures less often. */
const pace: Record<string, number> = { needs: 30_000, arr: 10_000, plan: 10_000 }

export function useTile(tile: string, enabled = true) {
  return useAsk(homeTile, { tile }, { enabled, refetchInterval: pace[tile] ?? 60_000, keep: true })
}

/** One tile of the board: it asks for itself, so that a slow one holds nobody up. */
export function Tile({ tile, beside }: { tile: BoardTile; beside: readonly string[] }) {
  const asked = useTile(tile.key)
  const place = useRef<HTMLDivElement>(null)
  const shown = asked.data !== undefined
  // as it stands after all of it was drawn: what it measures then is its shape the next time
  useEffect(() => {
    if (!shown) return undefined
    const later = setTimeout(() => {
      const tall = Math.round(place.current?.getBoundingClientRect().height ?? 0)
      if (tall > 0) noteTall(tile.key, tall)
    }, 400)
    return () => clearTimeout(later)
  }, [shown, tile.key])
  return (
    <div ref={place} className="tile-place">
      <Answer of={asked} loading={<Loading block={tallHere(tile.key, tile.size)} />}>
        {(answer) => shownAs(answer, tile, beside)}
      </Answer>
    </div>
  )
}

function shownAs(answer: Shown, tile: BoardTile, beside: readonly string[]): ReactNode {
  if (answer.figures) return <Figures answer={answer} beside={beside} />
  if (answer.needs) return <Needs needs={answer.needs} title={tile.title} most={tile.size === 'wide' ? 7 : 4} />
  if (answer.news) return <WeekNews news={answer.news} title={tile.title} />
  if (answer.course)
    return (
      <Suspense fallback={<Loading block={tallHere(tile.key, tile.size)} />}>
        <Course course={answer.course} />
      </Suspense>
    )
  if (answer.columns) return <Columns columns={answer.columns} title={tile.title} />
  return <Nothing tile={tile} />
}

/** Six of them; a figure that stands large on the same board is not said twice. */
function Figures({ answer, beside }: { answer: Shown; beside: readonly string[] }) {
  const shown = (answer.figures ?? []).filter((one) => one.key !== 'plan.arr' || !beside.includes('arr')).slice(0, 6)
  if (shown.length === 0) return <Nothing tile={{ key: answer.key, title: answer.title }} />
  return <Strip label={answer.title} figures={shown} />
}

function Columns({ columns, title }: { columns: NonNullable<Shown['columns']>; title: string }) {
  return (
    <TileCard title={title} aside={saidText(columns.period)}>
      <p className="tile-figure num">
        <Link href={columns.href}>{figureText(columns.value, columns.unit)}</Link>
        <span>{saidText(columns.note)}</span>
      </p>
      <Stacked title={title} unit={columns.unit} parts={columns.parts} columns={columns.columns} />
      {columns.foot && (
        <p className="tile-foot num">
          <SaidLine said={columns.foot} short />
        </p>
      )}
    </TileCard>
  )
}

const icons: Record<string, ComponentType<{ size?: number | string }>> = {
  quote: IconHourglass,
  document: IconFileInvoice,
  balance: IconReceiptRefund,
  measure: IconTargetArrow,
  hand_over: IconUserShare,
  two_factor: IconShieldLock,
  api_key: IconKey,
  webhook: IconWebhook,
  notice: IconMessage,
  licence_profile: IconKey,
}

function Needs({ needs, title, most }: { needs: NonNullable<Shown['needs']>; title: string; most: number }) {
  const [all, setAll] = useState(false)
  const today = useSession().data?.today ?? ''
  if (needs.length === 0) {
    return (
      <TileCard title={title}>
        <p className="tile-empty">
          <IconChecks size={16} aria-hidden /> Nothing waits for you.
        </p>
      </TileCard>
    )
  }
  return (
    <TileCard title={title} count={needs.length} flush>
      <NeedsYou
        today={today}
        needs={(all ? needs : needs.slice(0, most)).map((need) => ({
          key: `${need.href}${need.title}`,
          icon: icons[need.kind] ?? IconDatabaseExclamation,
          title: asRead(need.title),
          note: withDays(need.detail),
          href: need.href,
          act: need.act,
          due: need.due_day,
        }))}
      />
      {needs.length > most && (
        <button type="button" className="needs-all" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show the first ones' : `Show all ${needs.length}`}
        </button>
      )}
    </TileCard>
  )
}

function WeekNews({ news, title }: { news: NonNullable<Shown['news']>; title: string }) {
  const { data } = useSession()
  if (news.length === 0) {
    return (
      <TileCard title={title}>
        <p className="tile-empty">No customer bought, grew, renewed, paid or left in the last seven days.</p>
      </TileCard>
    )
  }
  return (
    <TileCard title={title} aside="Last 7 days">
      <News lines={news.slice(0, 7).map((one) => ({ ...one, day: dayOf(one.at) }))} today={data?.today ?? ''} />
    </TileCard>
  )
}

const nothing: Record<string, { says: string; act?: { title: string; href: string; right: string } }> = {
  arr: {
    says: 'Nothing recurs yet. The first sale draws the line.',
    act: { title: 'Set up selling', href: '/billing/begin', right: 'billing.configure' },
  },
  plan: {
    says: 'No plan has a measure yet. A plan says where the company goes, and by which figures it knows.',
    act: { title: 'Write the first plan', href: '/strategy/new', right: 'strategy.write' },
  },
  renewals: { says: 'No contract ends in the next 90 days.' },
  owed: { says: 'Nobody owes us money: no invoice is open.' },
}

/** A tile with nothing to show says so in a sentence, with what would change it. No axis, no zero. */
function Nothing({ tile }: { tile: Pick<BoardTile, 'key' | 'title'> }) {
  const may = useMay()
  const { says, act } = nothing[tile.key] ?? { says: 'There is nothing to show yet.' }
  return (
    <TileCard title={tile.title}>
      <p className="tile-empty">
        {says} {act && may(act.right) && <Link href={act.href}>{act.title}</Link>}
      </p>
    </TileCard>
  )
}
