import { useState } from 'react'
import { companyChange, companyRead, holidaysList, holidaysSet } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Day,
  Facts,
  Form,
  Loading,
  Modal,
  Page,
  PlainTable,
  Row,
  Section,
  Segments,
  SelectField,
  Stack,
  TextField,
  TextInput,
  toast,
} from '../../kit/index.ts'

type Company = AskOutput<typeof companyRead>
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** What every day, year and amount of the house rests on. */
export default function CompanyPage() {
  const asked = useAsk(companyRead, {})
  const [changing, setChanging] = useState(false)
  const close = () => setChanging(false)
  const may = asked.data?.may.includes('people.company.change') ?? false
  return (
    <Page
      title="Company"
      width="read"
      actions={
        may && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(company) => (
          <Stack gap={5}>
            <Section title={company.name}>
              <CompanyFacts company={company} />
            </Section>
            <Holidays may={may} />
          </Stack>
        )}
      </Answer>
      {asked.data && changing && (
        <Modal opened onClose={close} title="Change the company">
          <Form
            operation={companyChange}
            initial={{
              name: asked.data.name,
              zone: asked.data.zone,
              fiscal_year_end: asked.data.fiscal_year_end,
              currency: asked.data.currency,
              locale: asked.data.locale,
            }}
            fixed={{ if_match: asked.data.version }}
            submit="Save"
            unguarded
            onCancel={close}
            onDone={() => {
              close()
              toast('Saved')
            }}
          >
            <TextField name="name" label="Name" autoFocus />
            <SelectField name="zone" label="Time zone" hint="A day begins at midnight there." options={zones()} />
            <div className="fields-2">
              <TextField name="fiscal_year_end" label="Fiscal year ends" hint="Month and day: 01-31" />
              <TextField name="currency" label="Reporting currency" hint="Such as USD" />
            </div>
            <TextField name="locale" label="Language" hint="Such as en-US" />
          </Form>
        </Modal>
      )}
    </Page>
  )
}

function CompanyFacts({ company }: { company: Company }) {
  const [month = '1', day = '1'] = company.fiscal_year_end.split('-')
  const end = new Date(Date.UTC(2001, Number(month) - 1, Number(day)))
  return (
    <Facts
      columns={2}
      facts={[
        { label: 'Time zone', value: company.zone },
        { label: 'Fiscal year ends', value: end.toLocaleDateString(undefined, { day: 'numeric', month: 'long', timeZone: 'UTC' }) },
        { label: 'Reporting currency', value: company.currency },
        { label: 'Language', value: company.locale },
        { label: 'Working days', value: company.working_days.map((weekday) => weekdays[weekday - 1]).join(', ') },
      ]}
    />
  )
}

function Holidays({ may }: { may: boolean }) {
  const { data } = useSession()
  const thisYear = Number((data?.today ?? new Date().toISOString()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [adding, setAdding] = useState(false)
  const asked = useAsk(holidaysList, { year })
  const items = asked.data?.items ?? []
  const save = useTell(holidaysSet)
  return (
    <Section
      title="Holidays"
      note="Days on which nobody works; deadlines in working days skip them."
      actions={
        <>
          <Segments
            label="Year"
            value={String(year)}
            onChange={(next) => setYear(Number(next))}
            options={[thisYear, thisYear + 1].map((one) => ({ value: String(one), label: String(one) }))}
          />
          {may && (
            <Button variant="default" size="xs" onClick={() => setAdding(true)}>
              Add a day
            </Button>
          )}
        </>
      }
      flush
    >
      <PlainTable
        label="Holidays"
        bare
        rows={items}
        rowKey={(row) => row.day}
        columns={[
          { id: 'day', title: 'Day', cell: (row) => <Day day={row.day} /> },
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) =>
              may && (
                <Button variant="subtle" size="xs" onClick={() => save.mutate({ year, items: items.filter((one) => one.day !== row.day) })}>
                  Remove
                </Button>
              ),
          },
        ]}
      />
      {adding && <HolidayDialog year={year} items={items} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function HolidayDialog({ year, items, onClose }: { year: number; items: { day: string; name: string }[]; onClose: () => void }) {
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const save = useTell(holidaysSet, { onDone: onClose })
  return (
    <Modal opened onClose={onClose} title="Add a holiday">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ year, items: [...items.filter((one) => one.day !== day), { day, name }] })
        }}
      >
        <TextInput
          label="Day"
          type="date"
          required
          min={`${year}-01-01`}
          max={`${year}-12-31`}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput label="Name" required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Row>
          <Button type="submit" loading={save.isPending}>
            Add
          </Button>
        </Row>
      </form>
    </Modal>
  )
}

function zones() {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
