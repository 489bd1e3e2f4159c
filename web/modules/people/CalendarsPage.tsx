import { calendarCreate, calendarsList } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  Day,
  Form,
  Loading,
  Modal,
  Page,
  PlainTable,
  Section,
  TextField,
  toast,
  useGo,
  useQueryText,
} from '../../kit/index.ts'
import { companyTabs } from './words.tsx'

/** The calendars that deadlines run on. */
export default function CalendarsPage() {
  const asked = useAsk(calendarsList, {})
  const [asking, setAsking] = useQueryText('new')
  const may = asked.data?.may.includes('people.calendars.create') ?? false
  return (
    <Page
      title="Company"
      note="Deadlines in working days or open hours run on one of these; the company’s own unless another is named."
      tabs={companyTabs}
      actions={may && <Button onClick={() => setAsking('yes')}>New calendar</Button>}
    >
      <Answer of={asked} loading={<Loading rows={4} />}>
        {({ items }) => (
          <Section title="Calendars" flush>
            <PlainTable
              label="Calendars"
              bare
              rows={items}
              rowKey={(row) => row.key}
              rowHref={(row) => `/people/calendars/${row.key}`}
              columns={[
                { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
                { id: 'key', title: 'Key', cell: (row) => <span className="mono">{row.key}</span> },
                { id: 'zone', title: 'Time zone', cell: (row) => row.zone.replaceAll('_', ' ') },
                {
                  id: 'from',
                  title: 'In force since',
                  cell: (row) => (row.valid_from === '1970-01-01' ? 'the beginning' : <Day day={row.valid_from} />),
                },
              ]}
            />
          </Section>
        )}
      </Answer>
      {asking === 'yes' && <NewCalendar onClose={() => setAsking('')} />}
    </Page>
  )
}

function NewCalendar({ onClose }: { onClose: () => void }) {
  const go = useGo()
  const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
  return (
    <Modal opened onClose={onClose} title="New calendar">
      <Form
        operation={calendarCreate}
        fixed={{ weekly }}
        submit="Make the calendar"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          toast(`${made.name} is there`)
          go(`/people/calendars/${made.key}`)
        }}
      >
        <div className="fields-2">
          <TextField name="name" label="Name" hint="Such as Bavaria" autoFocus />
          <TextField name="key" label="Key" hint="Such as de-by" mono />
        </div>
        <TextField name="zone" label="Time zone" hint="Such as Europe/Berlin. It begins with Monday to Friday, 9 to 5." />
      </Form>
    </Modal>
  )
}
