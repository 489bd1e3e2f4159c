import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keyRevoke, keysList } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Confirm, Day, Empty, List, toast, useQueryText } from '../../kit/index.ts'
import { NewKeyDialog, NewSecret } from './KeyDialogs.tsx'
import { useRightWords } from './words.tsx'

type Key = AskOutput<typeof keysList>['items'][number]

const views = [
  { title: 'Active', where: ['state:is:active'] },
  { title: 'Ending in 30 days', where: ['expires:next:30', 'state:is:active'], sort: 'expires' },
  { title: 'Never used', where: ['last_used:empty', 'state:is:active'] },
  { title: 'All' },
]

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
        views={views}
        cells={{
          prefix: (row) => <span className="mono">{row.prefix}…</span>,
          rights: (row) => row.rights.map(says).join(' · '),
          expires: (row) => <Day day={row.expires_at.slice(0, 10)} />,
        }}
        act={(row) =>
          row.state === 'active' && (
            <Button variant="default" size="xs" onClick={() => setEnding(row)}>
              Revoke
            </Button>
          )
        }
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
