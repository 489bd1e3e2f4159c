import { meetingsArrive, meetingsGet } from '../../../server/modules/cadence/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, Modal } from '../../kit/index.ts'
import type { Meeting } from './words.ts'

type Props = { meeting: Meeting; here: readonly { id: string; name: string }[]; me: string; onClose: () => void }

/** Is this person written down as here, and has not left? */
export function isWritten({ attendance }: Meeting, person: string): boolean {
  return attendance.some(({ id, here, left_at }) => id === person && here && left_at === null)
}

/** While it is under way: who is written down as here, and whoever comes later, by themselves or by whoever leads. */
export function Attending({ meeting, here, me, onClose }: Props) {
  const come = useTell(meetingsArrive, { stale: [meetingsGet] })
  const open = new Set(here.map(({ id }) => id))
  const leads = meeting.may.includes('cadence.meetings.turn')
  const may = (id: string) => meeting.may.includes('cadence.meetings.arrive') && (leads || id === me)
  return (
    <Modal opened onClose={onClose} title="Who is here">
      <ul className="mt-attending">
        {meeting.attendance.map(({ id, name, left_at }) => (
          <li key={id}>
            <span className="clip">{name}</span>
            <span className="faint mt-small">
              {isWritten(meeting, id) ? (open.has(id) ? 'Here, page open' : 'Here') : left_at ? 'Has left' : 'Not here'}
            </span>
            {!isWritten(meeting, id) && may(id) && (
              <Button
                size="xs"
                variant="default"
                loading={come.isPending && come.variables?.person === id}
                onClick={() => come.mutate({ id: meeting.id, person: id })}
                aria-label={id === me ? 'I am here' : `${name} is here`}
              >
                {id === me ? 'I am here' : 'Is here'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {meeting.series.leadership && (
        <p className="faint mt-small">For leadership’s decisions count those who are here and have this page open on their own.</p>
      )}
    </Modal>
  )
}
