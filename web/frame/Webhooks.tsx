import { IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import {
  deliveriesList,
  deliveryResend,
  webhookChange,
  webhookCreate,
  webhookRemove,
  webhookRotate,
  webhooksList,
  webhookTest,
  webhookTypes,
} from '../../server/doors/contract.ts'
import { type AskOutput, useAsk, useTell } from '../ask.ts'
import {
  Button,
  Confirm,
  CopyText,
  DataTable,
  Empty,
  Form,
  Instant,
  ManyField,
  Modal,
  None,
  Note,
  Page,
  Row,
  Status,
  TextField,
  toast,
  useQueryText,
} from '../kit/index.ts'
import { useMay } from './session.ts'

type Hook = AskOutput<typeof webhooksList>['items'][number]
type Delivery = AskOutput<typeof deliveriesList>['items'][number]

/** Addresses of other systems that are told of events here, and what came of it. */
export default function Webhooks() {
  const [asking, setAsking] = useQueryText('new')
  const [open, setOpen] = useQueryText('of')
  const [secret, setSecret] = useState<string>()
  const mayConnect = useMay()('house.connect')
  const { data } = useAsk(webhooksList, { limit: 200 })
  const hook = data?.items.find((one) => one.id === open)
  const create = mayConnect && <Button onClick={() => setAsking('yes')}>New webhook</Button>
  return (
    <Page
      title="Webhooks"
      note="Other systems are told of events as they happen, signed as Standard Webhooks describes. Events carry ids, numbers, days and amounts."
      actions={create}
    >
      <DataTable
        operation={webhooksList}
        label="Webhooks"
        rowKey={(row) => row.id}
        onRow={(row) => setOpen(row.id)}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          { id: 'url', title: 'Address', cell: (row) => <span className="mono">{hostOf(row.url)}</span> },
          { id: 'types', title: 'Events', cell: (row) => `${row.types.length}`, align: 'right', phone: 'hide' },
          { id: 'state', title: 'State', cell: (row) => <HookState hook={row} /> },
          { id: 'waiting', title: 'Waiting', cell: (row) => `${row.waiting}`, align: 'right', phone: 'hide' },
          {
            id: 'success',
            title: 'Last delivered',
            align: 'right',
            cell: (row) => (row.last_success_at ? <Instant at={row.last_success_at} ago /> : <None why="never" />),
          },
        ]}
        empty={
          <Empty title="No webhooks yet" icon={<IconWebhook size={20} />} action={create || undefined}>
            A webhook calls an address of yours when something happens: an invoice is paid, a licence issued, a contract ends.
          </Empty>
        }
      />
      <NewHook
        open={asking === 'yes'}
        onClose={() => setAsking('')}
        onMade={(made) => {
          setAsking('')
          setSecret(made)
        }}
      />
      <Modal opened={hook !== undefined} onClose={() => setOpen('')} title={hook?.name} size="xl">
        {hook && <HookDetail hook={hook} mayConnect={mayConnect} onSecret={setSecret} onGone={() => setOpen('')} />}
      </Modal>
      <Modal opened={secret !== undefined} onClose={() => setSecret(undefined)} title="Secret of the signatures" size="lg">
        <Note tone="warn" title="Copy it now">
          It is shown this once. The receiver checks each delivery with it.
        </Note>
        {secret && <CopyText text={secret} mono />}
      </Modal>
    </Page>
  )
}

function HookState({ hook }: { hook: Hook }) {
  if (hook.state === 'disabled') return <Status value="failed" label="Turned off by the house" />
  if (hook.state === 'paused') return <Status value="pending" label="Off" tone="calm" />
  return hook.given_up > 0 ? <Status value="failed" label="Failing" /> : <Status value="active" />
}

