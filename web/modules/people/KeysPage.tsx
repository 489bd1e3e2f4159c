import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { keysList } from '../../../server/modules/people/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, Day, Empty, List, useQueryText, dayOf } from '../../kit/index.ts'
import { EndKey, NewKey } from './KeyDialogs.tsx'
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
  const [ending, setEnding] = useState<Key>()
  const create = <Button onClick={() => setAsking('yes')}>New key</Button>
  return (
    <>
      <List
        operation={keysList}
        title="API keys"
        one="key"
        actions={
          <>
            <Button variant="default" href="/api/docs">
              API reference
            </Button>
            {create}
          </>
        }
        views={views}
        cells={{
          prefix: (row) => <span className="mono">{row.prefix}…</span>,
          rights: (row) => row.rights.map(says).join(' · '),
          expires: (row) => <Day day={dayOf(row.expires_at)} />,
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
      <NewKey open={asking === 'yes'} onClose={() => setAsking('')} />
      <EndKey ending={ending} onClose={() => setEnding(undefined)} />
    </>
  )
}
