import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type metricsGet, vettingsCreate } from '../../../server/modules/data/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { AreaField, Button, DayField, dayText, Form, IconButton, Link, Modal, toast, useForm, useRowKeys } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { Vetting } from './Vetting.tsx'

type Metric = Pick<AskOutput<typeof metricsGet>, 'id' | 'label' | 'hash' | 'state' | 'vetting' | 'may'>

/** Whether the company stands behind this very text, by which decision, and the act that asks for it. */
export function Vetted({ metric }: { metric: Metric }) {
  const [asking, setAsking] = useState(false)
  const { vetting } = metric
  return (
    <>
      <Vetting state={metric.state} />
      {saidOf(vetting)}
      {metric.may.includes('data.vettings.create') && (
        <div>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            Ask for vetting
          </Button>
        </div>
      )}
      {asking && <AskDialog metric={metric} onClose={() => setAsking(false)} />}
    </>
  )
}

function saidOf({ is, decision, by, day, asked }: Metric['vetting']) {
  const link = (one: { id: string; number: string }) => <Link href={`/decisions/decisions/${one.id}`}>{one.number}</Link>
  return (
    <>
      {decision && (
        <small className="faint data-vetted">
          {is === 'agreed' && (
            <>
              by {by} on {dayText(day ?? '')}, {link(decision)}
            </>
          )}
          {is === 'carried' && (
            <>
              in {link(decision)}, carried over a small change on {dayText(day ?? '')}
            </>
          )}
          {is === 'stale' && <>{link(decision)} agrees to another text than this one</>}
        </small>
      )}
      {asked && (
        <small className="faint data-vetted">
          {link(asked)} asks for it until {dayText(asked.need_by)}
          {!asked.this_text && ', in another text than this one'}
        </small>
      )}
    </>
  )
}

function AskDialog({ metric, onClose }: { metric: Metric; onClose: () => void }) {
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
