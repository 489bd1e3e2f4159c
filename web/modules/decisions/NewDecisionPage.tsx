import './decisions.css'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { decisionsCreate } from '../../../server/modules/decisions/contract.ts'
import { useSession } from '../../frame/session.ts'
import {
  AreaField,
  Button,
  DayField,
  Form,
  IconButton,
  Page,
  Section,
  SelectField,
  Split,
  TextField,
  useForm,
  useGo,
} from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { Before } from './Before.tsx'

/** A question, a proposal, who decides and who is heard: what is needed to open one. */
export default function NewDecisionPage() {
  const go = useGo()
  const today = useSession().data?.today ?? ''
  const [asked, setAsked] = useState({ issue: '', proposal: '' })
  return (
    <Page title="New decision" crumbs={[{ title: 'Decisions', href: '/decisions/decisions' }]} width="wide">
      <Split side={<Before {...asked} />}>
        <Section title="What is to be decided?" plain>
          <Form
            operation={decisionsCreate}
            initial={{ type: 2, parties: [{ letter: 'D' }] }}
            submit="Open the decision"
            onCancel={() => go('/decisions/decisions')}
            onDone={(made) => go(`/decisions/decisions/${made.id}`)}
            onValues={(values) => setAsked({ issue: values.issue ?? '', proposal: values.proposal ?? '' })}
          >
            <TextField
              name="issue"
              label="The question"
              hint="One sentence, such as: May a customer buy up to $10,000 without a salesperson?"
              autoFocus
            />
            <AreaField name="proposal" label="What you propose" hint="As you would tell somebody to do it." rows={5} />
            <Parties />
            <div className="fields-2">
              <TypeField />
              <DayField name="need_by" label="Decided by" min={today} hint="Five working days, when you say nothing." />
            </div>
          </Form>
        </Section>
      </Split>
    </Page>
  )
}

/** Numbers do not travel through a choice by themselves. */
function TypeField() {
  const form = useForm()
  const hard = form.values['type'] === 1
  return (
    <label className="check">
      <input type="checkbox" checked={hard} onChange={(event) => form.set('type', event.currentTarget.checked ? 1 : 2)} />
      <span>
        Hard to undo
        <small className="faint">Then an executive decides it, and nobody in their place.</small>
      </span>
    </label>
  )
}

const letters = [
  { value: 'I', label: 'Is heard' },
  { value: 'A', label: 'Must agree' },
  { value: 'P', label: 'Carries it out' },
]

type Row = { letter: string; person_id?: string }

/** One who decides, and those who are asked before. */
function Parties() {
  const form = useForm()
  const rows = (form.values['parties'] as Row[] | undefined) ?? []
  const set = (next: Row[]) => form.set('parties', next)
  const agrees = rows.some(({ letter }) => letter === 'A')
  return (
    <>
      <PickPerson name="parties.0.person_id" label="Who decides" hint="One person." />
      {rows.slice(1).map((_row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other name before they are saved
        <div className="party-row" key={at}>
          <SelectField name={`parties.${at + 1}.letter`} label="As" options={letters} />
          <PickPerson name={`parties.${at + 1}.person_id`} label="Who" />
          <IconButton label="Take this one out" onClick={() => set(rows.filter((_one, n) => n !== at + 1))}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="ask-more">
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set([...rows, { letter: 'I' }])}>
          Ask somebody
        </Button>
      </div>
      {agrees && <TextField name="a_reason" label="Why must they agree?" hint="Asking for agreement is rare: it can stop the decision." />}
    </>
  )
}
