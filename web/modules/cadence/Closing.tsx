import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { meetingsClose, meetingsGet, messagesCreate, messagesRemove } from '../../../server/modules/cadence/contract.ts'
import { groupsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged, useTell } from '../../ask.ts'
import { Button, countOf, Facts, IconButton, Modal, Note, Select, TextInput } from '../../kit/index.ts'
import { useOwner } from '../../kit/form/useKept.ts'
import { begunIn } from './begun.ts'
import { Rating } from './Rating.tsx'
import { caughtText, clockText, type Meeting } from './words.ts'

type Props = { meeting: Meeting; since: number; onClose: () => void }

const begunWords = { decision: 'a decision', action: 'an action', issue: 'an issue' }

/** Before it closes: what came of it, who is told, whether it was worth its time. */
export function Closing({ meeting, since, onClose }: Props) {
  const close = useTell(meetingsClose, { onDone: onClose })
  const { agenda, issues, caught, clock, minutes } = meeting
  const open = [...agenda, ...issues].filter((item) => item.part === 'issue' && (item.state === 'open' || item.state === 'parked'))
  const used = clock.used_seconds + since
  const owner = useOwner()
  const begun = owner === undefined ? undefined : begunIn(owner, meeting)
  return (
    <Modal opened onClose={onClose} title="Close the meeting?" size="lg">
      <div className="mt-closing">
        <Facts
          columns={2}
          facts={[
            { label: 'Used', value: `${clockText(used)} of ${minutes} minutes` },
            { label: 'Goes to the next one', value: open.length === 0 ? 'Nothing' : countOf(open.length, 'issue') },
          ]}
        />
        <section aria-label="What came of it">
          <h3>What came of it</h3>
          {caught.length === 0 ? (
            <p className="faint">No decision and no action.</p>
          ) : (
            <ul>
              {caught.map((one) => (
                <li key={one.id}>
                  {one.kind === 'decision' ? 'Decided' : 'To do'}: {one.text} <span className="faint">{caughtText(one)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {begun && (
          <Note title={`You began ${begunWords[begun.what]} and have not sent it`} tone="warn">
            It is in no minutes until you do. Go on, and it opens where you left it.
          </Note>
        )}
        <Messages meeting={meeting} />
        <Rating meeting={meeting} />
        <p className="faint">Scorecard and minutes are frozen, messages go out, and what is open goes on to the next date.</p>
        <div className="mt-acts">
          <Button loading={close.isPending} onClick={() => close.mutate({ id: meeting.id })} data-autofocus>
            Close the meeting
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Go on
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Messages({ meeting }: { meeting: Meeting }) {
  const [text, setText] = useState('')
  const [to, setTo] = useState<string | null>('everyone')
  const { rows } = useAskPaged(groupsList, { limit: 200 })
  const stale = { stale: [meetingsGet] }
  const field = useRef<HTMLInputElement>(null)
  // the button that was pressed waits for the next message, and the one that took something back is gone
  const goOn = () => field.current?.focus()
  const add = useTell(messagesCreate, {
    ...stale,
    onDone: () => {
      setText('')
      goOn()
    },
  })
  const remove = useTell(messagesRemove, { ...stale, onDone: goOn })
  const may = meeting.may.includes('cadence.messages.create')
  return (
    <section aria-label="Told afterwards">
      <h3>Told afterwards</h3>
      <ul>
        {meeting.messages.map((one) => (
          <li key={one.id} className="mt-told">
            <span>
              {one.to.join(', ')}: {one.text}
            </span>
            {may && one.sent_at === null && (
              <IconButton label="Take it back" size={24} onClick={() => remove.mutate({ id: meeting.id, message: one.id })}>
                <IconX size={14} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <form
          className="mt-tell"
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            const whom = to === 'everyone' ? { everyone: true } : { groups: [to ?? ''] }
            add.mutate({ id: meeting.id, text: text.trim(), ...whom })
          }}
        >
          <TextInput
            ref={field}
            label="What is told"
            placeholder="The trial asks for the whole team"
            value={text}
            maxLength={500}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            label="To whom"
            allowDeselect={false}
            value={to}
            onChange={setTo}
            data={[{ value: 'everyone', label: 'All colleagues' }, ...rows.map((row) => ({ value: row.id, label: row.name }))]}
            comboboxProps={{ withinPortal: false }}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
            Add
          </Button>
        </form>
      )}
    </section>
  )
}
