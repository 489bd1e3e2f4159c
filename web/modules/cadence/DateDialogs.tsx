import { meetingsCancel, meetingsMove } from '../../../server/modules/cadence/contract.ts'
import { useSession } from '../../frame/session.ts'
import { cityOf } from './words.ts'
import { DayField, Form, Modal, NumberField, TextField, dayText, toast } from '../../kit/index.ts'

type Dated = { id: string; day: string; minutes: number; local_start?: string }
type Props = { meeting: Dated; onClose: () => void }

/** One date alone is put elsewhere; the others stay. */
export function MoveDate({ meeting, zone, onClose }: Props & { zone: string }) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Move ${dayText(meeting.day, 'long')}?`}>
      <Form
        operation={meetingsMove}
        initial={{ day: meeting.day, minutes: meeting.minutes, ...(meeting.local_start ? { time: meeting.local_start.slice(11) } : {}) }}
        fixed={{ id: meeting.id }}
        submit="Move it"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(`Moved to ${dayText(now.day)}. Whoever belongs to it is told`)
          onClose()
        }}
      >
        <DayField name="day" label="To" min={today} />
        <TextField name="time" label="At" hint={`Such as 09:30, on a clock in ${cityOf(zone)}.`} />
        <NumberField name="minutes" label="Minutes" min={5} max={480} />
        <TextField name="reason" label="Why" autoFocus />
      </Form>
    </Modal>
  )
}

export function CancelDate({ meeting, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Cancel ${dayText(meeting.day, 'long')}?`}>
      <Form
        operation={meetingsCancel}
        fixed={{ id: meeting.id }}
        submit="Cancel this date"
        danger
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('Cancelled. Whoever belongs to it is told')
          onClose()
        }}
      >
        <TextField name="reason" label="Why" autoFocus hint="What is open on its agenda goes to the next date." />
      </Form>
    </Modal>
  )
}
