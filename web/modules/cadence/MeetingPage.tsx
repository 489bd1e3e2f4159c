import './cadence.css'
import './side.css'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type Ref, useCallback, useEffect, useRef, useState } from 'react'
import { meetingsArrive, meetingsGet, meetingsPause, meetingsResume, meetingsTakeOver } from '../../../server/modules/cadence/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { useRecordActs } from '../../kit/acts.ts'
import { BarActs, useBar } from '../../kit/bar.tsx'
import { later } from '../../kit/later.tsx'
import { Button, dayText, IconButton, Initials, Loading, MoreMenu, Note, RecordOf, useParam } from '../../kit/index.ts'
import { Agenda } from './Agenda.tsx'
import { begunIn } from './begun.ts'
import { Aside } from './Aside.tsx'
import { Closing } from './Closing.tsx'
import { CancelDate, MoveDate } from './DateDialogs.tsx'
import { Issues } from './Issues.tsx'
import { useMeetingKeys } from './meetingKeys.ts'
import type { NotesHandle, NotesProps } from './Notes.tsx'
import { NotesRead } from './NotesRead.tsx'
import { PartNow } from './PartNow.tsx'
import { Rating } from './Rating.tsx'
import { Scorecard } from './Scorecard.tsx'
import { Attending, isWritten } from './Attending.tsx'
import { Starting } from './Starting.tsx'
import { useLive, usePresence, useSince } from './useLive.ts'
import { clockText, crumbs, firstOf, hoursOf, type Item, type Meeting, partNow, shareText, stateOf, type Writing } from './words.ts'

// what everybody writes in at once weighs as much as the rest of the page; what is held is only read
const Notes = later<NotesProps & { ref: Ref<NotesHandle> }>(() => import('./Notes.tsx'), <Loading lines={4} />)
type Heard = Parameters<NotesHandle['hear']>[0]

/** One date of a series: its agenda before, the room while it is under way, its minutes after. */
export default function MeetingPage() {
  const asked = useAsk(meetingsGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Meeting" crumbs={crumbs}>
      {(meeting) => <Room key={meeting.id} meeting={meeting} />}
    </RecordOf>
  )
}

type Dialog = 'start' | 'close' | 'move' | 'cancel' | 'here'

function Room({ meeting }: { meeting: Meeting }) {
  const me = useSession().data?.actor?.id ?? ''
  const running = meeting.state === 'in_progress'
  const held = meeting.state === 'closed' || meeting.state === 'cancelled'
  const since = useSince(meeting.clock.now, meeting.clock.state === 'running')
  const { take, hear } = useHandle()
  const { line, here } = useLive(meeting.id, hear)
  const writes = meeting.may.includes('cadence.notes.write') || meeting.may.includes('cadence.note_edits.create')
  usePresence(meeting.id, writes && !held)
  const [writing, setWriting] = useState<Writing>(() => (running ? begunIn(me, meeting) : undefined))
  const [dialog, setDialog] = useState<Dialog>()
  const current = currentIssue(meeting)
  const part = running && !current ? partNow(meeting) : undefined
  const title = meeting.series.title
  useBar({ title, crumbs })
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])
  const may = (name: string) => meeting.may.includes(`cadence.${name}`)
  const { keys, turnTo } = useMeetingKeys(meeting, current, part, setWriting, () => setDialog('close'))
  useRecordActs(title, [
    may('meetings.close') && { title: 'Close meeting', run: () => setDialog('close') },
    may('meetings.move') && { title: 'Move this date', run: () => setDialog('move') },
    may('meetings.cancel') && { title: 'Cancel this date', run: () => setDialog('cancel') },
    meeting.minutes_hash !== null &&
      meeting.minutes_deleted_on === null && { title: 'Minutes', href: `/cadence/meetings/${meeting.id}/minutes` },
    { title: 'Open the series', href: `/cadence/series/${meeting.series.id}` },
  ])
  return (
    <div className="mt" data-state={meeting.state}>
      <h1 className="unseen">
        {title}, {dayText(meeting.day, 'long')}
      </h1>
      <BarActs>
        <Here meeting={meeting} here={here} />
        <Acts meeting={meeting} onDialog={setDialog} />
      </BarActs>
      {running ? (
        <Agenda meeting={meeting} since={since} keys={keys} {...(may('meetings.turn') ? { onTurn: turnTo } : {})} />
      ) : (
        <Dated meeting={meeting} />
      )}
      <div className="mt-main">
        {running && <Lead meeting={meeting} me={me} />}
        {running && <Late meeting={meeting} me={me} />}
        {running && <Quorum meeting={meeting} here={here} />}
        {running && <PartNow meeting={meeting} part={part} writing={writing} onWrite={setWriting} />}
        <Scorecard meeting={meeting} />
        <Issues meeting={meeting} current={current} writing={writing} onWrite={setWriting} since={since} />
      </div>
      <aside className="mt-side">
        {held ? (
          <section className="mt-notes" aria-label="Notes">
            <div className="mt-side-head">
              <h2>Notes</h2>
            </div>
            <NotesRead text={meeting.notes.text} />
          </section>
        ) : (
          <Notes ref={take} id={meeting.id} me={me} line={line} writes={writes} text={meeting.notes.text} />
        )}
        <Aside meeting={meeting} />
      </aside>
      {dialog === 'start' && <Starting meeting={meeting} here={here} me={me} onClose={() => setDialog(undefined)} />}
      {dialog === 'here' && <Attending meeting={meeting} here={here} me={me} onClose={() => setDialog(undefined)} />}
      {dialog === 'close' && <Closing meeting={meeting} since={since} onClose={() => setDialog(undefined)} />}
      {dialog === 'move' && <MoveDate meeting={meeting} zone={meeting.zone} onClose={() => setDialog(undefined)} />}
      {dialog === 'cancel' && <CancelDate meeting={meeting} onClose={() => setDialog(undefined)} />}
    </div>
  )
}

