import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { contractsList, documentsList, quotesList } from '../../../server/modules/billing/contract.ts'
import { accountChange, accountRead } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Comments,
  CopyText,
  Count,
  Day,
  Drawer,
  dayText,
  countOf,
  daysBetween,
  Facts,
  Fold,
  Form,
  History,
  Link,
  lastDay,
  Money,
  None,
  Record,
  RecordOf,
  Status,
  TextField,
  toast,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { AccountFields, BillingFields } from './AccountFields.tsx'
import { ContactsPart } from './ContactsPart.tsx'
import { NextOf, openFigure } from './NextOf.tsx'
import { nextOfAccount } from './due.ts'
import { ContractsPart, DocumentsPart, LicencesPart } from './OtherRooms.tsx'
import { countryName, kinds, labelOf, segments, sources } from './words.ts'

type Account = AskOutput<typeof accountRead>
type ContractLine = AskOutput<typeof contractsList>['items'][number]
const crumbs = [{ title: 'Accounts', href: '/customers/accounts' }]

/** One customer: who they are, how much, what is due; who works there, what they have of us, and what happened. */
export default function AccountPage() {
  const asked = useAsk(accountRead, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Account" crumbs={crumbs}>
      {(account) => <Sheet account={account} />}
    </RecordOf>
  )
}

function Sheet({ account }: { account: Account }) {
  const [changing, setChanging] = useState(false)
  const mayDo = useMay()
  const may = { billing: mayDo('billing.read'), licences: mayDo('licensing.read'), sell: mayDo('billing.sell') }
  const today = useSession().data?.today ?? dayOf(account.created_at)
  const of = { account_id: account.id, limit: 50 }
  const asked = useAsk(contractsList, of, { enabled: may.billing })
  const contracts = asked.data?.items ?? []
  const documents = useAsk(documentsList, { ...of, state: 'open' as const }, { enabled: may.billing }).data?.items ?? []
  const late = useAsk(documentsList, { ...of, state: 'overdue' as const }, { enabled: may.billing }).data?.items ?? []
  const quotes = useAsk(quotesList, of, { enabled: may.billing }).data?.items ?? []
  const owed = [...new Map([...documents, ...late].map((one) => [one.id, one])).values()]
  const { billing_address: address, owner } = account
  return (
    <>
      <Record
        title={account.name}
        crumbs={crumbs}
        badge={!account.confirmed && <Status value="pending" label="Waits for its code" />}
        line={[
          [address?.city, countryName(account.country)].filter(Boolean).join(', '),
          account.segment ? labelOf(segments, account.segment) : labelOf(kinds, account.kind),
          `Customer since ${dayText(account.created_at, 'month')}`,
          owner ? (
            <Link key="owner" href={`/people/persons/${owner.id}`}>
              {owner.name}
            </Link>
          ) : (
            'No owner'
          ),
        ]}
        acts={[
          may.sell && {
            title: 'New quote',
            icon: <IconPlus size={15} aria-hidden />,
            href: `/billing/quotes/new?account=${account.id}`,
            shown: true,
          },
          ...(may.sell ? contracts.filter(({ state }) => state === 'active').slice(0, 5) : []).map((one, _at, all) => ({
            title: all.length === 1 ? 'Add seats' : `Add seats to ${one.product_name}, ${one.number}`,
            href: `/billing/contracts/${one.id}?do=seats`,
          })),
          account.may.includes('customers.accounts.change') && { title: 'Change', onClick: () => setChanging(true), shown: true },
        ]}
        figures={!may.billing ? [] : asked.isPending ? coming : figuresOf(contracts, owed, today)}
        next={<NextOf next={may.billing ? nextOfAccount({ documents: owed, quotes, contracts }, today) : undefined} />}
        tabs={[
          {
            id: 'overview',
            title: 'Overview',
            body: (
              <>
                <ContractsPart accountId={account.id} today={today} />
                <Fold title="Facts" note="number, address, tax number, segment">
                  <AccountFacts account={account} />
                </Fold>
              </>
            ),
          },
          may.billing && { id: 'invoices', title: 'Invoices', body: <DocumentsPart accountId={account.id} /> },
          may.licences && { id: 'licences', title: 'Licences', body: <LicencesPart accountId={account.id} /> },
          { id: 'people', title: 'People', count: account.people.length, body: <ContactsPart account={account} /> },
        ]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'account', id: account.id, title: account.name }} writes={mayDo('house.comment')} />,
          },
          { id: 'history', title: 'History', body: <History entries={account.history} say={said} /> },
        ]}
      />
      <ChangeDrawer account={account} open={changing} onClose={() => setChanging(false)} />
    </>
  )
}

/** Their places while they are read, so that nothing jumps. */
const coming = ['A year', 'Seats', 'Ends in', 'Open'].map((label) => ({ label, value: <None why="is read" />, note: <>&nbsp;</> }))

/** The four that matter of what a customer has; sums are of the currency of the first contract. */
function figuresOf(contracts: ContractLine[], owed: AskOutput<typeof documentsList>['items'], today: string) {
  const running = contracts.filter((one) => one.state === 'active' || one.state === 'in_grace')
  const currency = (running[0] ?? contracts[0])?.currency ?? owed[0]?.currency
  if (!currency) return []
  const own = running.filter((one) => one.currency === currency)
  const next = running.filter((one) => one.end !== null).sort((a, b) => (a.end ?? '').localeCompare(b.end ?? ''))[0]
  const seats = running.reduce((sum, one) => sum + Number(one.seats), 0)
  const last = next?.end ? lastDay(next.end) : undefined
  return [
    {
      label: 'A year',
      value: <Money tidy minor={own.reduce((sum, one) => sum + one.annual_minor, 0)} currency={currency} />,
      note: `${countOf(running.length, 'contract')} in force`,
    },
    {
      label: 'Seats',
      value: <Count value={seats} />,
      note: [...new Set(running.map((one) => one.product_name))].join(', ') || 'None in force',
    },
    last !== undefined && {
      label: next?.auto_renew ? 'Renews in' : 'Ends in',
      value: countOf(Math.max(0, daysBetween(today, last)), 'day'),
      note: dayText(last),
    },
    openFigure(owed, currency, today),
  ]
}

/** Fields of an account in business words. */
function said(field: string, value: unknown): string | undefined {
  if (field === 'contact') return ''
  if (field === 'country' && typeof value === 'string') return countryName(value)
  if (field === 'kind' && typeof value === 'string') return labelOf(kinds, value)
  if (field === 'segment' && typeof value === 'string') return labelOf(segments, value)
  return undefined
}

function AccountFacts({ account }: { account: Account }) {
  const { billing_address: address } = account
  return (
    <Facts
      columns={2}
      facts={[
        { label: 'Number', value: <CopyText text={account.number} /> },
        { label: 'Kind', value: labelOf(kinds, account.kind) },
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
        { label: 'Since', value: <Day day={dayOf(account.created_at)} /> },
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
    <Drawer opened={open} onClose={onClose} title={`What changes at ${account.name}?`} position="right" size="lg">
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
        lastBy={account.history[0]?.actor.name}
        submit="Save"
        onCancel={onClose}
        onDone={() => {
          onClose()
          toast('Saved')
        }}
      >
        <AccountFields owner={account.owner} />
        <BillingFields />
        <TextField name="reason" label="Why" hint="Stands in the history." />
      </Form>
    </Drawer>
  )
}
