import { useState } from 'react'
import { closingsClose, closingsGet } from '../../../server/modules/strategy/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { Button, dayText, Instant, percentText, PlainTable, Section, Status, Textarea, toast } from '../../kit/index.ts'
import { figureText, type Page } from './words.ts'

type Closing = AskOutput<typeof closingsGet>

/** How a period ended: its figures against both promises, how well people knew, what was learned and what goes on. */
export function ClosingPart({ page }: { page: Page }) {
  const asked = useAsk(closingsGet, { id: page.edition.id })
  const closing = asked.data
  if (!closing?.over) return null
  return (
    <Section title="The period is over" note={closing.closed ? 'closed' : 'to be closed'}>
      <Scores closing={closing} />
      {closing.calibration.map((one) => (
        <p key={one.by} className="quiet">
          {one.name} was {percentText(Number(one.mean_confidence))} sure in {one.claims} {one.claims === 1 ? 'update' : 'updates'};{' '}
          {percentText(Number(one.reached_share))} of it came so. Brier score {Number(one.brier).toFixed(2)}, where 0 is best and 0.25 is a
          coin.
        </p>
      ))}
      {closing.closed ? <Closed closing={closing} /> : closing.may.includes('close') && <Close page={page} closing={closing} />}
    </Section>
  )
}

function Scores({ closing: { scores } }: { closing: Closing }) {
  if (scores.length === 0) return null
  return (
    <PlainTable
      label="What the measures came to"
      rows={scores}
      rowKey={(row) => row.key}
      columns={[
        { id: 'text', title: 'Measure', cell: (row) => row.text, phone: 'title' },
        {
          id: 'value',
          title: 'Came to',
          align: 'right',
          cell: (row) => (
            <span className="num">
              {figureText(row.value, row.unit)}
              {row.restated && (
                <span className="quiet">
                  {' '}
                  restated {figureText(row.restated.value, row.unit)}, {dayText(row.restated.day)}
                </span>
              )}
            </span>
          ),
        },
        { id: 'target', title: 'Promised', align: 'right', cell: (row) => <span className="num">{figureText(row.target, row.unit)}</span> },
        {
          id: 'progress',
          title: 'Of the way',
          align: 'right',
          cell: (row) => (
            <span className="num">
              {row.progress === null ? (row.status === 'green' ? 'kept' : '–') : percentText(Number(row.progress))}
              {row.first_progress !== null && (
                <span className="quiet"> · {percentText(Number(row.first_progress))} of the first promise</span>
              )}
            </span>
          ),
        },
      ]}
    />
  )
}

function Closed({ closing: { closed, methods } }: { closing: Closing }) {
  if (!closed) return null
  return (
    <>
      <p className="plan-lessons">{closed.lessons}</p>
      <ul className="plan-to-say">
        {methods.map((one) => (
          <li key={one.key}>
            <span>{one.text}</span>
            {one.verdict && (
              <Status
                value={one.verdict}
                label={one.verdict === 'drop' ? 'Dropped' : 'Goes on'}
                tone={one.verdict === 'drop' ? 'calm' : 'good'}
              />
            )}
          </li>
        ))}
      </ul>
      <p className="faint">
        Closed by {closed.by}, <Instant at={closed.at} ago />
      </p>
    </>
  )
}

function Close({ page, closing }: { page: Page; closing: Closing }) {
  const [lessons, setLessons] = useState('')
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set())
  const close = useTell(closingsClose, { onDone: () => toast('The period is closed') })
  const turn = (key: string) =>
    setDropped((now) => (now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key])))
  const methods = closing.methods.map(({ key }) => ({ key, verdict: dropped.has(key) ? ('drop' as const) : ('continue' as const) }))
  return (
    <>
      <ul className="plan-to-say">
        {closing.methods.map((one) => (
          <li key={one.key}>
            <span>{one.text}</span>
            <Button size="compact-sm" variant="default" aria-pressed={dropped.has(one.key)} onClick={() => turn(one.key)}>
              {dropped.has(one.key) ? 'Dropped' : 'Goes on'}
            </Button>
          </li>
        ))}
      </ul>
      <Textarea label="What was learned" value={lessons} onChange={(event) => setLessons(event.currentTarget.value)} />
      <Button
        disabled={lessons.trim().length < 3}
        loading={close.isPending}
        onClick={() => close.mutate({ id: page.edition.id, lessons, methods })}
      >
        Close the period
      </Button>
    </>
  )
}
