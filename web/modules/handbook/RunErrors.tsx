import { useState } from 'react'
import { errorsConfirm, errorsReject } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, dayOf, dayText, Form, Modal, Section, Status, TextField, toast } from '../../kit/index.ts'
import { faultWords, type Run } from './words.ts'

const states = {
  reported: { label: 'Reported', tone: 'accent' },
  confirmed: { label: 'Confirmed', tone: 'warn' },
  rejected: { label: 'No error', tone: 'calm' },
  merged: { label: 'Said again', tone: 'calm' },
} as const

/** What went wrong in a run, and what whoever keeps the procedure says of it. */
export function RunErrors({ run }: { run: Run }) {
  const [rejecting, setRejecting] = useState<string>()
  const confirm = useTell(errorsConfirm, { onDone: () => toast('It counts') })
  if (run.errors.length === 0) return null
  const positions = new Map(run.steps.map(({ key, position, title }) => [key, `${position} ${title}`]))
  return (
    <Section title="What went wrong" plain>
      <ul className="run-errors">
        {run.errors.map((error) => (
          <li key={error.id}>
            <Status value={error.state} {...states[error.state]} />
            <div className="run-words">
              <p>
                {faultWords[error.fault]}
                {error.key !== null && `, step ${positions.get(error.key)}`}
                {error.note && `: ${error.note}`}
              </p>
              <p className="faint">
                {error.reporter.name}, {dayText(dayOf(error.at))}
                {error.state === 'reported' && ` · counts from ${dayText(error.counts_from)} when nobody answers`}
                {error.judged && ` · ${error.judged.by}${error.judged.note ? `: ${error.judged.note}` : ''}`}
              </p>
            </div>
            {error.may.includes('confirm') && (
              <Button size="compact-sm" variant="default" loading={confirm.isPending} onClick={() => confirm.mutate({ id: error.id })}>
                It is so
              </Button>
            )}
            {error.may.includes('reject') && (
              <Button size="compact-sm" variant="subtle" onClick={() => setRejecting(error.id)}>
                It is no error
              </Button>
            )}
          </li>
        ))}
      </ul>
      {rejecting && (
        <Modal opened onClose={() => setRejecting(undefined)} title="Why is it no error?">
          <Form
            operation={errorsReject}
            fixed={{ id: rejecting }}
            submit="It is no error"
            unguarded
            onCancel={() => setRejecting(undefined)}
            onDone={() => {
              toast('It does not count')
              setRejecting(undefined)
            }}
          >
            <TextField name="reason" label="Why" autoFocus />
          </Form>
        </Modal>
      )}
    </Section>
  )
}
