import type { licencesGet } from '../../../server/modules/licensing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { dayText, Instant } from '../../kit/index.ts'

export type Licence = AskOutput<typeof licencesGet>

/** The term and the grace after it, with today on the same scale. The list below says the same in words. */
export function PhaseBar({ licence }: { licence: Licence }) {
  const starts = Date.parse(licence.starts_at)
  const expires = Date.parse(licence.expires_at)
  const grace = Date.parse(licence.grace_until)
  const end = licence.terminate_at ? Math.max(Date.parse(licence.terminate_at), grace) : grace
  const share = (at: number) => `${Math.min(100, Math.max(0, (100 * (at - starts)) / (end - starts)))}%`
  const now = Date.now()
  return (
    <div className="phases">
      <div className="phases-bar" aria-hidden>
        <span className="phases-term" style={{ width: share(expires) }} />
        <span className="phases-grace" style={{ left: share(expires), width: `calc(${share(grace)} - ${share(expires)})` }} />
        {now >= starts && now <= end && (
          <span className="phases-today" style={{ left: share(now) }}>
            <span>{dayText(new Date(now).toISOString().slice(0, 10), 'short')}</span>
          </span>
        )}
      </div>
      <ol className="phases-list">
        <li data-phase="term">
          <span>In force from</span> <Instant at={licence.starts_at} />
        </li>
        <li data-phase="grace">
          <span>Grace from</span> <Instant at={licence.expires_at} />
        </li>
        <li data-phase="end">
          <span>{licence.terminate_at ? 'Free edition from' : 'Limited from'}</span>{' '}
          <Instant at={licence.terminate_at ?? licence.grace_until} />
        </li>
      </ol>
    </div>
  )
}