/** Hands on what is new in the notes; what comes before they are drawn waits for them. */
function useHandle() {
  const handle = useRef<NotesHandle>(null)
  const early = useRef<Heard[]>([])
  const take = useCallback((notes: NotesHandle | null) => {
    handle.current = notes
    if (notes) for (const changes of early.current.splice(0)) notes.hear(changes)
  }, [])
  return { take, hear: (changes: Heard) => (handle.current ? handle.current.hear(changes) : void early.current.push(changes)) }
}

/** The issue that is talked about: the one whose clock runs, else the first open one while the part with the issues runs. */
function currentIssue({ issues, agenda, clock, state }: Meeting): Item | undefined {
  if (state !== 'in_progress') return undefined
  const named = issues.find(({ id }) => id === clock.current)
  if (named) return named
  const part = agenda.find(({ id }) => id === clock.current)
  return part?.shows === 'issues' ? issues.find((item) => item.state === 'open') : undefined
}

/** At most two by name, and how many others. */
function namedAway(away: readonly string[]): string {
  return away.length > 2 ? `${away.slice(0, 2).join(', ')} and ${away.length - 2} more` : away.join(', ')
}

function Here({ meeting, here }: { meeting: Meeting; here: readonly { id: string; name: string }[] }) {
  const there = new Set([
    ...here.map(({ id }) => id),
    ...meeting.attendance.filter((one) => one.here && one.left_at === null).map(({ id }) => id),
  ])
  const known = new Map([...meeting.attendance, ...here].map(({ id, name }) => [id, name]))
  const names = [...there].map((id) => known.get(id) ?? '')
  const away = meeting.attendance.filter((one) => one.member && !there.has(one.id)).map(({ name }) => firstOf(name))
  const members = meeting.attendance.filter(({ member }) => member).length
  if (names.length === 0) return null
  const says = `${names.length} of ${Math.max(members, names.length)} here${away.length > 0 ? ` · ${namedAway(away)} away` : ''}`
  return (
    <span className="mt-here" title={`${names.map(firstOf).join(', ')} ${names.length === 1 ? 'is' : 'are'} here`}>
      <span className="mt-faces">
        {names.slice(0, 6).map((name) => (
          <Initials key={name} name={name} size="s" round />
        ))}
      </span>
      <span className="faint mt-small">{says}</span>
    </span>
  )
}

function Acts({ meeting, onDialog }: { meeting: Meeting; onDialog: (what: Dialog) => void }) {
  const { id, may } = meeting
  const stale = { stale: [meetingsGet] }
  const [pause, resume] = [useTell(meetingsPause, stale), useTell(meetingsResume, stale)]
  const can = (name: string) => may.includes(`cadence.meetings.${name}`)
  return (
    <>
      {can('pause') && (
        <IconButton label="Pause" onClick={() => pause.mutate({ id })}>
          <IconPlayerPause size={16} aria-hidden />
        </IconButton>
      )}
      {can('resume') && (
        <IconButton label="Go on" onClick={() => resume.mutate({ id })}>
          <IconPlayerPlay size={16} aria-hidden />
        </IconButton>
      )}
      {can('close') && (
        <Button variant="default" onClick={() => onDialog('close')}>
          Close meeting
        </Button>
      )}
      {can('start') && <Button onClick={() => onDialog('start')}>Start meeting</Button>}
      <MoreMenu
        acts={[
          meeting.state === 'in_progress' && { title: 'Who is here', onClick: () => onDialog('here') },
          can('move') && { title: 'Move this date', onClick: () => onDialog('move') },
          can('cancel') && { title: 'Cancel this date', onClick: () => onDialog('cancel'), danger: true },
          meeting.minutes_hash !== null &&
            meeting.minutes_deleted_on === null && { title: 'Minutes', href: `/cadence/meetings/${id}/minutes` },
          { title: 'Open the series', href: `/cadence/series/${meeting.series.id}` },
        ]}
      />
    </>
  )
}

