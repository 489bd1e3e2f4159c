import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keyRevoke, keysList } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Confirm, DataTable, Day, Empty, Instant, Link, None, Page, Status, toast, useQueryText } from '../../kit/index.ts'
import { NewKeyDialog, NewSecret } from './KeyDialogs.tsx'
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
          { id: 'owner', title: 'Acts for', cell: (row) => <Link href={`/people/persons/${row.owner.id}`}>{row.owner.name}</Link> },
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
      <NewSecret secret={secret} onClose={() => setSecret(undefined)} />
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
