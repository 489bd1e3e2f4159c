import { IconMail, IconX } from '@tabler/icons-react'
import { invitationRevoke, invitationsList, invite, groupsList } from '../../../server/modules/people/contract.ts'
import { ask, useAskPaged, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Empty, Form, List, ManyField, Modal, TextField, toast, useQueryText } from '../../kit/index.ts'
import { personTabs, useRoleOptions } from './words.tsx'

const views = [
  { title: 'Open', where: ['state:is:open'] },
  { title: 'Expired', where: ['state:is:expired'] },
  { title: 'Accepted', where: ['state:is:accepted'] },
  { title: 'All' },
]

/** Links that are out, and what became of them. */
export default function InvitationsPage() {
  const may = useMay()
  const [asking, setAsking] = useQueryText('new')
  const revoke = useTell(invitationRevoke, { onDone: (row) => toast(`The invitation of ${row.email} is taken back`) })
  const open = () => setAsking('yes')
  return (
    <>
      <List
        operation={invitationsList}
        title="Invitations"
        one="invitation"
        tabs={personTabs(may)}
        actions={may('people.admin') && <Button onClick={open}>Invite a colleague</Button>}
        views={views}
        act={(row) =>
          row.state === 'open' &&
          may('people.admin') && (
            <Button
              variant="default"
              size="xs"
              loading={revoke.isPending && revoke.variables?.id === row.id}
              onClick={() => revoke.mutate({ id: row.id })}
            >
              Take back
            </Button>
          )
        }
        bulk={[
          may('people.admin') && {
            title: 'Take back',
            icon: <IconX size={15} stroke={1.75} aria-hidden />,
            may: (row) => row.state === 'open',
            run: (row) => ask(invitationRevoke, { id: row.id }),
          },
        ]}
        empty={
          <Empty
            title="No invitations"
            icon={<IconMail size={20} />}
            action={may('people.admin') && <Button onClick={open}>Invite a colleague</Button>}
          >
            An invitation is a link in somebody’s mail. It lets that one address in, once, within a week.
          </Empty>
        }
      />
      <InviteDialog open={asking === 'yes'} onClose={() => setAsking('')} />
    </>
  )
}

function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const roles = useRoleOptions()
  const teams = useAskPaged(groupsList, { kind: 'team', limit: 200 }, { enabled: open }).rows
  return (
    <Modal opened={open} onClose={onClose} title="Invite a colleague" size="lg">
      <Form
        operation={invite}
        initial={{ roles: ['member'], teams: [] }}
        submit="Send the invitation"
        unguarded
        onCancel={onClose}
        onDone={(row) => {
          onClose()
          toast(`${row.email} is invited`)
        }}
      >
        <div className="fields-2">
          <TextField name="email" label="E-mail" type="email" autoFocus autoComplete="off" />
          <TextField name="name" label="Name" hint="They may change it." autoComplete="off" />
        </div>
        <ManyField name="roles" label="Roles" options={roles} />
        {teams.length > 0 && <ManyField name="teams" label="Teams" options={teams.map((team) => ({ value: team.id, label: team.name }))} />}
      </Form>
    </Modal>
  )
}
