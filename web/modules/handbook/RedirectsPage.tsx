import { IconArrowForwardUp, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { pagesList, redirectsConfirm, redirectsCreate, redirectsList, redirectsRemove } from '../../../server/modules/handbook/contract.ts'
import { ask, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Confirm, Empty, Form, Link, List, Modal, PickField, Status, TextField, toast } from '../../kit/index.ts'
import type { Redirect } from './words.ts'

const views = [
  { title: 'All' },
  { title: 'To be confirmed', where: ['state:is:waiting'] },
  { title: 'For everyone', where: ['public:is:yes'] },
  { title: 'Set by hand', where: ['kind:is:manual|alias'] },
]

/** Addresses that lead on: why each does, how surely, and for whom. */
export default function RedirectsPage() {
  const may = useMay()
  const [making, setMaking] = useState(false)
  const [going, setGoing] = useState<Redirect>()
  const remove = useTell(redirectsRemove, { quiet: true, onDone: () => toast('It leads nowhere now') })
  return (
    <>
      <List
        operation={redirectsList}
        title="Redirects"
        one="redirect"
        crumbs={[
          { title: 'Handbook', href: '/handbook/directory' },
          { title: 'Findings', href: '/handbook/findings' },
        ]}
        actions={may('handbook.maintain') && <Button onClick={() => setMaking(true)}>Set a redirect</Button>}
        views={views}
        cells={{
          path: (row) => <span title={row.path}>/handbook/{row.path}</span>,
          to: (row) => <Link href={`/handbook/pages/${row.to.id}`}>{row.to.title}</Link>,
          state: (row) =>
            row.state === 'waiting' ? (
              <Status value="waiting" tone="warn" label="Until confirmed" />
            ) : (
              <Status value="confirmed" tone="good" label="For good" />
            ),
        }}
        bulk={[
          {
            title: 'Confirm',
            icon: <IconCheck size={16} />,
            may: (row) => row.may.includes('confirm'),
            run: (row) => ask(redirectsConfirm, { id: row.id }),
          },
        ]}
        act={(row) => <Acts row={row} onRemove={() => setGoing(row)} />}
        empty={
          <Empty title="No address leads on" icon={<IconArrowForwardUp size={20} />}>
            Once a page is moved, renamed in a tree or replaced, its former address stands here with where it leads.
          </Empty>
        }
      />
      {making && <Making onClose={() => setMaking(false)} />}
      {going && (
        <Confirm
          open
          danger
          title={`Should /handbook/${going.path} lead nowhere?`}
          act="Take it away"
          onConfirm={() => remove.mutateAsync({ id: going.id })}
          onClose={() => setGoing(undefined)}
        >
          Links to it find nothing from then on.
        </Confirm>
      )}
    </>
  )
}

function Acts({ row, onRemove }: { row: Redirect; onRemove: () => void }) {
  const confirm = useTell(redirectsConfirm, { onDone: () => toast('It leads there for good') })
  if (row.may.includes('confirm'))
    return (
      <Button size="xs" loading={confirm.isPending} onClick={() => confirm.mutate({ id: row.id })}>
        Confirm
      </Button>
    )
  if (row.may.includes('remove'))
    return (
      <Button size="xs" variant="default" onClick={onRemove}>
        Take away
      </Button>
    )
  return null
}

function Making({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Set a redirect">
      <Form
        operation={redirectsCreate}
        initial={{ kind: 'manual' }}
        submit="Set it"
        onCancel={onClose}
        onDone={(made) => {
          toast(`/handbook/${made.path} leads to “${made.to.title}”`)
          onClose()
        }}
      >
        <TextField name="path" label="Address" hint="Behind /handbook/, small letters: sales/old-quotes" autoFocus />
        <PickField
          name="to"
          label="Leads to"
          operation={pagesList}
          search="search"
          option={(row) => ({ value: row.id, label: row.title })}
        />
      </Form>
    </Modal>
  )
}
