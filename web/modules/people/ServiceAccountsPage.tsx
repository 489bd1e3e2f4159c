import { IconRobot } from '@tabler/icons-react'
import { serviceAccountCreate, serviceAccountsList } from '../../../server/modules/people/contract.ts'
import { useMay } from '../../frame/session.ts'
import {
  Button,
  DataTable,
  Empty,
  Form,
  Instant,
  ManyField,
  Modal,
  None,
  Page,
  Status,
  toast,
  useGo,
  useQueryText,
} from '../../kit/index.ts'
import { ServiceFields } from './ServiceParts.tsx'
import { personTabs, roleName, Tags, useRoleOptions } from './words.tsx'

/** Programs with an account of their own. */
export default function ServiceAccountsPage() {
  const may = useMay()
  const [asking, setAsking] = useQueryText('new')
  const create = may('people.admin') && <Button onClick={() => setAsking('yes')}>New service account</Button>
  return (
    <Page
      title="People"
      note="Programs with an account of their own: a colleague answers for each. They act through keys and never sign in."
      tabs={personTabs(may)}
      actions={create}
    >
      <DataTable
        operation={serviceAccountsList}
        label="Service accounts"
        searchHint="Name or purpose"
        rowKey={(row) => row.id}
        rowHref={(row) => `/people/persons/${row.id}`}
        filters={[
          {
            field: 'state',
            label: 'State',
            options: [
              { value: 'active', label: 'Active' },
              { value: 'left', label: 'Closed' },
              { value: 'all', label: 'All' },
            ],
          },
        ]}
        columns={[
          { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
          { id: 'title', title: 'For', cell: (row) => row.title },
          { id: 'owner', title: 'Answers for it', cell: (row) => row.owner.name },
          { id: 'roles', title: 'Roles', cell: (row) => <Tags words={row.roles.map(roleName)} /> },
          { id: 'keys', title: 'Keys', align: 'right', cell: (row) => row.keys },
          {
            id: 'used',
            title: 'Last used',
            cell: (row) => (row.last_used_at ? <Instant at={row.last_used_at} ago /> : <None why="never" />),
          },
          {
            id: 'state',
            title: 'State',
            cell: (row) =>
              row.left_at ? (
                <Status value="ended" label="Closed" />
              ) : row.suspended_at ? (
                <Status value="held" label="Suspended" />
              ) : (
                <Status value="active" />
              ),
          },
        ]}
        empty={
          <Empty title="No service accounts" icon={<IconRobot size={20} />} action={create}>
            A program with an account of its own goes on when whoever set it up leaves.
          </Empty>
        }
      />
      {asking === 'yes' && <CreateDialog onClose={() => setAsking('')} />}
    </Page>
  )
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const go = useGo()
  const options = useRoleOptions().filter(({ value }) => value !== 'admin')
  return (
    <Modal opened onClose={onClose} title="New service account" size="lg">
      <Form
        operation={serviceAccountCreate}
        initial={{ roles: [] }}
        submit="Make it"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          toast('It is there: make a key for it')
          go(`/people/persons/${made.id}`)
        }}
      >
        <ServiceFields />
        <ManyField name="roles" label="Roles" hint="As few as it needs." options={options} />
      </Form>
    </Modal>
  )
}
