import { IconPlus, IconX } from '@tabler/icons-react'
import { type metricsGet, vettingsCreate } from '../../../server/modules/data/contract.ts'
import { useSession } from '../../frame/session.ts'
import { AreaField, Button, DayField, Form, IconButton, Modal, toast, useForm, useRowKeys } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import type { AskOutput } from '../../ask.ts'

type Metric = Pick<AskOutput<typeof metricsGet>, 'id' | 'label' | 'hash'>

/** Asks colleagues to stand by the very text of a definition. */
export default function AskDialog({ metric, onClose }: { metric: Metric; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Who shall stand by ${metric.label}?`}>
      <Form
        operation={vettingsCreate}
        fixed={{ id: metric.id, hash: metric.hash }}
        submit="Ask"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(`${now.asked?.number ?? 'The ledger'} asks for it`)
          onClose()
        }}
      >
        <PickPerson name="decider" label="Who decides" hint="They agree to this very text; a changed one is asked for anew." autoFocus />
        <Agrees />
        <DayField name="need_by" label="Decided by" min={today} hint="Five working days, when you say nothing." />
        <AreaField name="note" label="What to look at" rows={3} />
      </Form>
    </Modal>
  )
}

/** Colleagues who must agree before it can be decided. */
function Agrees() {
  const form = useForm()
  const ids = (form.values['agrees'] as string[] | undefined) ?? []
  const set = (next: string[]) => form.set('agrees', next.length > 0 ? next : undefined)
  const { keys, drop } = useRowKeys(ids.length)
  const out = (at: number) => {
    drop(at)
    set(ids.filter((_one, n) => n !== at))
  }
  return (
    <>
      {ids.map((_id, at) => (
        <div className="data-agrees" key={keys[at]}>
          <PickPerson name={`agrees.${at}`} label="Must agree" />
          <IconButton label="Take this one out" onClick={() => out(at)}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set([...ids, ''])}>
          Somebody who must agree
        </Button>
      </div>
    </>
  )
}
