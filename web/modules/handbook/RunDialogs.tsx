import { errorsReport, runsAbort } from '../../../server/modules/handbook/contract.ts'
import { AreaField, Form, Modal, SelectField, TextField, toast } from '../../kit/index.ts'
import type { Run, RunStep } from './words.ts'

/** What went wrong: whose fault is asked before anything else, and never whose. */
export function Reporting({ run, step, onClose }: { run: Run; step: RunStep | undefined; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={step ? `What went wrong in “${step.title}”?` : 'What went wrong in this run?'}>
      <Form
        operation={errorsReport}
        initial={{ fault: 'procedure', severity: 'rework', found_by: run.state === 'started' ? 'self' : 'downstream' }}
        fixed={{ id: run.id, ...(step ? { key: step.key } : {}) }}
        submit="Report it"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('It is reported. It counts once it is confirmed, or in ten working days')
          onClose()
        }}
      >
        <SelectField
          name="fault"
          label="Where it came from"
          options={[
            { value: 'procedure', label: 'The text: wrong, unclear or out of date' },
            { value: 'system', label: 'A system' },
            { value: 'input', label: 'What came in' },
            { value: 'slip', label: 'A slip' },
          ]}
        />
        <SelectField
          name="found_by"
          label="Who noticed it"
          options={[
            { value: 'self', label: 'Whoever did the step' },
            { value: 'downstream', label: 'Somebody after them, or a customer' },
            { value: 'audit', label: 'An audit' },
          ]}
        />
        <SelectField
          name="severity"
          label="What it cost"
          options={[
            { value: 'harm', label: 'Harm to a customer, money or law' },
            { value: 'rework', label: 'Work that is done twice' },
            { value: 'looks', label: 'Looks' },
          ]}
        />
        <AreaField name="note" label="What happened" rows={3} />
      </Form>
    </Modal>
  )
}

export function Aborting({ run, onClose }: { run: Run; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Give ${run.number} up?`}>
      <Form
        operation={runsAbort}
        initial={{ reason: 'not_needed' }}
        fixed={{ id: run.id }}
        submit="Give it up"
        danger
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('It is given up')
          onClose()
        }}
      >
        <SelectField
          name="reason"
          label="Why"
          options={[
            { value: 'not_needed', label: 'It was not needed' },
            { value: 'cancelled', label: 'It was called off' },
            { value: 'duplicate', label: 'It was begun twice' },
            { value: 'error', label: 'Something went wrong: it counts as an error' },
          ]}
        />
        <TextField name="note" label="In a sentence" />
      </Form>
    </Modal>
  )
}