/** Where the place of whoever leads is free, whoever may leads on with one press. */
function Lead({ meeting, me }: { meeting: Meeting; me: string }) {
  const take = useTell(meetingsTakeOver, { stale: [meetingsGet] })
  if (!meeting.may.includes('cadence.meetings.take_over')) return null
  const back = me === meeting.chair.id
  return (
    <Note tone="warn" title={back ? `${firstOf(meeting.lead.name)} leads in your place` : `${firstOf(meeting.chair.name)} is not here`}>
      <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate({ id: meeting.id })}>
        {back ? 'Lead it again' : 'Lead it'}
      </Button>
    </Note>
  )
}

/** Whoever comes later says so, and is written down as here. */
function Late({ meeting, me }: { meeting: Meeting; me: string }) {
  const come = useTell(meetingsArrive, { stale: [meetingsGet] })
  if (isWritten(meeting, me) || !meeting.may.includes('cadence.meetings.arrive')) return null
  if (!meeting.attendance.some(({ id, member }) => id === me && member)) return null
  return (
    <Note title="You are not written down as here">
      <Button size="xs" variant="default" loading={come.isPending} onClick={() => come.mutate({ id: meeting.id })}>
        I am here
      </Button>
    </Note>
  )
}

/** Leadership decides with so many: said before somebody tries, with whose page is missing. */
function Quorum({ meeting: { quorum }, here }: { meeting: Meeting; here: readonly { id: string }[] }) {
  if (!quorum) return null
  const missing = quorum.waits_for.filter(({ id }) => !here.some((one) => one.id === id))
  const there = quorum.here + quorum.waits_for.length - missing.length
  if (there >= quorum.wanted) return null
  return (
    <Note
      title={`Decisions need ${quorum.wanted} of ${quorum.members} members here with this page open; ${there === 0 ? 'none has' : there === 1 ? 'one has' : `${there} have`}`}
    >
      {missing.length > 0
        ? `${missing.map(({ name }) => name).join(', ')}: open this page to be counted.`
        : 'Wait for the others, or put it on the next date.'}
    </Note>
  )
}

/** Beside a date that is not under way: when, how long, and once it was held what it came to. */
function Dated({ meeting }: { meeting: Meeting }) {
  const { state, starts_at, zone, minutes } = meeting
  const closed = state === 'closed'
  const hours = hoursOf(starts_at, zone)
  return (
    <aside className="mt-agenda" aria-label="Agenda">
      <p className="faint">{dayText(meeting.day, 'long')}</p>
      <p className="mt-clock">
        <span className="num">{closed ? clockText((meeting.used_minutes ?? 0) * 60).replace(/:00$/, '') : hours.hour}</span>
        <span className="faint">{closed ? `of ${minutes} minutes used` : `${minutes} minutes`}</span>
      </p>
      {!closed && hours.note !== '' && <p className="faint mt-small">{hours.note}</p>}
      <p className="mt-lead">
        {stateOf(state).words} · {firstOf(meeting.chair.name)} {closed ? 'led' : 'leads'}
        {closed && meeting.used_share !== null ? ` · ${shareText(meeting.used_share)} of its time` : ''}
      </p>
      {meeting.reason && <p className="mt-small">{meeting.reason}</p>}
      {meeting.minutes_deleted_on && (
        <p className="mt-small">
          Its minutes were deleted on {dayText(meeting.minutes_deleted_on, 'long')}, seven years after it was held.
        </p>
      )}
      <ol className="mt-parts">
        {meeting.agenda.map((item) => (
          <li key={item.id} className="mt-part" data-past={closed || undefined}>
            <span className="mt-part-line">
              <span className="mt-part-name clip">{item.title}</span>
              <span className="num">
                {closed && <>{clockText(item.used_seconds)} </>}
                <span className="faint">{closed ? `of ${item.minutes ?? '–'}` : `${item.minutes ?? '–'} min`}</span>
              </span>
            </span>
          </li>
        ))}
      </ol>
      {closed && <Rating meeting={meeting} />}
    </aside>
  )
}
