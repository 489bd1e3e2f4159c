import { IconCircleCheck, IconGavel } from '@tabler/icons-react'
import { countOf, dayText, Link } from '../../kit/index.ts'
import { caughtText, firstOf, type Meeting } from './words.ts'

/** What stays in view: what was caught, what became of last time's actions, who is told afterwards. */
export function Aside({ meeting }: { meeting: Meeting }) {
  const { caught, from_last: last, messages } = meeting
  return (
    <>
      <h2>{meeting.state === 'closed' ? 'What came of it' : 'Caught so far'}</h2>
      {caught.length === 0 ? (
        <p className="faint">
          {meeting.state === 'closed' ? 'No decision and no action.' : 'Decisions and actions, as they are written down.'}
        </p>
      ) : (
        <ul className="mt-side-list">
          {caught.map((one) => (
            <li key={one.id}>
              {one.kind === 'decision' ? (
                <IconGavel size={15} stroke={1.75} aria-label="Decision" />
              ) : (
                <IconCircleCheck size={15} stroke={1.75} aria-label="Action" />
              )}
              <div>
                <p>
                  <Link href={one.href}>{one.text}</Link>
                </p>
                <p className="faint mt-small">{caughtText(one)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {last && (
        <>
          <h2>From last time</h2>
          {last.actions === 0 ? (
            <p className="faint">No action came of {dayText(last.day)}.</p>
          ) : (
            <p className="mt-figure">
              <b className="num">{last.in_time}</b> <span className="faint">of {countOf(last.actions, 'action')} done in time</span>
            </p>
          )}
          {last.open.map((action) => (
            <p key={action.id} className="mt-small">
              Open: <Link href={action.href}>{action.text}</Link>
              {action.late_days > 0 && <span className="late">, {countOf(action.late_days, 'day')} late</span>}, {firstOf(action.dri.name)}
            </p>
          ))}
        </>
      )}
      {messages.length > 0 && (
        <>
          <h2>Told afterwards</h2>
          {messages.map((message) => (
            <p key={message.id}>
              {message.to.join(', ')}: {message.text}
            </p>
          ))}
        </>
      )}
    </>
  )
}
