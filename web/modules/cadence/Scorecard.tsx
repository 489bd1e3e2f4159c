import './score.css'
import { useState } from 'react'
import { scorecardsRead } from '../../../server/modules/cadence/contract.ts'
import { useAsk } from '../../ask.ts'
import { dayText, Initials, Link, Loading, Problem, Sparkline, Status } from '../../kit/index.ts'
import { figureText } from '../strategy/words.ts'
import { gapText, type Meeting, promisedText, type ScoreRow } from './words.ts'

/** Rows that are seen before the others are asked for: what is off its promise first of all. */
const shownFirst = 5

/** Figures against their promise; what is red is an issue already. */
export function Scorecard({ meeting }: { meeting: Meeting }) {
  const [all, setAll] = useState(false)
  const [look, setLook] = useState<'weeks' | 'months'>('weeks')
  const asked = useAsk(scorecardsRead, { id: meeting.id, look }, { keep: true })
  if (asked.error && !asked.data) return <Problem error={asked.error} again={() => void asked.refetch()} />
  if (!asked.data) return <Loading lines={5} />
  const { rows, frozen, through, weeks } = asked.data
  const over = asked.data.look === 'months' ? 'over twelve months, as known today' : `over ${weeks} weeks`
  if (rows.length === 0) return null
  const places = new Map(meeting.issues.map(({ id }, at) => [id, at + 1]))
  const off = rows.filter((row) => gapText(row))
  const fine = rows.filter((row) => !gapText(row))
  const few = [...fine.slice(0, Math.max(0, shownFirst - off.length)), ...off].slice(0, Math.max(shownFirst, off.length))
  const shown = all || rows.length <= shownFirst ? rows : rows.filter((row) => few.includes(row))
  return (
    <section aria-label="Scorecard" className="mt-scored">
      <div className="mt-head">
        <h2>Scorecard</h2>
        <span className="mt-head-note">{frozen ? `as it stood at the close` : `to ${dayText(through, 'long')}, frozen at close`}</span>
        <button type="button" className="linkish mt-push" onClick={() => setLook(look === 'weeks' ? 'months' : 'weeks')}>
          {look === 'weeks' ? 'Over 12 months' : `Over ${weeks} weeks`}
        </button>
        {rows.length > shown.length && (
          <button type="button" className="linkish" onClick={() => setAll(true)}>
            All {rows.length} rows
          </button>
        )}
      </div>
      <table className="mt-score" data-look={asked.data.look}>
        <colgroup>
          {['', 'owner', 'course', 'value', 'promise', 'gap', 'issue'].map((of) => (
            <col key={of} data-of={of} />
          ))}
        </colgroup>
        <thead className="unseen">
          <tr>
            {['Figure', 'Owner', 'Course', 'Value', 'Promise', 'Gap', 'Issue'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Line key={row.id} row={row} over={over} place={row.issue_id === null ? undefined : places.get(row.issue_id)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ row, over, place }: { row: ScoreRow; over: string; place: number | undefined }) {
  const gap = gapText(row)
  return (
    <tr>
      <td className="mt-score-name">{row.href ? <Link href={row.href}>{row.title}</Link> : row.title}</td>
      <td title={row.owner.name}>
        <Initials name={row.owner.name} size="s" round />
        <span className="unseen">{row.owner.name}</span>
      </td>
      <td className="mt-spark">
        {row.spark.length > 1 && (
          <Sparkline values={row.spark.map(({ value }) => Number(value))} label={`Course of ${row.title} ${over}`} width={64} height={20} />
        )}
      </td>
      <td className="num mt-value">
        {row.rows_href ? <Link href={row.rows_href}>{figureText(row.value, row.unit, true)}</Link> : figureText(row.value, row.unit, true)}
      </td>
      <td className="num faint">{promisedText(row)}</td>
      <td className="mt-gap">{gap && <Status value={row.colour} tone={gap.tone} label={gap.words} />}</td>
      <td className="faint mt-issue-no">{place && `issue ${place}`}</td>
    </tr>
  )
}
