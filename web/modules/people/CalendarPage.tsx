import { useState } from 'react'
import { calendarChange, calendarRead } from '../../../server/modules/people/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  countText,
  Day,
  Empty,
  Facts,
  Loading,
  Page,
  PlainTable,
  Section,
  Split,
  Stack,
  toast,
  useParam,
} from '../../kit/index.ts'
import { type Calendar, ClosureDialog, HolidayDialog, HoursDialog } from './CalendarDialogs.tsx'

type Dialog = 'hours' | 'holiday' | 'closure' | undefined
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** One calendar: open hours, days on which they do not hold, and what follows for the next days. */
export default function CalendarPage() {
  const asked = useAsk(calendarRead, { key: useParam('key') })
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const calendar = asked.data
  const may = calendar?.may.includes('people.calendars.change') ?? false
  return (
    <Page
      title={calendar?.name ?? 'Calendar'}
      crumbs={[{ title: 'Calendars', href: '/people/calendars' }]}
      note="A change makes a new version, in force from today on; clocks that ran before keep theirs."
      actions={may && <Button onClick={() => setDialog('hours')}>Change hours</Button>}
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Split side={<Side calendar={answer} />}>
            <Stack gap={5}>
              <Holidays calendar={answer} may={may} onAdd={() => setDialog('holiday')} />
              <Closures calendar={answer} may={may} onAdd={() => setDialog('closure')} />
            </Stack>
          </Split>
        )}
      </Answer>
      {calendar && dialog === 'hours' && <HoursDialog calendar={calendar} onClose={close} />}
      {calendar && dialog === 'holiday' && <HolidayDialog calendar={calendar} onClose={close} />}
      {calendar && dialog === 'closure' && <ClosureDialog calendar={calendar} onClose={close} />}
    </Page>
  )
}

function Side({ calendar }: { calendar: Calendar }) {
  const open = weekdays.map((name, at) => ({
    label: name,
    value:
      calendar.weekly
        .filter((hours) => hours.weekday === at + 1)
        .map((hours) => `${hours.from} – ${hours.to}`)
        .join(', ') || 'closed',
  }))
  return (
    <>
      <Section title="Open hours" note={`Wall time in ${calendar.zone.replaceAll('_', ' ')}`}>
        <Facts facts={open} />
      </Section>
      <Section title="The next working days">
        <ol className="people-list">
          {calendar.next.map((one) => (
            <li key={one.day}>
              <Day day={one.day} /> <span className="faint">{countText(one.hours)} h</span>
            </li>
          ))}
        </ol>
      </Section>
    </>
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
