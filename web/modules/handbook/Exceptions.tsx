import './flags.css'
import { useState } from 'react'
import { exceptionsAnswer, exceptionsAsk, exceptionsEnd, type exceptionsList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Button, DayField, dayText, Form, Modal, SelectField, Status, TextField, toast } from '../../kit/index.ts'
import { exceptionStates, type Procedure } from './words.ts'

type Exception = AskOutput<typeof exceptionsList>['items'][number]

/** Departures from a procedure: which hold, until when, what is done in their place. */
export function Exceptions({ exceptions }: { exceptions: readonly Exception[] }) {
  const [answering, setAnswering] = useState<Exception>()
  const end = useTell(exceptionsEnd, { onDone: (one) => toast(`${one.number} has ended`) })
  return (
    <>
      <ul className="flags">
        {exceptions.map((one) => (
          <li key={one.id}>
            <Status value={one.state} {...exceptionStates[one.state]} />
            <div>
              <p>
                {one.number}, {one.step ? `step ${one.step}` : one.key ? 'a step' : 'the procedure'}, until {dayText(one.until)}:{' '}
                {one.reason}
              </p>
              <p className="faint">
                In its place: {one.control} · {one.by.name}
              </p>
              {one.answered && one.answered.reason !== '' && (
                <p className="faint">
                  {one.answered.by}: {one.answered.reason}
                </p>
              )}
            </div>
            <div className="flag-places">
              {one.may.includes('answer') && (
                <Button size="compact-sm" variant="default" onClick={() => setAnswering(one)}>
                  Answer
                </Button>
              )}
              {one.may.includes('end') && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  loading={end.isPending}
                  aria-label={`End ${one.number}`}
                  onClick={() => end.mutate({ id: one.id })}
                >
                  {one.state === 'asked' ? 'Take back' : 'End'}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {answering && <Answering of={answering} onClose={() => setAnswering(undefined)} />}
    </>
  )
}

function Answering({ of, onClose }: { of: Exception; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`May ${of.by.name} depart from it until ${dayText(of.until)}?`}>
      <Form
        operation={exceptionsAnswer}
        initial={{ as: 'granted' }}
        fixed={{ id: of.id }}
        submit="Answer"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast(`${of.by.name} is told`)
          onClose()
        }}
      >
        <SelectField
          name="as"
          label="Your answer"
          options={[
            { value: 'granted', label: 'It is granted' },
            { value: 'refused', label: 'It is refused' },
          ]}
        />
        <TextField name="reason" label="Why" autoFocus />
      </Form>
    </Modal>
  )
}

/** Asks whoever keeps a procedure for an exception. */
export function AskingException({ procedure, onClose }: { procedure: Procedure; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Depart from “${procedure.title}” for a while?`}>
      <Form
        operation={exceptionsAsk}
        fixed={{ id: procedure.id }}
        submit="Ask for it"
        unguarded
        onCancel={onClose}
        onDone={(one) => {
          toast(`${one.number} is asked for`)
          onClose()
        }}
      >
        <SelectField
          name="key"
          label="Which step"
          hint="The procedure as a whole, when you choose none."
          clearable
          options={procedure.steps.map(({ key, position, title }) => ({ value: key, label: `${position} ${title}` }))}
        />
        <TextField name="reason" label="Why" autoFocus />
        <TextField name="control" label="What is done in its place" />
        <DayField name="until" label="The last day on which it holds" min={today} />
      </Form>
    </Modal>
  )
}
