import { IconUsers } from '@tabler/icons-react'
import { personsList, groupsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Day, Empty, List, listOf, None, Person, Status } from '../../kit/index.ts'
import { personTabs, roleName, Tags, useRoleOptions } from './words.tsx'

/** Who works here. */
export default function PersonsPage() {
  const may = useMay()
  const roles = useRoleOptions()
  const teams = useAskPaged(groupsList, { kind: 'team', limit: 200 }).rows
  const choices = (options: { value: string; label: string }[]) => Object.fromEntries(options.map(({ value, label }) => [value, label]))
  const list = listOf(
    {
      name: { title: 'Name', kind: 'person' },
      title: { title: 'Title', kind: 'text' },
      team: { title: 'Teams', kind: 'choice', choices: choices(teams.map((team) => ({ value: team.id, label: team.name }))) },
      role: { title: 'Roles', kind: 'choice', choices: choices(roles.map(({ value }) => ({ value, label: roleName(value) }))) },
      manager: { title: 'Reports to', kind: 'person' },
      email: { title: 'E-mail', kind: 'text' },
      state: { title: 'State', kind: 'choice', choices: { active: 'With us', left: 'Left', all: 'All' } },
      created_at: { title: 'Since', kind: 'instant' },
      initials: { title: 'Initials', kind: 'text', shown: false },
    },
    { plain: { state: 'state', role: 'role', team: 'team' } },
  )
  const invite = may('people.admin') && <Button href="/people/invitations?new=yes">Invite a colleague</Button>
  return (
    <List
      operation={personsList}
      title="People"
      one="person"
      many="people"
      tabs={personTabs(may)}
      actions={invite}
      list={list}
      href={(row) => `/people/persons/${row.id}`}
      views={[{ title: 'With us' }, { title: 'Left', where: ['state:is:left'] }, { title: 'All', where: ['state:is:all'] }]}
      cells={{
        name: (row) => <Person name={row.name} size="m" />,
        manager: (row) => row.manager?.name ?? <None />,
        role: (row) => <Tags words={row.roles.map(roleName)} />,
        team: (row) => row.teams.map((one) => one.name).join(', ') || <None />,
        state: (row) =>
          row.left_at ? (
            <Status value="ended" label="Left" />
          ) : row.suspended_at ? (
            <Status value="held" label="Suspended" />
          ) : row.two_factor ? (
            <Status value="active" label="With a second factor" />
          ) : (
            <Status value="off" label="No second factor" />
          ),
        created_at: (row) => <Day day={row.created_at.slice(0, 10)} />,
      }}
      empty={
        <Empty title="Nobody yet" icon={<IconUsers size={20} />} action={invite}>
          Colleagues come by invitation: a link in their mail, within a week.
        </Empty>
      }
    />
  )
}
