import { IconChevronUp, IconPlus } from '@tabler/icons-react'
import { agendaItemsConclude, agendaItemsPark, meetingsGet, meetingsTurn, votesGive } from '../../../server/modules/cadence/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, dayText, instantText } from '../../kit/index.ts'
import { NewAction, NewDecision, NewIssue } from './Lines.tsx'
import { clockText, firstOf, type Item, type Meeting, originText, type Writing } from './words.ts'

type Props = { meeting: Meeting; current: Item | undefined; writing: Writing; onWrite: (what: Writing) => void; since: number }

/** What the room talks about, most votes first; the one that is talked about now is raised, with what came of it. */
export function Issues({ meeting, current, writing, onWrite, since }: Props) {
  const { issues, may } = meeting
  const raise = may.includes('cadence.agenda_items.create')
  return (
    <section aria-label="Issues">
      <div className="mt-head">
        <h2>Issues</h2>
        <span className="mt-head-note">red and late rows come by themselves · ranked by the room’s votes</span>
        {raise && (
          <Button
            className="mt-push"
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onWrite({ what: 'issue' })}
          >
            Issue <kbd>I</kbd>
          </Button>
        )}
      </div>
      {writing?.what === 'issue' && raise && <NewIssue meeting={meeting} onDone={() => onWrite(undefined)} />}
      {issues.length === 0 && writing?.what !== 'issue' && (
        <p className="faint">
          Nothing is in the way so far. What should be talked about is raised here, by anybody who belongs to the meeting.
        </p>
      )}
      <ol className="mt-issues">
        {issues.map((item, at) => (
          <Issue
            key={item.id}
            item={item}
            place={at + 1}
            meeting={meeting}
            since={since}
            now={item.id === current?.id}
            writing={item.id === writing?.item ? writing : undefined}
            onWrite={onWrite}
          />
        ))}
      </ol>
    </section>
  )
}

type IssueProps = {
  item: Item
  place: number
  meeting: Meeting
  now: boolean
  writing: Writing
  onWrite: (what: Writing) => void
  since: number
}

function Issue({ item, place, meeting, now, writing, onWrite, since }: IssueProps) {
  const turn = useTell(meetingsTurn, { stale: [meetingsGet] })
  const over = item.state === 'done' || item.state === 'carried'
  const mayTurn = !now && !over && meeting.may.includes('cadence.meetings.turn')
  const name = (
    <>
      {place}. {item.title}
    </>
  )
  return (
    <li
      className="mt-issue"
      data-now={now || undefined}
      data-over={over || undefined}
      {...(now ? { 'aria-current': 'true' as const } : {})}
    >
      <Vote item={item} meeting={meeting} />
      <div className="mt-issue-body">
        <p className="mt-issue-name">
          {mayTurn ? (
            <button type="button" className="linkish" onClick={() => turn.mutate({ id: meeting.id, item: item.id })}>
              {name}
            </button>
          ) : (
            name
          )}
        </p>
        <p className="faint mt-small">{[originText(item), stands(item)].filter(Boolean).join(' · ')}</p>
        <Caught item={item} />
        {writing?.what === 'decision' && <NewDecision item={item} meeting={meeting} onDone={() => onWrite(undefined)} />}
        {writing?.what === 'action' && <NewAction item={item} meeting={meeting} onDone={() => onWrite(undefined)} />}
        {now && <Acts item={item} meeting={meeting} writing={writing} onWrite={onWrite} since={since} />}
      </div>
    </li>
  )
}

function stands({ state, outcome, outcome_text: text, carried_to }: Item): string {
  if (state === 'parked') return 'parked'
  if (state === 'carried') return carried_to ? `goes to ${dayText(carried_to.day)}` : 'carried over'
  if (state !== 'done') return ''
  return text ?? { none: 'solved', information: 'for information', decision: 'decided', action: 'given to somebody' }[outcome ?? 'none']
}

function Vote({ item, meeting }: { item: Item; meeting: Meeting }) {
  const { mine, most } = meeting.votes
  const give = useTell(votesGive, { stale: [meetingsGet] })
  const given = mine.includes(item.id)
  const mayVote = meeting.may.includes('cadence.votes.give') && item.state === 'open' && (given || mine.length < most)
  const says = `${item.votes} ${item.votes === 1 ? 'vote' : 'votes'}`
  if (!mayVote) {
    return (
      <span className="mt-vote" title={says}>
        <IconChevronUp size={14} stroke={2} aria-hidden />
        <b className="num">{item.votes}</b>
        <span className="unseen">{says}</span>
      </span>
    )
  }
  return (
    <button
      type="button"
      className="mt-vote"
      aria-pressed={given}
      aria-label={`${given ? 'Take back your vote for' : 'Vote for'} ${item.title}: ${says}`}
      title={says}
      disabled={give.isPending}
      onClick={() => give.mutate({ id: meeting.id, items: given ? mine.filter((one) => one !== item.id) : [...mine, item.id] })}
    >
      <IconChevronUp size={14} stroke={2} aria-hidden />
      <b className="num">{item.votes}</b>
    </button>
  )
}

/** What came of an item so far. */
function Caught({ item }: { item: Item }) {
  if (item.caught.length === 0) return null
  return (
    <div className="mt-caught">
      {item.caught.map((one) => (
        <div key={one.id}>
          <p className="faint mt-small">
            {one.kind === 'decision'
              ? `Decided, ${instantText(one.at, 'clock')}`
              : `Action of ${firstOf(one.person.name)}${one.due ? `, due ${dayText(one.due)}` : ''}`}
          </p>
          <p>{one.text}</p>
        </div>
      ))}
    </div>
  )
}

/** What may be done with what is talked about, each with its key. */
function Acts({ item, meeting, writing, onWrite, since }: Omit<IssueProps, 'place' | 'now'>) {
  const { id, may } = meeting
  const stale = { stale: [meetingsGet] }
  const solve = useTell(agendaItemsConclude, stale)
  const park = useTell(agendaItemsPark, stale)
  const part = meeting.agenda.find(({ shows }) => shows === 'issues')
  const left = part?.minutes ? part.minutes * 60 - part.used_seconds - since : undefined
  const can = (name: string) => may.includes(`cadence.agenda_items.${name}`)
  const [decides, acts] = [writing?.what === 'decision', writing?.what === 'action']
  return (
    <div className="mt-acts">
      {can('act') && !acts && (
        <Button variant={decides ? 'default' : 'filled'} onClick={() => onWrite({ what: 'action', item: item.id })}>
          Action <kbd>A</kbd>
        </Button>
      )}
      {can('decide') && !decides && (
        <Button variant="default" onClick={() => onWrite({ what: 'decision', item: item.id })}>
          Decision <kbd>D</kbd>
        </Button>
      )}
      {can('conclude') && (
        <Button variant="default" loading={solve.isPending} onClick={() => solve.mutate({ id, item: item.id })}>
          Solved <kbd>S</kbd>
        </Button>
      )}
      {can('park') && (
        <Button variant="subtle" loading={park.isPending} onClick={() => park.mutate({ id, item: item.id })}>
          Park <kbd>P</kbd>
        </Button>
      )}
      {left !== undefined && (
        <span className="mt-push faint mt-small num" data-late={left < 0 || undefined}>
          {left < 0 ? `${clockText(-left)} over the time for issues` : `${clockText(left)} left for issues`}
        </span>
      )}
    </div>
  )
}
