import { useState } from 'react'
import { accountChange, accountRead } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  CopyText,
  Count,
  Day,
  Drawer,
  Facts,
  Form,
  History,
  Link,
  Loading,
  None,
  Page,
  Section,
  Split,
  Status,
  Tag,
  TextField,
  toast,
  useParam,
} from '../../kit/index.ts'
import { AccountFields, BillingFields } from './AccountFields.tsx'
import { ContactsPart } from './ContactsPart.tsx'
import { ContractsPart, DocumentsPart, LicencesPart } from './OtherRooms.tsx'
import { countryName, kinds, labelOf, segments, sources } from './words.ts'

type Account = AskOutput<typeof accountRead>

/** One customer: who they are, who works there, what they have of us, and what happened. */
export default function AccountPage() {
  const asked = useAsk(accountRead, { id: useParam('id') })
  const [changing, setChanging] = useState(false)
  const account = asked.data
  return (
    <Page
      title={account?.name ?? 'Account'}
      crumbs={[{ title: 'Accounts', href: '/customers/accounts' }]}
      badge={account && <Tag>{labelOf(kinds, account.kind)}</Tag>}
      actions={
        account?.may.includes('customers.accounts.change') && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Split
            side={
              <>
                <Section title="Facts">
                  <AccountFacts account={answer} />
                </Section>
                <Section title="History">
                  <History entries={answer.history.map(readable)} />
                </Section>
              </>
            }
          >
            <ContactsPart account={answer} />
            <ContractsPart accountId={answer.id} />
            <LicencesPart accountId={answer.id} />
            <DocumentsPart accountId={answer.id} />
          </Split>
        )}
      </Answer>
      {account && <ChangeDrawer account={account} open={changing} onClose={() => setChanging(false)} />}
    </Page>
  )
}

/** A history entry in words: addresses and lists as one line, no ids. */
function readable(entry: Account['history'][number]) {
  return { ...entry, before: inWords(entry.before), after: inWords(entry.after) }
}

function inWords(facts: unknown): unknown {
  if (typeof facts !== 'object' || facts === null) return facts
  const shown = Object.entries(facts).filter(([name]) => name !== 'contact' && name !== 'owner_id')
  return Object.fromEntries(
    shown.map(([name, value]) => [name, typeof value === 'object' && value !== null ? Object.values(value).join(', ') : value]),
  )
}

function AccountFacts({ account }: { account: Account }) {
  const { billing_address: address } = account
  return (
    <Facts
      facts={[
        { label: 'Number', value: <CopyText text={account.number} /> },
        account.legal_name !== null && { label: 'Legal name', value: account.legal_name },
        { label: 'Country', value: [countryName(account.country), account.region].filter(Boolean).join(', ') },
        {
          label: 'Segment',
          value: account.segment ? labelOf(segments, account.segment) : <None why="employees not known" />,
        },
        account.employees !== null && { label: 'Employees', value: <Count value={account.employees} /> },
        {
          label: 'Owner',
          value: account.owner ? <Link href={`/people/persons/${account.owner.id}`}>{account.owner.name}</Link> : <None why="nobody" />,
        },
        { label: 'Website', value: account.website ?? account.domain },
        address && {
          label: 'Invoices go to',
          value: (
            <>
              {address.line1}
              <br />
              {address.line2 && (
                <>
                  {address.line2}
                  <br />
                </>
              )}
              {address.postal_code} {address.city}
              <br />
              {countryName(address.country)}
            </>
          ),
        },
        account.tax_id !== null && { label: 'Tax number', value: <CopyText text={account.tax_id} mono /> },
        { label: 'Came', value: labelOf(sources, account.source) },
        { label: 'Since', value: <Day day={account.created_at.slice(0, 10)} /> },
        !account.confirmed && { label: 'State', value: <Status value="pending" label="Waits for its code" /> },
      ]}
    />
  )
}

function ChangeDrawer({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  const { legal_name, region, employees, website, tax_id, billing_address } = account
  const known = Object.fromEntries(
    Object.entries({
      legal_name,
      region,
      employees,
      segment: employees === null ? account.segment : null,
      website,
      tax_id,
      billing_address,
    }).filter(([, value]) => value !== null),
  )
  return (
    <Drawer opened={open} onClose={onClose} title={`Change ${account.name}`} position="right" size="lg">
      <Form
        operation={accountChange}
        initial={{
          name: account.name,
          kind: account.kind,
          country: account.country,
          ...(account.owner ? { owner_id: account.owner.id } : {}),
          ...known,
        }}
        fixed={{ id: account.id, if_match: account.version }}
        submit="Save"
        onCancel={onClose}
        onDone={() => {
          onClose()
          toast('Saved')
        }}
      >
        <AccountFields />
        <BillingFields />
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Drawer>
  )
}
