import { IconUsers } from '@tabler/icons-react'
import { personsList } from '../../../server/modules/people/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Day, Empty, Glance, List, None, Status, dayOf } from '../../kit/index.ts'
import { personTabs, roleName, Tags } from './words.tsx'

type Person = AskOutput<typeof personsList>['items'][number]
const { choices: states } = personsList.list.columns.state

const views = [
  { title: 'With us', where: ['state:is:active|suspended'] },
  { title: 'Without a second factor', where: ['two_factor:is:no', 'state:is:active|suspended'] },
  { title: 'Suspended', where: ['state:is:suspended'] },
  { title: 'Left', where: ['state:is:left'], sort: '-left', columns: ['name', 'title', 'team', 'email', 'left'] },
  { title: 'All', where: ['state:is:active|suspended|left'] },
]

/** Who works here. */
export default function PersonsPage() {
  const may = useMay()
  const invite = may('people.admin') && <Button href="/people/invitations?new=yes">Invite a colleague</Button>
  return (
    <List
      operation={personsList}
      title="People"
      one="person"
      many="people"
      tabs={personTabs(may)}
      actions={invite}
      href={(row) => `/people/persons/${row.id}`}
      views={views}
      cells={{
        state: (row) => <State person={row} />,
      }}
      peek={(row) => <AtAGlance person={row} />}
      empty={
        <Empty title="Nobody yet" icon={<IconUsers size={20} />} action={invite}>
          Colleagues come by invitation: a link in their mail, within a week.
        </Empty>
      }
    />
  )
}

function State({ person }: { person: Person }) {
  const mark = { active: 'active', suspended: 'held', left: 'ended' }[person.state]
  return <Status value={mark} label={states[person.state]} />
}

function AtAGlance({ person }: { person: Person }) {
  return (
    <Glance
      name={person.name}
      note={person.title ?? ''}
      figures={[]}
      facts={[
        { label: 'State', value: <State person={person} /> },
        { label: 'Roles', value: <Tags words={person.roles.map(roleName)} /> },
        { label: 'Teams', value: person.teams.map((one) => one.name).join(', ') || <None /> },
        { label: 'Reports to', value: person.manager?.name ?? <None why="nobody" /> },
        { label: 'E-mail', value: person.email ?? <None /> },
        { label: 'Second factor', value: person.two_factor ? 'Yes' : 'No' },
        { label: 'Since', value: <Day day={dayOf(person.created_at)} as="long" /> },
      ]}
    />
  )
}
