import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { groupCreate, groupsList } from '../../../server/modules/people/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, DataTable, Empty, Form, Modal, None, Page, SelectField, Tag, toast, useGo, useQueryText } from '../../kit/index.ts'
import { GroupFields } from './GroupFields.tsx'
import { kindName, kindOptions, personTabs } from './words.tsx'

/** Teams, bodies and projects: who belongs together. */
export default function GroupsPage() {
  const may = useMay()
  const [asking, setAsking] = useQueryText('new')
  const create = may('people.admin') && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAsking('yes')}>
      New group
    </Button>
  )
  return (
    <Page
      title="People"
      note="Where a right reaches “team”, it reaches the rows of everybody in one’s teams; bodies and projects widen nobody’s reach."
      tabs={personTabs(may)}
      actions={create}
    >
      <DataTable
        operation={groupsList}
        label="Groups"
        searchHint="Name or short name"
        views="people.groups"
        rowKey={(row) => row.id}
        rowHref={(row) => `/people/groups/${row.id}`}
        filters={[{ field: 'kind', label: 'Kind', options: kindOptions }]}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          { id: 'short_name', title: 'Short name', cell: (row) => <span className="mono">{row.short_name}</span> },
          { id: 'kind', title: 'Kind', cell: (row) => <Tag>{kindName(row.kind)}</Tag> },
          { id: 'lead', title: 'Lead', cell: (row) => row.lead?.name ?? <None why="no lead" /> },
          {
            id: 'members',
            title: 'Members',
            cell: (row) => row.members.map((member) => member.initials ?? member.name).join(', ') || <None why="nobody" />,
          },
        ]}
        empty={
          <Empty title="No groups yet" icon={<IconUsersGroup size={20} />} action={create}>
            Teams share their customers: what one member may see, all may. A body, such as the leadership team, answers in plans and
            decisions.
          </Empty>
        }
      />
      {asking === 'yes' && <NewGroup onClose={() => setAsking('')} />}
    </Page>
  )
}

function NewGroup({ onClose }: { onClose: () => void }) {
  const go = useGo()
  return (
    <Modal opened onClose={onClose} title="New group">
      <Form
        operation={groupCreate}
        initial={{ kind: 'team', audience: 'internal' }}
        submit="Make the group"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          toast(`${made.name} is there`)
          go(`/people/groups/${made.id}`)
        }}
      >
        <SelectField name="kind" label="Kind" options={kindOptions} />
        <GroupFields />
      </Form>
    </Modal>
  )
}
