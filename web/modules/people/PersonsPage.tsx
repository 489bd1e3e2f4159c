import { IconUsers } from '@tabler/icons-react'
import { personsList, groupsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, DataTable, Day, Empty, None, Page, Person, Status } from '../../kit/index.ts'
import { personTabs, roleName, Tags, useRoleOptions } from './words.tsx'

/** Who works here. */
export default function PersonsPage() {
  const may = useMay()
  const roles = useRoleOptions()
  const teams = useAskPaged(groupsList, { kind: 'team', limit: 200 }).rows
  const invite = may('people.admin') && <Button href="/people/invitations?new=yes">Invite a colleague</Button>
  return (
    <Page title="People" note="Everyone who works here, and what each may do." tabs={personTabs(may)} actions={invite}>
      <DataTable
        operation={personsList}
        label="People"
        searchHint="Name, initials or e-mail"
        views="people.persons"
        rowKey={(row) => row.id}
        rowHref={(row) => `/people/persons/${row.id}`}
        filters={[
          { field: 'role', label: 'Role', options: roles.map(({ value }) => ({ value, label: roleName(value) })) },
          { field: 'team', label: 'Team', options: teams.map((team) => ({ value: team.id, label: team.name })) },
          {
            field: 'state',
            label: 'State',
            options: [
              { value: 'active', label: 'With us' },
              { value: 'left', label: 'Left' },
              { value: 'all', label: 'All' },
            ],
          },
        ]}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => <Person name={row.name} size="m" />, phone: 'title' },
          { id: 'initials', title: 'Initials', cell: (row) => <span className="mono">{row.initials}</span> },
          { id: 'title', title: 'Title', cell: (row) => row.title ?? <None /> },
          { id: 'manager', title: 'Reports to', cell: (row) => row.manager?.name ?? <None /> },
          { id: 'email', title: 'E-mail', cell: (row) => row.email ?? <None />, phone: 'hide' },
          { id: 'roles', title: 'Roles', cell: (row) => <Tags words={row.roles.map(roleName)} /> },
          { id: 'teams', title: 'Teams', cell: (row) => <Tags words={row.teams.map((team) => team.name)} />, phone: 'hide' },
          {
            id: 'two_factor',
            title: 'Two-factor',
            cell: (row) =>
              row.left_at ? (
                <Status value="ended" label="Left" />
              ) : row.suspended_at ? (
                <Status value="held" label="Suspended" />
              ) : row.two_factor ? (
                <Status value="active" label="On" />
              ) : (
                <Status value="off" label="Off" />
              ),
          },
          { id: 'since', title: 'Since', cell: (row) => <Day day={row.created_at.slice(0, 10)} />, phone: 'hide' },
        ]}
        empty={
          <Empty title="Nobody yet" icon={<IconUsers size={20} />} action={invite}>
            Colleagues come by invitation: a link in their mail, within a week.
          </Empty>
        }
      />
    </Page>
  )
}
