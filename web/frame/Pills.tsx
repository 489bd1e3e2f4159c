import './pills.css'
import { IconRefresh, IconWifiOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { jobsList } from '../../server/doors/contract.ts'
import { type AskOutput, useAsk } from '../ask.ts'
import { tryConnection, useConnection } from '../connection.ts'
import { countText, titleOf } from '../kit/format.ts'
import { Link, useHere } from '../kit/Link.tsx'
import { useMay } from './session.ts'

/** What stays until it is over: no connection, a newer version, long work under way. */
export function Pills() {
  const { lost, retryAt, newer } = useConnection()
  return (
    <div className="pills" role="status">
      <LongWork />
      {lost && <Lost retryAt={retryAt} />}
      {newer && !lost && (
        <p className="pill">
          <IconRefresh size={16} stroke={1.75} aria-hidden />
          Quarterdeck has been renewed
          <button type="button" onClick={() => window.location.reload()}>
            Load it
          </button>
        </p>
      )}
    </div>
  )
}

function Lost({ retryAt }: { retryAt: number }) {
  const [left, setLeft] = useState(() => secondsTo(retryAt))
  useEffect(() => {
    setLeft(secondsTo(retryAt))
    const tick = setInterval(() => setLeft(secondsTo(retryAt)), 500)
    return () => clearInterval(tick)
  }, [retryAt])
  return (
    <p className="pill pill-warn">
      <IconWifiOff size={16} stroke={1.75} aria-hidden />
      <span>
        No connection. <span aria-hidden>{left > 0 ? `Trying again in ${left} s` : 'Trying'}; nothing is lost.</span>
      </span>
      <button type="button" onClick={() => void tryConnection()}>
        Try now
      </button>
    </p>
  )
}

function secondsTo(at: number): number {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

type Run = AskOutput<typeof jobsList>['items'][number]
/** Where long work is looked at; work without a page of its own only says how far it is. */
const known: [name: RegExp, title: string, page: (run: Run) => string][] = [
  [/^billing\.run/, 'Billing run', ({ id }) => `/billing/runs/${id}`],
  [/^data\.rebuild/, 'Rebuild of the warehouse', () => '/data/sources'],
]

/** The newest long work under way, for whoever may see it; one goes on elsewhere meanwhile. */
function LongWork() {
  const may = useMay()
  const { path } = useHere()
  const { data } = useAsk(
    jobsList,
    { state: 'running' },
    { enabled: may('house.jobs'), refetchInterval: (last) => (last && last.items.length > 0 ? 2000 : 30_000), staleTime: 1000 },
  )
  const run = data?.items[0]
  const [, title, page] = known.find(([name]) => run && name.test(run.name)) ?? []
  const href = run && page?.(run)
  if (!run || href === path) return null
  return (
    <p className="pill">
      <span className="pill-turn" aria-hidden />
      <span className="num">
        {title ?? titleOf(run.name.split('.')[1] ?? run.name)}:{' '}
        {run.of === null ? run.note : `${countText(run.done)} of ${countText(run.of)}`}
      </span>
      {href && <Link href={href}>Show</Link>}
    </p>
  )
}
