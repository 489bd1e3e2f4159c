import { Day, Link, Status, lastDay } from '../../kit/index.ts'
import type { Licence } from './PhaseBar.tsx'
import { reasonText, stateWords } from './words.ts'

/** The serials of a line, newest first; the one on this page is marked. */
export function SerialChain({ licence }: { licence: Licence }) {
  return (
    <ol className="chain" reversed>
      {[...licence.chain].reverse().map((one) => (
        <li key={one.id} aria-current={one.id === licence.id ? 'true' : undefined}>
          <span className="chain-serial num" title="Serial">
            {one.serial}
          </span>
          <div>
            <div className="chain-line">
              {one.id === licence.id ? (
                <strong className="num">{one.number}</strong>
              ) : (
                <Link href={`/licensing/licences/${one.id}`}>{one.number}</Link>
              )}
              <Status value={one.state} {...stateWords[one.state]} />
            </div>
            <div className="quiet">
              {reasonText(one.reason)} · <span className="num">{one.seats} seats</span> · <Day day={one.starts_on} /> to{' '}
              <Day day={lastDay(one.ends_on)} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}
