import './minutes.css'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { fateWords, minutesRead } from '../../../server/modules/cadence/contract.ts'
import { type AskOutput, Problem, useAsk } from '../../ask.ts'
import { Button, dayText, Empty, Ident, Link, Loading, Page, RecordOf, Section, Status, useParam } from '../../kit/index.ts'
import { download } from '../../kit/table/columns.ts'
import { figureText } from '../strategy/words.ts'
import { cityOf, clockText, colourTone, crumbs, dayIn, hourText, promisedText, standText } from './words.ts'

type Promised = Parameters<typeof promisedText>[0]
type Read = AskOutput<typeof minutesRead>
/** What the sealed bytes hold, as far as a page shows it. */
type Sealed = {
  meeting: { booked_minutes: number; used_seconds: number }
  lead: string
  present: string[]
  absent: string[]
  agenda: { title: string; used_seconds: number; minutes: number | null }[]
  issues: { title: string; owner: string | null; votes: number; state: string; text: string | null }[]
  decisions: { number: string; text: string; by: string }[]
  actions: { number: string; text: string; by: string; due: string | null }[]
  scorecard: {
    title: string
    owner: string
    value: string | null
    unit: string | null
    target: string | null
    direction?: Promised['direction']
    target_high?: string | null
    colour: string
  }[]
  messages: { text: string; to: string[] }[]
  notes: string
}

/** What is no fault and comes no sooner by asking again. */
const whyNone: Record<string, string> = {
  'meeting.no_minutes': 'A meeting has minutes once it is closed.',
  'meeting.minutes_deleted': 'These minutes were deleted: they are kept for seven years after the meeting.',
}

/** The minutes of a closed meeting as one sheet: what was sealed and nothing else, with its hash, to read and to print. */
export default function MinutesPage() {
  const id = useParam('id')
  const asked = useAsk(minutesRead, { id })
  const none = asked.error instanceof Problem && whyNone[asked.error.code ?? '']
  if (none)
    return (
      <Page title="Minutes" crumbs={crumbs}>
        <Empty title={none} action={<Link href={`/cadence/meetings/${id}`}>The meeting</Link>} />
      </Page>
    )
  return (
    <RecordOf of={asked} title="Meeting" crumbs={crumbs} loading={<Loading lines={12} />}>
      {(read) => <Sheet id={id} read={read} sealed={JSON.parse(read.text) as Sealed} />}
    </RecordOf>
  )
}

function Sheet({ id, read, sealed }: { id: string; read: Read; sealed: Sealed }) {
  const { meeting, lead, present, absent, agenda, issues, decisions, actions, scorecard, messages, notes } = sealed
  return (
    <Page
      title={`Minutes of ${dayText(read.day, 'long')}`}
      crumbs={[...crumbs, { title: read.series.title, href: `/cadence/series/${read.series.id}` }]}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => download(`minutes-${read.day}.md`, read.words, 'text/markdown')}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Markdown
          </Button>
          <Button variant="default" onClick={() => window.print()} leftSection={<IconPrinter size={16} aria-hidden />}>
            Print
          </Button>
        </>
      }
    >
      <div className="minutes">
        <p>
          {lead} led. {clockText(meeting.used_seconds)} of {meeting.booked_minutes} minutes were used.{' '}
          <Link href={`/cadence/meetings/${id}`}>The meeting</Link>
        </p>
        <Section title="Who was there" plain>
          <p>{present.join(', ')}</p>
          {absent.length > 0 && <p className="faint">Not here: {absent.join(', ')}</p>}
        </Section>
        {decisions.length > 0 && (
          <Section title="Decisions" plain>
            <ul>
              {decisions.map((one) => (
                <li key={one.number}>
                  <Ident text={one.number} /> {one.text} <span className="faint">({one.by})</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {actions.length > 0 && (
          <Section title="Actions" plain>
            <ul>
              {actions.map((one) => (
                <li key={one.number}>
                  <Ident text={one.number} /> {one.text}{' '}
                  <span className="faint">
                    ({one.by}
                    {one.due && `, by ${dayText(one.due, 'long')}`})
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {issues.length > 0 && (
          <Section title="Issues" plain>
            <ul>
              {issues.map((one) => (
                <li key={`${one.title} ${one.owner}`}>
                  {one.title}{' '}
                  <span className="faint">{[one.owner, fateWords[one.state] ?? one.state, one.text].filter(Boolean).join(', ')}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {scorecard.length > 0 && (
          <Section title="Scorecard" plain>
            <ul>
              {scorecard.map((row) => (
                <li key={row.title}>
                  {row.title} <span className="faint">({row.owner})</span>: {row.value !== null && figureText(row.value, row.unit, true)}
                  {promise(row)} <Status value={row.colour} tone={colourTone[row.colour] ?? 'calm'} label={standText(row.colour)} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Agenda" plain>
          <ul>
            {agenda.map((one) => (
              <li key={one.title}>
                {one.title}: {clockText(one.used_seconds)}
                {one.minutes !== null && ` of ${one.minutes}`} minutes
              </li>
            ))}
          </ul>
        </Section>
        {messages.length > 0 && (
          <Section title="Told afterwards" plain>
            <ul>
              {messages.map((one) => (
                <li key={one.text}>
                  {one.text} <span className="faint">({one.to.join(', ')})</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {notes.trim() !== '' && (
          <Section title="Notes" plain>
            <p className="minutes-notes">{notes}</p>
          </Section>
        )}
        <p className="faint minutes-seal">
          Closed on {dayText(dayIn(read.closed_at, read.zone), 'long')}, {closedHour(read)}, by {read.by}. SHA-256 of the sealed minutes:{' '}
          <span className="mono">{read.sha256}</span>
        </p>
      </div>
    </Page>
  )
}

/** " of $2.99M"; what is a bound stands behind a comma: ", promised at least 25%". */
function promise({ target, target_high = null, direction = null, unit }: Sealed['scorecard'][number]): string {
  const words = promisedText({ target, target_high, direction, unit })
  return words === '' ? '' : words.startsWith('of ') ? ` ${words}` : `, promised ${words}`
}

/** The hour on a clock of the meeting's own zone, which is named: who keeps minutes reads them elsewhere. */
function closedHour({ closed_at, zone }: Read): string {
  const said = hourText(closed_at, zone)
  return said.includes(' in ') ? said : `${said} in ${cityOf(zone)}`
}
