import { IconRobot } from '@tabler/icons-react'
import { serviceAccountCreate, serviceAccountsList } from '../../../server/modules/people/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Empty, Form, List, ManyField, Modal, Status, toast, useGo, useQueryText } from '../../kit/index.ts'
import { ServiceFields } from './ServiceParts.tsx'
import { personTabs, useRoleOptions } from './words.tsx'

const { choices: states } = serviceAccountsList.list.columns.state
const marks = { active: 'active', suspended: 'held', left: 'ended' } as const
const views = [
  { title: 'Open', where: ['state:is:active|suspended'] },
  { title: 'Mine', where: ['owner:is:me', 'state:is:active|suspended'] },
  { title: 'Never used', where: ['last_used:empty', 'state:is:active|suspended'] },
  { title: 'Closed', where: ['state:is:left'] },
  { title: 'All', where: ['state:is:active|suspended|left'] },
]

/** Programs with an account of their own. */
export default function ServiceAccountsPage() {
  const may = useMay()
  const [asking, setAsking] = useQueryText('new')
  const create = may('people.admin') && <Button onClick={() => setAsking('yes')}>New service account</Button>
  return (
    <>
      <List
        operation={serviceAccountsList}
        title="Service accounts"
        one="service account"
        tabs={personTabs(may)}
        actions={create}
        note={
          <p className="quiet">
            Programs with an account of their own: a colleague answers for each. They act through keys and never sign in.
          </p>
        }
        href={(row) => `/people/persons/${row.id}`}
        views={views}
        cells={{ state: (row) => <Status value={marks[row.state]} label={states[row.state]} /> }}
        empty={
          <Empty title="No service accounts" icon={<IconRobot size={20} />} action={create}>
            A program with an account of its own goes on when whoever set it up leaves.
          </Empty>
        }
      />
      {asking === 'yes' && <CreateDialog onClose={() => setAsking('')} />}
    </>
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
