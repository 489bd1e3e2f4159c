import { IconShip } from '@tabler/icons-react'
import { portalContracts, portalDocuments, portalOrders, portalQuotes } from '../../../server/modules/billing/contract.ts'
import { portalMe } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, fileHref, useAsk, useAskPaged } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Button,
  Card,
  dayText,
  Empty,
  Facts,
  Link,
  Loading,
  Money,
  Note,
  Page,
  Problem,
  Section,
  Status,
  titleOf,
  lastDay,
} from '../../kit/index.ts'
import { portalLicencesFile, portalLicencesList } from '../../../server/modules/licensing/contract.ts'
import { seatsText } from '../said.ts'
import { AddSeats } from './AddSeats.tsx'
import { CompanyFacts } from './CompanyCard.tsx'
import { Help } from './Help.tsx'
import { InvoiceTable } from './InvoicesPage.tsx'
import { nextDay } from './nextDay.tsx'

type Contract = AskOutput<typeof portalContracts>['items'][number]

/** What the customer has, what waits, and what comes next. */
export default function HomePage() {
  const contracts = useAskPaged(portalContracts, {})
  const { data: session } = useSession()
  const account = useAsk(portalMe, {}).data?.account
  const buy = useMay()('portal.buy') && (
    <Button href="/portal/buy" size="md" variant={contracts.rows.length > 0 ? 'default' : 'filled'}>
      Buy a licence
    </Button>
  )
  // one contract is changed where it stands; of many each has its page
  const few = contracts.rows.length <= 2
  return (
    <Page
      title="Overview"
      heading={account?.name ?? 'Overview'}
      note={session?.actor ? `Signed in as ${session.actor.name}` : undefined}
      actions={contracts.rows.length > 0 && buy}
    >
      <Waiting />
      <div className="portal-grid">
        <div>
          {contracts.isError && <Problem error={contracts.error} again={() => void contracts.refetch()} />}
          {contracts.isPending && <Loading block={220} />}
          {contracts.isSuccess && contracts.rows.length === 0 && (
            <Card>
              <Empty title="Nothing bought yet" icon={<IconShip size={20} />} action={buy}>
                Buy here in minutes. The licence file is yours at once, and works without a connection to us.
              </Empty>
            </Card>
          )}
          {contracts.rows.map((contract) => (
            <ContractCard key={contract.id} contract={contract} few={few} />
          ))}
          {contracts.rows.length > 0 && (
            <Section title="Latest invoices" actions={<Link href="/portal/invoices">All invoices</Link>} plain>
              <InvoiceTable bare limit={5} />
            </Section>
          )}
        </div>
        <aside aria-label="Licence, help and company">
          <LicenceNow />
          <Section title={`Your contact at ${session?.company?.name ?? 'the seller'}`}>
            <Help />
          </Section>
          <Section title="Company">
            <CompanyFacts />
          </Section>
        </aside>
      </div>
    </Page>
  )
}

/** The file in force, and the next one once its day has come. */
function LicenceNow() {
  const asked = useAskPaged(portalLicencesList, {})
  const now = asked.rows.filter((row) => row.state !== 'superseded' && row.state !== 'terminated' && row.state !== 'not_started')
  const next = asked.rows.filter((row) => row.state === 'not_started').sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1))[0]
  const [licence] = now
  if (!licence) return null
  return (
    <Section title="Licence">
      <div className="stack" style={{ gap: 'var(--s-4)' }}>
        <p className="quiet">
          {licence.edition}, {seatsText(licence.seats)}, until {dayText(lastDay(licence.ends_on))}.
          {next && ` The next file, for ${seatsText(next.seats)}, is ready; install it on ${dayText(next.starts_on)}.`}
          {now.length > 1 && ` You have ${now.length} files in force.`}
        </p>
        <div className="portal-acts">
          <Button href={fileHref(portalLicencesFile, { id: licence.id })} download size="md" variant="default">
            Download
          </Button>
          <Button href="/portal/licences" size="md" variant="subtle">
            {next || now.length > 1 ? 'All files' : 'How to install'}
          </Button>
        </div>
      </div>
    </Section>
  )
}

