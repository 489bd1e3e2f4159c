import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keyRevoke, keysList } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Confirm, Day, Empty, Link, List, listOf, toast, useQueryText } from '../../kit/index.ts'
import { NewKeyDialog, NewSecret } from './KeyDialogs.tsx'
import { useRightWords } from './words.tsx'

type Key = AskOutput<typeof keysList>['items'][number]

const list = listOf({
  name: { title: 'Name', kind: 'text' },
  prefix: { title: 'Begins with', kind: 'text' },
  owner: { title: 'Acts for', kind: 'person' },
  rights: { title: 'May', kind: 'text' },
  state: { title: 'State', kind: 'choice', choices: { active: 'Active', revoked: 'Revoked', expired: 'Expired' } },
  ends: { title: 'Ends', kind: 'day', value: 'expires_at' },
  last_used_at: { title: 'Last used', kind: 'instant', empty: 'Never' },
  acts: { title: '', kind: 'text' },
})

/** Keys that programs use in a person's name. */
export default function KeysPage() {
  const says = useRightWords()
  const [asking, setAsking] = useQueryText('new')
  const [secret, setSecret] = useState<string>()
  const [ending, setEnding] = useState<Key>()
  const revoke = useTell(keyRevoke, { quiet: true, onDone: () => toast('The key has ended') })
  const create = <Button onClick={() => setAsking('yes')}>New key</Button>
  return (
    <>
      <List
        operation={keysList}
        title="API keys"
        one="key"
        tabs={[{ title: 'API reference', href: '/api/docs' }]}
        actions={create}
        list={list}
        cells={{
          prefix: (row) => <span className="mono">{row.prefix}…</span>,
          owner: (row) => <Link href={`/people/persons/${row.owner.id}`}>{row.owner.name}</Link>,
          rights: (row) => row.rights.map(says).join(' · '),
          ends: (row) => <Day day={row.expires_at.slice(0, 10)} />,
          acts: (row) =>
            row.state === 'active' && (
              <Button variant="default" size="xs" onClick={() => setEnding(row)}>
                Revoke
              </Button>
            ),
        }}
        empty={
          <Empty title="No keys yet" icon={<IconKey size={20} />} action={create}>
            A key lets a program of yours read or write here: a nightly export, a script, a dashboard. It does what you may, or less.
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
    </>
  )
}
