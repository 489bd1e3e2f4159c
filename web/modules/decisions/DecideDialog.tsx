import { IconPlus, IconX } from '@tabler/icons-react'
import { decisionsDecide } from '../../../server/modules/decisions/contract.ts'
import { useSession } from '../../frame/session.ts'
import {
  AreaField,
  Button,
  CheckField,
  DayField,
  Form,
  IconButton,
  Modal,
  SelectField,
  TextField,
  toast,
  useForm,
  useRowKeys,
} from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { Dependants, useDependants } from './Dependants.tsx'
import { type Decision, outcomeWords } from './words.ts'

/** Deciding: the outcome in words, what follows, and the reason where somebody objects. */
export function DecideDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  const older = decision.supersedes
  const list = useDependants(older?.id)
  // what is expected is looked at on the day for which it was
  const lookOn = decision.expected && decision.expected.on > today ? decision.expected.on : undefined
  return (
    <Modal opened onClose={onClose} title={decision.issue} size="lg">
      <Form
        operation={decisionsDecide}
        initial={{
          outcome: 'accept',
          // a sign-off is of a text that stands elsewhere, and is itself what follows
          text: decision.kind === 'signoff' ? (decision.text.proposal.split('\n\n')[0] ?? '') : decision.text.proposal,
          actions: [],
          no_actions: decision.kind === 'signoff',
          ...(decision.expected
            ? { expected: { metric: decision.expected.metric, value: decision.expected.value, on: decision.expected.on } }
            : {}),
          ...(lookOn ? { review_on: lookOn } : {}),
        }}
        fixed={{ id: decision.id, text_no: decision.text.no, ...(list ? { seen: list.hash } : {}) }}
        submit="Decide"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(now.outcome === 'defer' ? 'It is put off' : `${now.number} is decided`)
          onClose()
        }}
      >
        <SelectField name="outcome" label="Outcome" options={Object.entries(outcomeWords).map(([value, label]) => ({ value, label }))} />
        <AreaField name="text" label="What is decided" rows={4} />
        {decision.objections > 0 && (
          <AreaField
            name="override_reason"
            label={`Your reason, if you decide against the ${decision.objections === 1 ? 'objection' : 'objections'}`}
            hint="It stays visible beside what was said against it."
          />
        )}
        {older && <Dependants list={list} number={older.number} />}
        <Rest today={today} />
      </Form>
    </Modal>
  )
}

type Row = { text?: string; dri?: string; due?: string }

/** What follows depends on the outcome: put off, a day; else actions, and a day to look back. */
function Rest({ today }: { today: string }) {
  const form = useForm()
  const rows = (form.values['actions'] as Row[] | undefined) ?? []
  const set = (next: Row[]) => form.set('actions', next)
  const { keys, drop } = useRowKeys(rows.length)
  const out = (at: number) => {
    drop(at)
    set(rows.filter((_one, n) => n !== at))
  }
  if (form.values['outcome'] === 'defer') return <DayField name="need_by" label="Until when" min={today} />
  return (
    <>
      {form.values['expected'] !== undefined && form.values['outcome'] !== 'reject' && (
        <div className="fields-2">
          <TextField name="expected.value" label="We expect" hint={(form.values['expected'] as { metric?: string }).metric} />
          <DayField name="expected.on" label="On" min={today} hint="It is read by itself on that day." />
        </div>
      )}
      {rows.map((_row, at) => (
        <div className="action-row" key={keys[at]}>
          <TextField name={`actions.${at}.text`} label="Action" />
          <PickPerson name={`actions.${at}.dri`} label="Who" />
          <DayField name={`actions.${at}.due`} label="By" min={today} />
          <IconButton label="Take this action out" onClick={() => out(at)}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="ask-more">
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set([...rows, {}])}>
          Add an action
        </Button>
      </div>
      {rows.length === 0 && form.values['outcome'] !== 'reject' && <CheckField name="no_actions" label="Nothing needs to be done" />}
      <DayField name="review_on" label="Look back on" min={today} hint="Left out, nobody is reminded to." />
    </>
  )
}