/** Offers to answer, orders under way and open invoices come first. */
function Waiting() {
  const quotes = useAskPaged(portalQuotes, {})
  const orders = useAskPaged(portalOrders, { limit: 10 })
  const documents = useAskPaged(portalDocuments, { limit: 50 })
  const unpaid = documents.rows.filter((document) => document.kind === 'invoice' && document.open_minor > 0)
  const moving = orders.rows.filter((order) => !['fulfilled', 'failed', 'cancelled'].includes(order.state))
  return (
    <div className="waiting">
      {quotes.rows.map((quote) =>
        quote.state === 'offered' ? (
          <Note
            key={quote.id}
            tone="accent"
            title={<Link href={`/portal/quotes/${quote.id}`}>Offer {quote.number} waits for your answer</Link>}
          >
            {quote.seats} seats of {quote.product_name}, <Money minor={quote.totals.gross_minor} currency={quote.currency} />, until{' '}
            {dayText(quote.valid_until)}.
          </Note>
        ) : (
          <Note key={quote.id} title={<Link href={`/portal/quotes/${quote.id}`}>We are preparing {quote.number}</Link>}>
            {quote.answer_by ? `You have our quote by ${dayText(quote.answer_by)}.` : 'You have our quote soon.'}
          </Note>
        ),
      )}
      {moving.map((order) => (
        <Note
          key={order.id}
          tone={order.payment?.state === 'needs_method' ? 'bad' : 'accent'}
          title={<Link href={`/portal/orders/${order.number}`}>Order {order.number}</Link>}
        >
          {order.payment?.state === 'needs_method' ? 'The card was declined. Try another one.' : 'Is on its way.'}
        </Note>
      ))}
      {unpaid.map((document) => (
        <Note
          key={document.id}
          tone={document.state === 'overdue' || document.charge === 'declined' ? 'bad' : 'warn'}
          title={
            <Link href="/portal/invoices">
              {document.charge === 'declined'
                ? `The card for invoice ${document.number} was declined`
                : `Invoice ${document.number} is open`}
            </Link>
          }
        >
          <Money minor={document.open_minor} currency={document.currency} />, due {dayText(document.due_day)}.
          {document.charge === 'declined' && ' Pay it with another card; your seats and licences stay as they are.'}
        </Note>
      ))}
    </div>
  )
}

function ContractCard({ contract, few }: { contract: Contract; few: boolean }) {
  const may = useMay()
  const runs = contract.state === 'active' || contract.state === 'in_grace'
  const name = `${contract.number}: ${contract.product_name}, ${seatsText(contract.seats)}`
  return (
    <section className="section" aria-label={name}>
      <div className="card">
        <div className="contract-head">
          <div>
            <h2>
              <Link href={`/portal/contracts/${contract.id}`}>{contract.product_name}</Link>
            </h2>
            <p className="faint">
              {ends(contract)} <Link href={`/portal/contracts/${contract.id}`}>{contract.number}</Link>
            </p>
          </div>
          <div className="contract-figure num">
            <b>{Number(contract.seats).toLocaleString('en')}</b> {Number(contract.seats) === 1 ? 'seat' : 'seats'}
            {!runs && <Status value={contract.state} />}
          </div>
        </div>
        <Facts
          columns={2}
          facts={[
            { label: 'Value a year', value: <Money minor={contract.annual_minor} currency={contract.currency} /> },
            nextDay(contract),
            {
              label: 'Paid with',
              value: contract.method ? `${titleOf(contract.method.brand)} ending in ${contract.method.last4}` : 'invoice',
            },
          ]}
        />
        {runs && may('portal.buy') && few && <AddSeats contract={contract} />}
        {runs && may('portal.buy') && (
          <div className="contract-acts">
            {!few && (
              <Button href={`/portal/contracts/${contract.id}`} size="md">
                Add seats
              </Button>
            )}
            {contract.may.includes('renew') && (
              <Button href={`/portal/contracts/${contract.id}?do=renew`} size="md" variant="default">
                Renew
              </Button>
            )}
            <Button href={`/portal/contracts/${contract.id}`} size="md" variant="default">
              {may('portal.pay') ? 'Card and renewal' : 'Contract'}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

/** When it ends, and whether anything need be done about it. */
function ends({ end, auto_renew: renews, state }: Contract): string {
  if (!end) return 'Open-ended.'
  if (state === 'in_grace') return `Ended after ${dayText(lastDay(end))}. It can be renewed for some days yet.`
  if (state !== 'active') return `Until ${dayText(lastDay(end))}.`
  return renews ? `Renews by itself on ${dayText(end)}.` : `Ends after ${dayText(lastDay(end))} unless you renew.`
}
