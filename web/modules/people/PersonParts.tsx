import { grantEnd, type personRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Button, Day, Empty, Link, None, PlainTable, Section, Status, Tag, toast } from '../../kit/index.ts'
import { kindName, membershipState, OpenEnd, roleName } from './words.tsx'

type Person = AskOutput<typeof personRead>
type Grant = Person['grants'][number]

/** What somebody may be, on which days. */
export function Roles({ person }: { person: Person }) {
  const today = useSession().data?.today ?? ''
  const end = useTell(grantEnd, { onDone: () => toast('The role has ended') })
  const may = person.may.includes('people.grants.create')
  const rows = person.grants.filter((grant) => isOpen(grant, today) || grant.until_day !== null)
  return (
    <Section title="Roles" note="Rights follow from the roles of this moment, with every request." flush>
      {rows.length === 0 ? (
        <Empty title="No role">Whoever has no role reads nothing here.</Empty>
      ) : (
        <PlainTable
          label="Roles"
          bare
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'role', title: 'Role', cell: (row) => roleName(row.role), phone: 'title' },
            { id: 'from', title: 'From', cell: (row) => <Day day={row.from_day} /> },
            { id: 'until', title: 'Until', cell: (row) => <OpenEnd day={row.until_day} /> },
            { id: 'why', title: 'Why', cell: (row) => row.reason ?? <None /> },
            { id: 'state', title: 'State', cell: (row) => <Status {...stateOf(row, today)} /> },
            {
              id: 'acts',
              title: '',
              align: 'right',
              cell: (row) =>
                may &&
                isOpen(row, today) && (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={`End the role ${roleName(row.role)}`}
                    onClick={() => end.mutate({ id: row.id })}
                  >
                    End
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function isOpen(grant: Grant, today: string): boolean {
  return grant.ended_at === null && (grant.until_day === null || grant.until_day >= today)
}

function stateOf(grant: Grant, today: string): { value: string; label: string } {
  if (!isOpen(grant, today)) return { value: 'ended', label: 'Ended' }
  return grant.from_day > today ? { value: 'planned', label: 'Later' } : { value: 'active', label: 'Holds' }
}

/** Where somebody belongs and belonged. */
export function Memberships({ person }: { person: Person }) {
  const today = useSession().data?.today ?? ''
  return (
    <Section title="Groups" flush>
      {person.memberships.length === 0 ? (
        <Empty title="In no group">Teams, bodies and projects are filled on their own pages.</Empty>
      ) : (
        <PlainTable
          label="Groups"
          bare
          rows={person.memberships}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              title: 'Name',
              phone: 'title',
              cell: (row) => <Link href={`/people/groups/${row.group.id}`}>{row.group.name}</Link>,
            },
            { id: 'kind', title: 'Kind', cell: (row) => <Tag>{kindName(row.group.kind)}</Tag> },
            { id: 'from', title: 'From', cell: (row) => <Day day={row.valid_from} /> },
            { id: 'to', title: 'Until, without', cell: (row) => <OpenEnd day={row.valid_to} /> },
            { id: 'state', title: 'State', cell: (row) => <Status {...membershipState(row, today)} /> },
          ]}
        />
      )}
    </Section>
  )
}
