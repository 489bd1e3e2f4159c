import './flags.css'
import { useState } from 'react'
import { expectedList, schedulesCreate, schedulesSet } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Button, DayField, dayText, Form, Link, Modal, SelectField, Status, TextField, toast } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { expectedStates, type Procedure } from './words.ts'

const rhythms = [
  { value: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', label: 'Every working day' },
  { value: 'FREQ=WEEKLY', label: 'Every week, on the day it begins' },
  { value: 'FREQ=WEEKLY;INTERVAL=2', label: 'Every second week' },
  { value: 'FREQ=MONTHLY', label: 'Every month, on the day it begins' },
  { value: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', label: 'First working day of the month' },
  { value: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', label: 'Last working day of the month' },
  { value: 'FREQ=MONTHLY;INTERVAL=3', label: 'Every third month, on the day it begins' },
]

const states = {
  running: { label: 'Runs', tone: 'good' },
  paused: { label: 'Paused', tone: 'calm' },
  ended: { label: 'Ended', tone: 'calm' },
} as const

/** When a procedure is to be followed, and whether it lately was. */
export function Rhythms({ procedure }: { procedure: Procedure }) {
  const [adding, setAdding] = useState(false)
  const keeps = procedure.may.includes('propose')
  const lately = useAsk(expectedList, { where: [`page:is:${procedure.id}`], limit: 5 }).data?.items ?? []
  const set = useTell(schedulesSet, {
    onDone: (one) => toast({ running: 'It runs on', paused: 'It is paused', ended: 'It has ended' }[one.state]),
  })
  return (
    <>
      <ul className="flags">
        {procedure.schedules.map((one) => (
          <li key={one.id}>
            <Status value={one.state} {...states[one.state]} />
            <div>
              <p>
                {rhythms.find(({ value }) => value === one.rule)?.label ?? one.rule}, by {one.runner.name}
                {one.about && `: ${one.about}`}
              </p>
              <p className="faint">
                {one.next.length === 0 ? 'No day is ahead' : `Next: ${one.next.map((day) => dayText(day)).join(', ')}`}
              </p>
            </div>
            {keeps && (
              <div className="flag-places">
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={set.isPending}
                  onClick={() => set.mutate({ id: one.id, as: one.state === 'paused' ? 'running' : 'paused' })}
                >
                  {one.state === 'paused' ? 'Go on' : 'Pause'}
                </Button>
                <Button size="compact-sm" variant="subtle" loading={set.isPending} onClick={() => set.mutate({ id: one.id, as: 'ended' })}>
                  End
                </Button>
              </div>
            )}
          </li>
        ))}
        {procedure.triggers.map((line) => (
          <li key={line}>
            <Status value="event" label="By an event" tone="accent" />
            <div>
              <p>{line}</p>
              <p className="faint">Its text says so. Somebody begins within two working days, where it names no others.</p>
            </div>
          </li>
        ))}
      </ul>
      {procedure.schedules.length + procedure.triggers.length === 0 && (
        <p className="quiet">
          It is followed when somebody begins. A rhythm opens its runs on their days; an event that its text names waits for one.
        </p>
      )}
      {keeps && procedure.in_force && (
        <Button variant="default" onClick={() => setAdding(true)}>
          Add a rhythm
        </Button>
      )}
      {lately.length > 0 && (
        <>
          <h3>Lately</h3>
          <ul className="flags">
            {lately.map((one) => (
              <li key={one.id}>
                <Status value={one.state} {...expectedStates[one.state]} />
                <div>
                  <p>
                    {one.what}
                    {one.thing && ', '}
                    {one.thing && (one.href ? <Link href={one.href}>{one.thing}</Link> : one.thing)}, {dayText(one.on)}
                  </p>
                  <p className="faint">
                    {one.run ? <Link href={`/handbook/runs/${one.run.id}`}>{one.run.number}</Link> : `To be begun by ${dayText(one.by)}`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <Link href={`/handbook/health/expected?where=${encodeURIComponent(`page:is:${procedure.id}`)}`}>All of them</Link>
        </>
      )}
      {adding && <Adding procedure={procedure} onClose={() => setAdding(false)} />}
    </>
  )
}

function Adding({ procedure, onClose }: { procedure: Procedure; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`When is “${procedure.title}” followed?`}>
      <Form
        operation={schedulesCreate}
        initial={{ rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', start: today, closed_day: 'next' }}
        fixed={{ id: procedure.id }}
        submit="Add it"
        unguarded
        onCancel={onClose}
        onDone={(one) => {
          toast(one.next[0] ? `Its next day is ${dayText(one.next[0])}` : 'It is added')
          onClose()
        }}
      >
        <SelectField name="rule" label="How often" options={rhythms} />
        <DayField name="start" label="Begins on" min={today} />
        <SelectField
          name="closed_day"
          label="On a day on which nobody works"
          options={[
            { value: 'next', label: 'The next working day' },
            { value: 'previous', label: 'The working day before' },
            { value: 'skip', label: 'It is left out' },
            { value: 'keep', label: 'It stays' },
          ]}
        />
        <PickPerson name="runner" label="Who follows it" needed />
        <TextField name="about" label="For whom or what" hint="Each of its runs is for this. It may be left out." />
      </Form>
    </Modal>
  )
}
