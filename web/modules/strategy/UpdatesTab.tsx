import { useState } from 'react'
import { updatesAcknowledge, updatesDraft, updatesList } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAsk, useAskPaged, useTell } from '../../ask.ts'
import { Answer, Button, dayText, Empty, Instant, Link, Loading, Note, Row, Section, Status } from '../../kit/index.ts'
import { statedWords } from './stated.ts'
import { ClosingPart } from './ClosingPart.tsx'
import './updates.css'
import { UpdateForm } from './UpdateForm.tsx'
import { figureText, measuresIn, type Page } from './words.ts'

type Update = AskOutput<typeof updatesList>['items'][number]

/** What is said of the plan and its measures from month to month; and how it ended. */
export function UpdatesTab({ page }: { page: Page }) {
  const { id } = page.edition
  const asked = useAskPaged(updatesList, { id })
  const [about, setAbout] = useState<{ key: string | undefined; text: string }>()
  const live = measuresIn(page).filter((item) => item.measure && item.measure.kind !== 'tbd' && !item.struck)
  return (
    <div className="plan-updates">
      <ClosingPart page={page} />
      {page.edition.state === 'vetted' && (
        <Section title="To say" note="Due on the second Tuesday of each month">
          <ul className="plan-to-say">
            {live.map((item) => (
              <Due key={item.key} id={id} of={item.key} text={item.text} onSay={() => setAbout({ key: item.key, text: item.text })} />
            ))}
            <Due id={id} of={undefined} text="The plan as a whole" onSay={() => setAbout({ key: undefined, text: page.title.core })} />
          </ul>
        </Section>
      )}
      <Section title="Said so far">
        <Answer of={asked} loading={<Loading rows={4} />}>
          {() =>
            asked.rows.length === 0 ? (
              <Empty title="Nothing was said yet">Whoever answers for the plan says each month how it goes.</Empty>
            ) : (
              <ul className="plan-said">
                {asked.rows.map((update) => (
                  <Said key={update.id} update={update} />
                ))}
              </ul>
            )
          }
        </Answer>
        {asked.hasNextPage && (
          <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Older ones
          </Button>
        )}
      </Section>
      {about && <UpdateForm page={page} of={about.key} text={about.text} onClose={() => setAbout(undefined)} />}
    </div>
  )
}

function Due({ id, of, text, onSay }: { id: string; of: string | undefined; text: string; onSay: () => void }) {
  const asked = useAsk(updatesDraft, { id, ...(of ? { key: of } : {}) })
  if (!asked.data) return null
  const { due_on, late, may } = asked.data
  return (
    <li>
      <span>{text}</span>
      <span className={late ? 'plan-stale' : 'quiet'}>
        {late ? 'Overdue since' : 'Due'} {dayText(due_on)}
      </span>
      {may.includes('post') && (
        <Button size="compact-sm" variant={late ? 'filled' : 'default'} onClick={onSay} aria-label={`Update: ${text}`}>
          Update
        </Button>
      )}
    </li>
  )
}

function Said({ update }: { update: Update }) {
  const read = useTell(updatesAcknowledge)
  const { label, tone } = statedWords[update.status]
  return (
    <li>
      <p className="plan-said-head">
        <strong>{update.text}</strong> <Status value={update.status} label={label} tone={tone} />
        {update.value !== null && <span className="num">{figureText(update.value, update.unit)}</span>}
        {update.confidence !== null && <span className="quiet">{update.confidence}% sure</span>}
        <span className="quiet">
          {update.by}, <Instant at={update.posted_at} ago />
        </span>
      </p>
      {update.difference && <p>Otherwise than the figure: {update.difference}</p>}
      {update.going_well && <p>Going well: {update.going_well}</p>}
      {update.not_going_well && <p>Not going well: {update.not_going_well}</p>}
      {update.outcomes.length > 0 && (
        <p className="quiet">{update.outcomes.map(({ number, result }) => `${number}: ${result}`).join(' · ')}</p>
      )}
      {update.forecasts.length > 0 && (
        <p className="num quiet">
          Thought to be{' '}
          {update.forecasts.map(({ quarter, value }) => `${figureText(value, update.unit)} at the end of ${quarter}`).join(', ')}
        </p>
      )}
      {update.next_actions.map((action) => (
        <p key={action.id}>
          Next: <Link href="/decisions/actions">{action.number}</Link> {action.text} · {action.dri}, {dayText(action.due)}
        </p>
      ))}
      <Row>
        <span className="faint">
          {update.read_by.length === 0
            ? 'Nobody has said yet that they read it'
            : `Read by ${update.read_by.map(({ name }) => name).join(', ')}`}
        </span>
        {update.may.includes('acknowledge') && (
          <Button size="compact-xs" variant="subtle" loading={read.isPending} onClick={() => read.mutate({ id: update.id })}>
            I have read it
          </Button>
        )}
      </Row>
      {update.computed === 'data_needed' && <Note>The figure was not known then.</Note>}
    </li>
  )
}
