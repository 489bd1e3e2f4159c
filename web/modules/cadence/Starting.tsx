import { useState } from 'react'
import { meetingsStart } from '../../../server/modules/cadence/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, Checkbox, Modal } from '../../kit/index.ts'
import type { Meeting } from './words.ts'

type Props = { meeting: Meeting; here: readonly { id: string; name: string }[]; me: string; onClose: () => void }

/** Before it begins: who is here is written down once, and stays. Whose page is open is ticked; others sit in the room without one. */
export function Starting({ meeting, here, me, onClose }: Props) {
  const start = useTell(meetingsStart, { onDone: onClose })
  const people = [...new Map(meeting.attendance.map(({ id, name }) => [id, name]))]
  const [ticked, setTicked] = useState(() => new Set([me, ...here.map(({ id }) => id)].filter((id) => people.some(([one]) => one === id))))
  const toggle = (id: string) => setTicked((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
  return (
    <Modal opened onClose={onClose} title="Who is here?">
      <div className="mt-closing">
        <p className="faint">It is written into the minutes as it is now. Whose page is open is ticked already.</p>
        {meeting.quorum && (
          <p className="faint">
            Leadership decides when {meeting.quorum.wanted} of its {meeting.quorum.members} members are here and have this page open.
          </p>
        )}
        <fieldset className="mt-who" aria-label="Here">
          {people.map(([id, name]) => (
            <Checkbox key={id} label={name} checked={ticked.has(id)} onChange={() => toggle(id)} />
          ))}
        </fieldset>
        <div className="mt-acts">
          <Button
            loading={start.isPending}
            disabled={ticked.size === 0}
            onClick={() => start.mutate({ id: meeting.id, here: [...ticked] })}
            data-autofocus
          >
            Begin
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Not yet
          </Button>
        </div>
      </div>
    </Modal>
  )
}
