import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { calendarChange, calendarRead } from '../../../server/modules/people/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Button, countOf, countText, Day, Empty, Facts, PlainTable, Record, RecordOf, Section, toast, useParam } from '../../kit/index.ts'
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

function Holidays({ calendar, may, onAdd }: { calendar: Calendar; may: boolean; onAdd: () => void }) {
  const save = useTell(calendarChange, { onDone: () => toast('Saved') })
  return (
    <Section
      title="Holidays"
      note="Days on which nobody works."
      actions={
        may && (
          <Button variant="default" size="xs" onClick={onAdd}>
            Add a day
          </Button>
        )
      }
      flush
    >
      {calendar.holidays.length === 0 ? (
        <Empty title="No holidays yet">Deadlines run through them until they are entered.</Empty>
      ) : (
        <PlainTable
          label="Holidays"
          bare
          rows={calendar.holidays}
          rowKey={(row) => row.date}
          columns={[
            { id: 'day', title: 'Day', cell: (row) => <Day day={row.date} /> },
            { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
            {
              id: 'acts',
              title: '',
              align: 'right',
              cell: (row) =>
                may && (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={`Remove ${row.name}`}
                    onClick={() =>
                      save.mutate({
                        key: calendar.key,
                        if_match: calendar.version,
                        holidays: calendar.holidays.filter((one) => one.date !== row.date),
                      })
                    }
                  >
                    Remove
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function Closures({ calendar, may, onAdd }: { calendar: Calendar; may: boolean; onAdd: () => void }) {
  const save = useTell(calendarChange, { onDone: () => toast('Saved') })
  return (
    <Section
      title="Closures"
      note="Runs of closed days, first and last included."
      actions={
        may && (
          <Button variant="default" size="xs" onClick={onAdd}>
            Add a run
          </Button>
        )
      }
      flush
    >
      {calendar.closures.length === 0 ? (
        <Empty title="No closures">Such as the days between the years.</Empty>
      ) : (
        <PlainTable
          label="Closures"
          bare
          rows={calendar.closures}
          rowKey={(row) => row.from}
          columns={[
            { id: 'from', title: 'First day', cell: (row) => <Day day={row.from} />, phone: 'title' },
            { id: 'to', title: 'Last day', cell: (row) => <Day day={row.to} /> },
            {
              id: 'acts',
              title: '',
              align: 'right',
              cell: (row) =>
                may && (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={`Remove the closure from ${row.from}`}
                    onClick={() =>
                      save.mutate({
                        key: calendar.key,
                        if_match: calendar.version,
                        closures: calendar.closures.filter((one) => one.from !== row.from),
                      })
                    }
                  >
                    Remove
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}
