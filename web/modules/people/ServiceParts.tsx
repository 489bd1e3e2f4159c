import { useState } from 'react'
import { keysList, serviceAccountChange } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'
import {
  Button,
  Day,
  Empty,
  Facts,
  Form,
  Instant,
  Link,
  Modal,
  None,
  PlainTable,
  Section,
  Status,
  TextField,
  toast,
  dayOf,
} from '../../kit/index.ts'
import { PickPerson } from './GroupFields.tsx'
import { EndKey, NewKey } from './KeyDialogs.tsx'
import type { Person } from './PersonDialogs.tsx'

/** What a program is and who answers for it. */
export function ServiceFacts({ person }: { person: Person }) {
  return (
    <Facts
      facts={[
        { label: 'For', value: person.title ?? <None /> },
        {
          label: 'Answers for it',
          value: person.owner ? <Link href={`/people/persons/${person.owner.id}`}>{person.owner.name}</Link> : <None why="nobody" />,
        },
        { label: 'Signs in', value: 'Never: it acts through keys' },
        { label: 'Since', value: person.started_on ? <Day day={person.started_on} /> : <None /> },
        person.suspended_at !== null && { label: 'Suspended', value: <Instant at={person.suspended_at} /> },
        person.left_at !== null && { label: 'Closed', value: <Instant at={person.left_at} /> },
      ]}
    />
  )
}

/** Its keys, for whoever answers for it and for administrators. */
export function ServiceKeys({ person }: { person: Person }) {
  const may = person.may.includes('people.api_keys.create')
  const { rows } = useAskPaged(keysList, { person: person.id, limit: 50 })
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<{ id: string; name: string }>()
  const make = may && (
    <Button variant="default" onClick={() => setMaking(true)}>
      New key
    </Button>
  )
  if (!may) return null
  return (
    <Section title="Keys" note="Nothing else opens a door for it." actions={make} flush>
      {rows.length === 0 ? (
        <Empty title="No key yet">Without a key it does nothing.</Empty>
      ) : (
        <PlainTable
          label="Keys"
          bare
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
            { id: 'prefix', title: 'Begins with', cell: (row) => <span className="mono">{row.prefix}…</span> },
            { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
            { id: 'ends', title: 'Ends', cell: (row) => <Day day={dayOf(row.expires_at)} /> },
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
                  <Button variant="subtle" size="xs" aria-label={`Revoke ${row.name}`} onClick={() => setEnding(row)}>
                    Revoke
                  </Button>
                ),
            },
          ]}
        />
      )}
      <NewKey open={making} program={person} onClose={() => setMaking(false)} />
      <EndKey ending={ending} onClose={() => setEnding(undefined)} />
    </Section>
  )
}

export function ServiceDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Change ${person.name}`}>
      <Form
        operation={serviceAccountChange}
        initial={{
          name: person.name,
          ...(person.title ? { title: person.title } : {}),
          ...(person.owner ? { owner_id: person.owner.id } : {}),
        }}
        fixed={{ id: person.id, if_match: person.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={() => {
          onClose()
          toast('Saved')
        }}
      >
        <ServiceFields />
      </Form>
    </Modal>
  )
}

/** The fields of a service account, the same for a new one and for one that changes. */
export function ServiceFields() {
  return (
    <>
      <TextField name="name" label="Name" placeholder="Nightly export" autoFocus />
      <TextField name="title" label="What is it for?" />
      <PickPerson name="owner_id" label="Who answers for it" hint="May make and revoke its keys." />
    </>
  )
}
