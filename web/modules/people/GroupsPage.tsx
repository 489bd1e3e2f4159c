import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { groupCreate, groupsList } from '../../../server/modules/people/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Empty, Form, List, Modal, SelectField, toast, useGo, useQueryText } from '../../kit/index.ts'
import { GroupFields } from './GroupFields.tsx'
import { kindOptions, personTabs } from './words.tsx'

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
    <>
      <List
        operation={groupsList}
        title="Groups"
        one="group"
        tabs={personTabs(may)}
        actions={create}
        href={(row) => `/people/groups/${row.id}`}
        views={[
          { title: 'All' },
          { title: 'Teams', where: ['kind:is:team'] },
          { title: 'Bodies', where: ['kind:is:body'] },
          { title: 'Projects', where: ['kind:is:project'] },
        ]}
        empty={
          <Empty title="No groups yet" icon={<IconUsersGroup size={20} />} action={create}>
            Teams share their customers: what one member may see, all may. A body, such as the leadership team, answers in plans and
            decisions.
          </Empty>
        }
      />
      {asking === 'yes' && <NewGroup onClose={() => setAsking('')} />}
    </>
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
