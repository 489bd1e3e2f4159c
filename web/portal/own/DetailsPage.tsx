import { useState } from 'react'
import { addressLines, portalMe, portalTeam, teamInvite, teamRemove } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, ask, queries, useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  Confirm,
  CopyText,
  countryText,
  Facts,
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

type Address = Partial<NonNullable<AskOutput<typeof portalMe>['account']['address']>>

/** The company as we know it, and which colleagues may come in here. */
export default function DetailsPage() {
  const me = useAsk(portalMe, {})
  return (
    <Page title="Details" note="As it stands on invoices and licences.">
      <Answer of={me}>
        {({ account, contact }) => (
          <Section title="Company">
            <Facts
              columns={2}
              facts={[
                { label: 'Name', value: account.name },
                { label: 'Customer number', value: <CopyText text={account.number} /> },
                {
                  label: 'Address',
                  value:
                    account.address &&
                    addressText({ ...account.address, region: account.region ?? account.address.region }, account.country),
                },
                { label: 'Country', value: countryText(account.country) },
                { label: 'Tax id', value: account.vat_id },
                { label: 'You are', value: `${contact.name}, ${contact.email}` },
              ]}
            />
          </Section>
        )}
      </Answer>
      <Team />
    </Page>
  )
}

/** One line, in the order of the country, as on invoices; the country stands beside. */
function addressText({ line1, line2, ...rest }: Address, country: string): string {
  return addressLines({ ...rest, street: [line1, line2].filter(Boolean).join(', '), country }).join(', ')
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
          <Button size="xs" onClick={() => setInviting(true)}>
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
