import { dayText, Meter } from '../../kit/index.ts'
import { type Item, type Meeting, clockText, countedText, firstOf, hourText, partNow } from './words.ts'

type Props = { meeting: Meeting; since: number; keys: readonly { keys: string; says: string }[]; onTurn?: (item: string) => void }

/** What leads: the time that is left. Below it the parts of the agenda, each with its own clock. */
export function Agenda({ meeting, since, keys, onTurn }: Props) {
  const { clock, agenda } = meeting
  const left = clock.left_seconds - since
  const ends = new Date(Date.parse(clock.now) + clock.left_seconds * 1000).toISOString()
  return (
    <aside className="mt-agenda" aria-label="Agenda">
      <p className="faint">{dayText(meeting.day, 'long')}</p>
      <p className="mt-clock">
        <span className="num" role="timer" aria-label="Time left">
          {clockText(left)}
        </span>
        <span className="faint">left of {meeting.minutes}</span>
      </p>
      <p className="mt-lead">
        {clock.state === 'paused' ? 'Paused' : left < 0 ? 'Over its time' : `Ends ${hourText(ends, meeting.zone)}`} ·{' '}
        {firstOf(meeting.lead.name)} leads
      </p>
      <ol className="mt-parts">
        {agenda.map((item) => (
          <li key={item.id}>
            <Part item={item} meeting={meeting} since={since} onTurn={onTurn} />
          </li>
        ))}
      </ol>
      {keys.length > 0 && <Keys keys={keys} />}
    </aside>
  )
}

function Part({ item, meeting, since, onTurn }: { item: Item } & Omit<Props, 'keys'>) {
  const now = partNow(meeting)?.id === item.id
  const used = item.used_seconds + (now ? since : 0)
  const booked = (item.minutes ?? 0) * 60
  const past = !now && item.used_seconds > 0
  const over = booked > 0 && used > booked
  const body = (
    <>
      <span className="mt-part-line">
        <span className="mt-part-name clip">{item.title}</span>
        <span className="num">
          {now || past ? (
            <>
              <span className={over ? 'late' : undefined}>{clockText(used)}</span> <span className="faint">of {item.minutes ?? '–'}</span>
            </>
          ) : (
            <span className="faint">{item.minutes ?? '–'} min</span>
          )}
        </span>
      </span>
      {now && booked > 0 && (
        <Meter done={used / booked} tone={over ? 'warn' : undefined} label={`${clockText(used)} of ${item.minutes} minutes`} />
      )}
      <small className="clip">{countedText(item, meeting)}</small>
    </>
  )
  const look = { className: 'mt-part', 'data-now': now || undefined, 'data-past': past || undefined }
  if (!onTurn || now) {
    return (
      <div {...look} {...(now ? { 'aria-current': 'step' as const } : {})}>
        {body}
      </div>
    )
  }
  return (
    <button type="button" {...look} onClick={() => onTurn(item.id)}>
      {body}
    </button>
  )
}

function Keys({ keys }: Pick<Props, 'keys'>) {
  return (
    <div className="mt-keys">
      <p className="faint">Keys</p>
      {keys.map(({ says, keys: key }) => (
        <p key={key}>
          <span>{says}</span>
          <kbd>{key}</kbd>
        </p>
      ))}
    </div>
  )
}
