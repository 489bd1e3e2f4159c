import './series.css'
import { yearsRead } from '../../../server/modules/cadence/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  countOf,
  dayText,
  daysBetween,
  Link,
  Loading,
  Note,
  Page,
  Section,
  Sum,
  useGo,
  useQueryText,
} from '../../kit/index.ts'
import { crumbs, shareText } from './words.ts'

type Year = AskOutput<typeof yearsRead>
type Line = Year['series'][number]

/** A fiscal year of meetings on one page: when each comes, and what it costs. */
export default function YearPage() {
  const [year, setYear] = useQueryText('year')
  const asked = useAsk(yearsRead, year === '' ? {} : { year: Number(year) })
  const go = useGo()
  const now = asked.data?.year
  return (
    <Page
      title="Year"
      crumbs={crumbs}
      actions={
        now && (
          <>
            <Button variant="subtle" onClick={() => setYear(String(now - 1))}>
              FY{String(now - 1).slice(2)}
            </Button>
            <Button variant="subtle" onClick={() => setYear(String(now + 1))}>
              FY{String(now + 1).slice(2)}
            </Button>
            <Button variant="default" onClick={() => go('/cadence/meetings')}>
              All dates
            </Button>
          </>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(answer) => <Glance year={answer} />}
      </Answer>
    </Page>
  )
}

function Glance({ year }: { year: Year }) {
  const { series, planned_hours, held_hours, busiest, label } = year
  const suggestions = series.filter(({ suggestion }) => suggestion !== null)
  return (
    <>
      <p className="sr-year-lead">
        {hours(planned_hours)} person-hours are booked in {label};{' '}
        <span className="faint">{hours(held_hours)} were sat through so far.</span>
      </p>
      {suggestions.map((one) => (
        <Note key={one.id} title={one.suggestion?.says ?? ''}>
          <Link href={`/cadence/series/${one.id}`}>{one.title}</Link>. {one.suggestion?.or}
        </Note>
      ))}
      <Section title="When" plain>
        <table className="sr-year" aria-label={`Meetings of ${label}`}>
          <thead>
            <Months year={year} />
          </thead>
          <tbody>
            {series.map((one) => (
              <Row key={one.id} line={one} year={year} />
            ))}
          </tbody>
        </table>
      </Section>
      {busiest.length > 0 && (
        <Section title="Who sits longest" note="planned hours of the year" plain>
          <Sum
            label="Planned hours"
            rows={busiest.map(({ id, name, hours: long }) => ({ key: id, what: name, amount: `${hours(long)} h` }))}
            total={{ what: 'Everybody', amount: `${hours(planned_hours)} h` }}
          />
        </Section>
      )}
    </>
  )
}

function Months({ year }: { year: Year }) {
  return (
    <tr>
      <th scope="col">
        <span className="unseen">Series</span>
      </th>
      <th scope="col">
        <span className="sr-months">
          {Array.from({ length: 12 }, (_, at) => monthAt(year.from, at)).map((day) => (
            <i key={day}>{dayText(day, 'month').slice(0, 3)}</i>
          ))}
        </span>
      </th>
      <th scope="col" className="faint">
        Person-hours
      </th>
    </tr>
  )
}

function Row({ line, year }: { line: Line; year: Year }) {
  const length = daysBetween(year.from, year.to) + 1
  const place = (day: string) => `${((daysBetween(year.from, day) + 0.5) / length) * 100}%`
  const held = line.dates.filter(({ state }) => state === 'closed').length
  return (
    <tr>
      <td className="sr-year-name">
        <Link href={`/cadence/series/${line.id}`}>{line.title}</Link>
        <small className="faint">
          {line.rhythm}, {line.minutes} min, {countOf(line.people, 'person', 'people')}
        </small>
      </td>
      <td>
        <span className="unseen">
          {countOf(line.dates.length, 'date')}, {held} held
        </span>
        <span className="sr-dots" aria-hidden>
          {line.dates.map((date) => (
            <i key={date.id} title={dayText(date.day, 'long')} data-state={date.state} style={{ left: place(date.day) }} />
          ))}
          {year.today >= year.from && year.today <= year.to && <u style={{ left: place(year.today) }} />}
        </span>
      </td>
      <td className="num sr-year-hours">
        {hours(line.planned_hours)}
        <small className="faint">{line.numbers.used_share === null ? 'none held' : `${shareText(line.numbers.used_share)} used`}</small>
      </td>
    </tr>
  )
}

function monthAt(from: string, at: number): string {
  const month = Number(from.slice(5, 7)) - 1 + at
  return `${Number(from.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

function hours(text: string): string {
  return Math.round(Number(text)).toLocaleString()
}
