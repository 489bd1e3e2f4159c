import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keyCreate, keyRevoke, keysList, rolesRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  Button,
  Code,
  Confirm,
  CopyText,
  DataTable,
  Day,
  DayField,
  Empty,
  Form,
  Instant,
  Link,
  ManyField,
  Modal,
  None,
  Note,
  Page,
  Status,
  TextField,
  toast,
  useQueryText,
} from '../../kit/index.ts'
import { Tags, useRightWords } from './words.tsx'

type Key = AskOutput<typeof keysList>['items'][number]

/** Keys that programs use in a person's name. */
export default function KeysPage() {
  const says = useRightWords()
  const [asking, setAsking] = useQueryText('new')
  const [secret, setSecret] = useState<string>()
  const [ending, setEnding] = useState<Key>()
  const revoke = useTell(keyRevoke, { quiet: true, onDone: () => toast('The key has ended') })
  const create = <Button onClick={() => setAsking('yes')}>New key</Button>
  return (
    <Page
      title="API keys"
      note={
        <>
          A key does what you may, or less, until its day. What can be asked is in the <Link href="/api/docs">API reference</Link>.
        </>
      }
      actions={create}
    >
      <DataTable
        operation={keysList}
        label="API keys"
        rowKey={(row) => row.id}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          { id: 'prefix', title: 'Begins with', cell: (row) => <span className="mono">{row.prefix}…</span> },
          { id: 'owner', title: 'Acts for', cell: (row) => row.owner.name },
          { id: 'rights', title: 'May', cell: (row) => <Tags words={row.rights.map(says)} />, phone: 'hide' },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
          { id: 'ends', title: 'Ends', cell: (row) => <Day day={row.expires_at.slice(0, 10)} /> },
          {
            id: 'used',
            title: 'Last used',
            cell: (row) => (row.last_used_at ? <Instant at={row.last_used_at} ago /> : <None why="never" />),
          },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) =>
              row.state === 'active' && (
                <Button variant="default" size="xs" onClick={() => setEnding(row)}>
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <Empty title="No keys yet" icon={<IconKey size={20} />} action={create}>
            A key lets a program of yours read or write here: a nightly export, a script, a dashboard.
          </Empty>
        }
      />
      <NewKeyDialog
        open={asking === 'yes'}
        onClose={() => setAsking('')}
        onMade={(made) => {
          setAsking('')
          setSecret(made)
        }}
      />
      <Modal opened={secret !== undefined} onClose={() => setSecret(undefined)} title="Your new key" size="lg">
        {secret && <Secret secret={secret} />}
      </Modal>
      {ending && (
        <Confirm
          open
          title={`Revoke “${ending.name}”?`}
          act="Revoke"
          danger
          onConfirm={() => revoke.mutateAsync({ id: ending.id })}
          onClose={() => setEnding(undefined)}
        >
          Programs that use it are refused from the next call on. A revoked key cannot be brought back.
        </Confirm>
      )}
    </Page>
  )
}

function NewKeyDialog({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (secret: string) => void }) {
  const { data } = useSession()
  const today = data?.today ?? ''
  const table = useAsk(rolesRead, {}, { staleTime: 600_000 })
  const never = table.data?.never_for_keys ?? []
  const says = useRightWords()
  const rights = (data?.may ?? []).filter((right) => !never.includes(right)).map((right) => ({ value: right, label: says(right) }))
  return (
    <Modal opened={open} onClose={onClose} title="New key" size="lg">
      <Form
        operation={keyCreate}
        initial={{ rights: [], ...(today ? { expires_at: `${dayAfter(today, 90)}T00:00:00Z` } : {}) }}
        submit="Make the key"
        unguarded
        onCancel={onClose}
        onDone={(made) => onMade(made.secret)}
      >
        <TextField name="name" label="What is it for?" placeholder="Nightly export" autoFocus />
        <DayField
          name="expires_at"
          label="Ends on"
          hint="Within a year."
          {...(today ? { min: dayAfter(today, 1), max: dayAfter(today, 365) } : {})}
        />
        <ManyField name="rights" label="May" hint="As little as it needs." options={rights} />
      </Form>
    </Modal>
  )
}

function Secret({ secret }: { secret: string }) {
  return (
    <div className="people-secret">
      <Note tone="warn" title="Copy it now">
        It is shown this once. We keep only a fingerprint of it.
      </Note>
      <CopyText text={secret} mono />
      <Code label="Try it" text={`curl -H "Authorization: Bearer ${secret}" ${window.location.origin}/api/people/me`} />
    </div>
  )
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