function HookDetail(props: { hook: Hook; mayConnect: boolean; onSecret: (secret: string) => void; onGone: () => void }) {
  const { hook, mayConnect, onSecret, onGone } = props
  const [ending, setEnding] = useState(false)
  const [renewing, setRenewing] = useState(false)
  const change = useTell(webhookChange, { onDone: () => toast(hook.state === 'active' ? 'Turned off' : 'Turned on') })
  const rotate = useTell(webhookRotate, { quiet: true, onDone: (made) => onSecret(made.secret) })
  const test = useTell(webhookTest, { onDone: () => toast('A test event is on its way') })
  const resend = useTell(deliveryResend, { onDone: () => toast('It is sent again') })
  const remove = useTell(webhookRemove, { quiet: true, onDone: onGone })
  const turn = () => change.mutate({ id: hook.id, active: hook.state !== 'active', if_match: hook.version })
  return (
    <>
      <p className="mono">{hook.url}</p>
      <p className="quiet">
        {hook.types.join(', ')} · made by {hook.created_by}
      </p>
      {hook.state === 'disabled' && (
        <Note tone="bad" title="The house stopped calling it">
          {hook.disabled_why} Events that happened since were not kept for it.
        </Note>
      )}
      {mayConnect && (
        <Row>
          <Button variant="default" size="xs" onClick={turn}>
            {hook.state === 'active' ? 'Turn off' : 'Turn on'}
          </Button>
          <Button variant="default" size="xs" onClick={() => test.mutate({ id: hook.id })}>
            Send a test
          </Button>
          <Button variant="default" size="xs" onClick={() => setRenewing(true)}>
            New secret
          </Button>
          <Button variant="default" size="xs" onClick={() => setEnding(true)}>
            Remove
          </Button>
        </Row>
      )}
      <DataTable
        operation={deliveriesList}
        input={{ id: hook.id }}
        label="Deliveries"
        rowKey={(row) => row.id}
        columns={[
          { id: 'type', title: 'Event', cell: (row) => row.type, phone: 'title' },
          { id: 'state', title: 'State', cell: (row) => <DeliveryState delivery={row} /> },
          { id: 'answer', title: 'Answer', cell: (row) => row.status ?? row.code ?? <None why="not tried yet" /> },
          { id: 'tries', title: 'Tries', align: 'right', cell: (row) => `${row.tries}`, phone: 'hide' },
          { id: 'at', title: 'Told', align: 'right', cell: (row) => <Instant at={row.created_at} ago /> },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) =>
              mayConnect &&
              row.state !== 'waiting' && (
                <Button variant="default" size="xs" onClick={() => resend.mutate({ id: row.id })}>
                  Resend
                </Button>
              ),
          },
        ]}
        empty={<Empty title="Nothing told yet">Deliveries of the last weeks appear here, with the receiver’s answers.</Empty>}
      />
      {ending && (
        <Confirm
          open
          title={`Remove “${hook.name}”?`}
          act="Remove"
          danger
          onConfirm={() => remove.mutateAsync({ id: hook.id })}
          onClose={() => setEnding(false)}
        >
          The address is told nothing more. What waits for it is not sent.
        </Confirm>
      )}
      {renewing && (
        <Confirm
          open
          title="Make a new secret?"
          act="Make it"
          onConfirm={() => rotate.mutateAsync({ id: hook.id })}
          onClose={() => setRenewing(false)}
        >
          For a day deliveries carry the signatures of both secrets, so that the receiver can change over. Then only the new one counts.
        </Confirm>
      )}
    </>
  )
}

function DeliveryState({ delivery }: { delivery: Delivery }) {
  if (delivery.state === 'delivered') return <Status value="delivered" />
  if (delivery.state === 'given_up') return <Status value="failed" label="Given up" />
  return <Status value="pending" label={delivery.tries === 0 ? 'On its way' : 'Tried again later'} />
}

function NewHook({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (secret: string) => void }) {
  const types = useAsk(webhookTypes, {}, { staleTime: 600_000, enabled: open })
  const options = (types.data?.items ?? []).map((type) => ({ value: type, label: type }))
  return (
    <Modal opened={open} onClose={onClose} title="New webhook" size="lg">
      <Form
        operation={webhookCreate}
        initial={{ types: [] }}
        submit="Make the webhook"
        unguarded
        onCancel={onClose}
        onDone={(made) => onMade(made.secret)}
      >
        <TextField name="name" label="What is it for?" placeholder="Invoices to the chat" autoFocus />
        <TextField
          name="url"
          label="Address"
          placeholder="https://hooks.example.com/quarterdeck"
          hint="https; it is sent POST requests with JSON."
        />
        <ManyField name="types" label="Events" options={options} />
      </Form>
    </Modal>
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
