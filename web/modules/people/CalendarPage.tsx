import { IconCalendar } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { calendarChange, calendarRead } from '../../../server/modules/people/contract.ts'
import { type AskInput, useAsk, useTell } from '../../ask.ts'
import {
  Button,
  type Column,
  countOf,
  countText,
  Day,
  Empty,
  Facts,
  PlainTable,
  Record,
  RecordOf,
  Section,
  toast,
  useParam,
} from '../../kit/index.ts'
import { type Calendar, ClosureDialog, HolidayDialog, HoursDialog } from './CalendarDialogs.tsx'

type Dialog = 'hours' | 'holiday' | 'closure' | undefined
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const crumbs = [{ title: 'Calendars', href: '/people/calendars' }]

/** One calendar: open hours, days on which they do not hold, and what follows for the next days. */
export default function CalendarPage() {
  const asked = useAsk(calendarRead, { key: useParam('key') })
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  return (
    <RecordOf of={asked} title="Calendar" crumbs={crumbs}>
      {(calendar) => {
        const may = calendar.may.includes('people.calendars.change')
        return (
          <>
            <Record
              title={calendar.name}
              icon={<IconCalendar size={22} stroke={1.75} />}
              crumbs={crumbs}
              line={[
                `Wall time in ${calendar.zone.replaceAll('_', ' ')}`,
                countOf(calendar.holidays.length, 'holiday'),
                'A change is in force from today on; clocks that ran before keep theirs',
              ]}
              acts={[
                may && { title: 'Change hours', onClick: () => setDialog('hours'), shown: true },
                may && { title: 'Add a holiday', onClick: () => setDialog('holiday') },
                may && { title: 'Add a closure', onClick: () => setDialog('closure') },
              ]}
              tabs={[
                {
                  id: 'overview',
                  title: 'Overview',
                  body: (
                    <>
                      <Holidays calendar={calendar} may={may} onAdd={() => setDialog('holiday')} />
                      <Closures calendar={calendar} may={may} onAdd={() => setDialog('closure')} />
                    </>
                  ),
                },
              ]}
              rail={[
                { id: 'hours', title: 'Open hours', body: <Facts facts={hoursOf(calendar)} /> },
                { id: 'next', title: 'Next working days', body: <NextDays calendar={calendar} /> },
              ]}
            />
            {dialog === 'hours' && <HoursDialog calendar={calendar} onClose={close} />}
            {dialog === 'holiday' && <HolidayDialog calendar={calendar} onClose={close} />}
            {dialog === 'closure' && <ClosureDialog calendar={calendar} onClose={close} />}
          </>
        )
      }}
    </RecordOf>
  )
}

function hoursOf(calendar: Calendar) {
  return weekdays.map((name, at) => ({
    label: name,
    value:
      calendar.weekly
        .filter((hours) => hours.weekday === at + 1)
        .map((hours) => `${hours.from} – ${hours.to}`)
        .join(', ') || 'closed',
  }))
}

function NextDays({ calendar }: { calendar: Calendar }) {
  return (
    <ul className="people-list">
      {calendar.next.map((one) => (
        <li key={one.day}>
          <Day day={one.day} /> <span className="faint">{countText(one.hours)} h</span>
        </li>
      ))}
    </ul>
  )
}

type DaysProps = { calendar: Calendar; may: boolean; onAdd: () => void }

function Holidays({ calendar, may, onAdd }: DaysProps) {
  return (
    <Days
      title="Holidays"
      note="Days on which nobody works."
      add={may && { title: 'Add a day', onAdd }}
      empty={<Empty title="No holidays yet">Deadlines run through them until they are entered.</Empty>}
      rows={calendar.holidays}
      dayOf={(row) => row.date}
      columns={[
        { id: 'day', title: 'Day', cell: (row) => <Day day={row.date} /> },
        { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
      ]}
      removal={(row) => `Remove ${row.name}`}
      calendar={calendar}
      left={(rows) => ({ holidays: rows })}
    />
  )
}

function Closures({ calendar, may, onAdd }: DaysProps) {
  return (
    <Days
      title="Closures"
      note="Runs of closed days, first and last included."
      add={may && { title: 'Add a run', onAdd }}
      empty={<Empty title="No closures">Such as the days between the years.</Empty>}
      rows={calendar.closures}
      dayOf={(row) => row.from}
      columns={[
        { id: 'from', title: 'First day', cell: (row) => <Day day={row.from} />, phone: 'title' },
        { id: 'to', title: 'Last day', cell: (row) => <Day day={row.to} /> },
      ]}
      removal={(row) => `Remove the closure from ${row.from}`}
      calendar={calendar}
      left={(rows) => ({ closures: rows })}
    />
  )
}

type Kept<Row> = {
  title: string
  note: string
  add: false | { title: string; onAdd: () => void }
  empty: ReactNode
  rows: Row[]
  /** what tells one from another */
  dayOf: (row: Row) => string
  columns: Column<Row>[]
  removal: (row: Row) => string
  calendar: Calendar
  left: (rows: Row[]) => Pick<AskInput<typeof calendarChange>, 'holidays' | 'closures'>
}

/** Days of one kind, each of which can be taken out again. */
function Days<Row>({ title, note, add, empty, rows, dayOf, columns, removal, calendar, left }: Kept<Row>) {
  const save = useTell(calendarChange, { onDone: () => toast('Saved') })
  const remove = (row: Row) =>
    save.mutate({ key: calendar.key, if_match: calendar.version, ...left(rows.filter((one) => dayOf(one) !== dayOf(row))) })
  const removes: Column<Row> = {
    id: 'acts',
    title: '',
    align: 'right',
    cell: (row) =>
      add && (
        <Button variant="subtle" size="xs" aria-label={removal(row)} onClick={() => remove(row)}>
          Remove
        </Button>
      ),
  }
  const more = add && (
    <Button variant="default" size="xs" onClick={add.onAdd}>
      {add.title}
    </Button>
  )
  return (
    <Section title={title} note={note} actions={more} flush>
      {rows.length === 0 ? empty : <PlainTable label={title} bare rows={rows} rowKey={dayOf} columns={[...columns, removes]} />}
    </Section>
  )
}
