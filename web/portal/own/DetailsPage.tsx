import { useState } from 'react'
import { portalContracts } from '../../../server/modules/billing/contract.ts'
import { portalMe, portalTeam, teamInvite, teamRemove } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, ask, queries, useAsk, useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { seatsText } from '../said.ts'
import { ReplaceCard } from './CardDialog.tsx'
import { CompanyFacts } from './CompanyCard.tsx'
import { Help } from './Help.tsx'
import {
  Answer,
  Button,
  Confirm,
  Form,
  ManyField,
  Modal,
  MoreMenu,
  Page,
  PlainTable,
  Section,
  Tag,
  TextField,
  titleOf,
  toast,
} from '../../kit/index.ts'

const roles = [
  { value: 'owner', label: 'Owner: everything, and lets colleagues in' },
  { value: 'billing', label: 'Billing: invoices, cards, buying' },
  { value: 'technical', label: 'Technical: licence files' },
]

/** The company as the next invoice names it, its cards, its people, and whom to ask. */
export default function DetailsPage() {
  const me = useAsk(portalMe, {})
  return (
    <Page title="Company" note="As it stands on what we issue from now on.">
      <Section title="On invoices">
        <CompanyFacts number={me.data?.account.number} />
      </Section>
      <Cards />
      <Team />
      <Section title="Help">
        <Help />
      </Section>
    </Page>
  )
}

type Contract = AskOutput<typeof portalContracts>['items'][number]

/** By which card each contract is paid; another takes its place here. */
function Cards() {
  const contracts = useAskPaged(portalContracts, {})
  const [replacing, setReplacing] = useState<Contract>()
  const may = useMay()
  const running = contracts.rows.filter((one) => one.state === 'active' || one.state === 'in_grace')
  if (running.length === 0) return null
  return (
    <Section title="Cards on file" note="Renewals and added seats are charged to them. We keep the brand and the last four digits.">
      <ul className="own-cards">
        {running.map((one) => (
          <li key={one.id}>
            <span>
              <span className="own-line">
                {one.method ? `${titleOf(one.method.brand)} ending in ${one.method.last4}` : 'No card: you pay by invoice'}
              </span>
              <span className="own-line faint">
                {one.product_name}, {seatsText(one.seats)}
              </span>
            </span>
            {may('portal.pay') && (
              <Button size="md" variant="default" onClick={() => setReplacing(one)}>
                {one.method ? 'Replace' : 'Store a card'}
                <span className="unseen"> for {one.number}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {replacing && <ReplaceCard contract={replacing} onClose={() => setReplacing(undefined)} />}
    </Section>
  )
}

function Team() {
  const team = useAsk(portalTeam, {})
  const [inviting, setInviting] = useState(false)
  const [leaving, setLeaving] = useState<{ id: string; name: string }>()
  const mayInvite = team.data?.may.includes('customers.portal.invite') ?? false
  return (
    <Section
      title="People"
      note="Who may sign in here for your company"
      flush
      actions={
        mayInvite && (
          <Button size="md" variant="default" onClick={() => setInviting(true)}>
            Let a colleague in
          </Button>
        )
      }
    >
      <Answer of={team}>
        {(answer) => (
          <PlainTable
            label="People"
            rows={answer.items}
            rowKey={(row) => row.id}
            columns={[
              { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
              { id: 'email', title: 'E-mail', cell: (row) => row.email },
              {
                id: 'roles',
                title: 'May',
                cell: (row) => (
                  <span className="row" style={{ gap: 4 }}>
                    {row.roles.map((role) => (
                      <Tag key={role}>{titleOf(role)}</Tag>
                    ))}
                  </span>
                ),
              },
              {
                id: 'acts',
                title: '',
                align: 'right',
                cell: (row) =>
                  mayInvite && (
                    <MoreMenu
                      label={`More for ${row.name}`}
                      acts={[{ title: 'Take access away', danger: true, onClick: () => setLeaving({ id: row.id, name: row.name }) }]}
                    />
                  ),
              },
            ]}
          />
        )}
      </Answer>
      <Modal opened={inviting} onClose={() => setInviting(false)} title="Let a colleague in">
        <Form
          operation={teamInvite}
          initial={{ roles: ['technical'] }}
          submit="Let in"
          unguarded
          onCancel={() => setInviting(false)}
          onDone={(contact) => {
            toast(`${contact.name} may sign in now`)
            setInviting(false)
          }}
        >
          <TextField name="name" label="Name" autoFocus />
          <TextField name="email" label="E-mail" type="email" />
          <ManyField name="roles" label="May" options={roles} />
        </Form>
      </Modal>
      <Confirm
        open={leaving !== undefined}
        title={`Take ${leaving?.name ?? ''}’s access away?`}
        act="Take away"
        danger
        onClose={() => setLeaving(undefined)}
        onConfirm={async () => {
          if (!leaving) return
          await ask(teamRemove, { id: leaving.id })
          await queries.invalidateQueries()
        }}
      >
        They are signed out at once. You can let them in again at any time.
      </Confirm>
    </Section>
  )
}
