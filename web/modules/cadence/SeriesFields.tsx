import { IconX } from '@tabler/icons-react'
import { datesPreview } from '../../../server/modules/cadence/contract.ts'
import { useAsk } from '../../ask.ts'
import {
  AreaField,
  Button,
  Checkbox,
  dayText,
  DayField,
  IconButton,
  NumberField,
  SelectField,
  TextField,
  useDebounced,
  useForm,
} from '../../kit/index.ts'
import { PickGroup } from '../decisions/compose/PickGroup.tsx'
import { PickPerson } from '../people/GroupFields.tsx'

type Someone = { id: string; name: string } | null
type Row = { person_id?: string; group_id?: string }

const rhythms = [
  { value: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', label: 'Every working day' },
  { value: 'FREQ=WEEKLY', label: 'Every week, on the day it begins' },
  { value: 'FREQ=WEEKLY;INTERVAL=2', label: 'Every second week' },
  { value: 'FREQ=MONTHLY;BYDAY=1MO', label: 'First Monday of the month' },
  { value: 'FREQ=MONTHLY;BYDAY=2TU', label: 'Second Tuesday of the month' },
  { value: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', label: 'Last working day of the month' },
]

/** What a series is, who leads it, and when it is; the same for a new one and for one that changes. */
export function SeriesFields({ now = {} }: { now?: { chair?: Someone; vice_chair?: Someone; scribe?: Someone } }) {
  const form = useForm()
  const long = Number(form.values['minutes'] ?? 30) > 30
  return (
    <>
      <TextField name="title" label="Name" autoFocus />
      <AreaField name="purpose" label="What would be missing without it" rows={2} />
      <div className="fields-2">
        <DayField name="start_day" label="Begins on" />
        <TextField name="start_time" label="At" hint="Such as 09:00, in the company’s zone." />
      </div>
      <Rule />
      <NumberField name="minutes" label="Minutes" min={5} max={480} />
      {long && (
        <TextField
          name="reason_over_30"
          label="Why more than 30"
          hint="Asked again each quarter; without it the next one is planned at 30."
        />
      )}
      <div className="fields-2">
        <PickPerson name="chair" label="Leads" hint="You, when you say nobody." now={now.chair} />
        <PickPerson name="vice_chair" label="Leads in their place" now={now.vice_chair} />
      </div>
      <PickPerson name="scribe" label="Writes it down" now={now.scribe} />
      <Members />
      <div className="fields-2">
        <SelectField
          name="closed_day"
          label="On a closed day"
          options={[
            { value: 'next', label: 'The next working day' },
            { value: 'previous', label: 'The working day before' },
            { value: 'skip', label: 'It is left out' },
            { value: 'keep', label: 'It stays' },
          ]}
        />
        <NumberField name="prework_days" label="Agenda opens" min={0} max={30} suffix=" working days before" />
      </div>
      <Checkbox
        label="Only for the few"
        description="Seen by those who belong to it, and by leadership and audit. Elsewhere it has no name."
        checked={form.values['audience'] === 'restricted'}
        onChange={(event) => form.set('audience', event.currentTarget.checked ? 'restricted' : 'internal')}
      />
      <Checkbox
        label="A leadership meeting"
        description="What is decided in it may change a plan in force."
        checked={form.values['leadership'] === true}
        onChange={(event) => form.set('leadership', event.currentTarget.checked)}
      />
    </>
  )
}

/** A rhythm of those in use, or a rule as calendars write it; below it the dates that come of it. */
function Rule() {
  const form = useForm()
  const rule = String(form.values['rule'] ?? '')
  const known = rhythms.some(({ value }) => value === rule)
  const options = known || rule === '' ? rhythms : [...rhythms, { value: rule, label: `As the rule below says` }]
  return (
    <>
      <SelectField name="rule" label="How often" options={options} />
      <TextField name="rule" label="As a rule (RFC 5545)" mono hint="Such as FREQ=MONTHLY;BYDAY=2TU." />
      <Ahead />
    </>
  )
}

function Ahead() {
  const { values } = useForm()
  const text = (name: string) => String(values[name] ?? '')
  const wanted = useDebounced(JSON.stringify([text('rule'), text('start_day'), text('start_time'), text('closed_day') || 'next']))
  const [rule = '', start_day = '', start_time = '', closed_day = 'next'] = JSON.parse(wanted) as string[]
  const whole = rule.length > 5 && start_day !== '' && /^\d\d:\d\d$/.test(start_time)
  const asked = useAsk(datesPreview, { rule, start_day, start_time, closed_day: closed_day as 'next' }, { enabled: whole, keep: true })
  if (!whole) return null
  if (asked.error) return <p className="sr-wrong">{asked.error.message}</p>
  if (!asked.data) return null
  const { items, rhythm, a_year, skipped } = asked.data
  return (
    <p className="faint" aria-live="polite">
      {rhythm}, {a_year} a year:{' '}
      {items
        .slice(0, 4)
        .map(({ day }) => dayText(day))
        .join(', ')}{' '}
      …{skipped.length > 0 && ` ${skipped.length} closed days are left out.`}
    </p>
  )
}

function Members() {
  const form = useForm()
  const rows = (form.values['members'] as Row[] | undefined) ?? []
  const set = (next: Row[]) => form.set('members', next)
  return (
    <fieldset className="sr-members">
      <legend>Who else belongs to it</legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other name before they are saved
        <div key={at} className="sr-member">
          {'group_id' in row ? (
            <PickGroup name={`members.${at}.group_id`} label="Group" />
          ) : (
            <PickPerson name={`members.${at}.person_id`} label="Colleague" />
          )}
          <IconButton label="Take this one out" onClick={() => set(rows.filter((_one, n) => n !== at))}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button variant="subtle" onClick={() => set([...rows, { person_id: '' }])}>
          Add somebody
        </Button>
        <Button variant="subtle" onClick={() => set([...rows, { group_id: '' }])}>
          Add a group
        </Button>
      </div>
    </fieldset>
  )
}
