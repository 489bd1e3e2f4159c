import { IconShip } from '@tabler/icons-react'
import { portalContracts, portalDocuments, portalOrders, portalQuotes } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAskPaged } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Button,
  Card,
  Day,
  dayText,
  Empty,
  Facts,
  Link,
  Loading,
  Money,
  Note,
  Page,
  Problem,
  Seats,
  Section,
  Status,
  titleOf,
  lastDay,
} from '../../kit/index.ts'
import { InvoiceTable } from './InvoicesPage.tsx'

type Contract = AskOutput<typeof portalContracts>['items'][number]

/** What the customer has, what waits, and what comes next. */
export default function HomePage() {
  const contracts = useAskPaged(portalContracts, {})
  const { data: session } = useSession()
  const buy = useMay()('portal.buy') && (
    <Button href="/portal/buy" variant={contracts.rows.length > 0 ? 'default' : 'filled'}>
      Buy a licence
    </Button>
  )
  return (
    <Page
      title="Overview"
      heading={session?.actor ? `Hello, ${session.actor.name.split(' ')[0]}` : 'Overview'}
      actions={contracts.rows.length > 0 && buy}
    >
      <Waiting />
      {contracts.isError && <Problem error={contracts.error} again={() => void contracts.refetch()} />}
      {contracts.isPending && <Loading block={220} />}
      {contracts.isSuccess && contracts.rows.length === 0 && (
        <Card>
          <Empty title="Nothing bought yet" icon={<IconShip size={20} />} action={buy}>
            Buy here in five minutes. The licence file is yours at once, and works without a connection to us.
          </Empty>
        </Card>
      )}
      {contracts.rows.map((contract) => (
        <ContractCard key={contract.id} contract={contract} />
      ))}
      {contracts.rows.length > 0 && (
        <Section title="Latest invoices" actions={<Link href="/portal/invoices">All invoices</Link>} plain>
          <InvoiceTable bare limit={5} />
        </Section>
      )}
    </Page>
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

function ContractCard({ contract }: { contract: Contract }) {
  const may = useMay()
  const runs = contract.state === 'active' || contract.state === 'in_grace'
  return (
    <section className="section" aria-label={contract.number}>
      <div className="card">
        <div className="contract-head">
          <div>
            <h2>{contract.product_name}</h2>
            <p className="faint">
              <Link href={`/portal/contracts/${contract.id}`}>{contract.number}</Link>
            </p>
          </div>
          <Status value={contract.state} />
        </div>
        <Facts
          columns={2}
          facts={[
            { label: 'Seats', value: <Seats seats={Number(contract.seats)} /> },
            { label: 'Runs until', value: contract.end ? <Day day={lastDay(contract.end)} /> : 'open-ended' },
            { label: 'Value a year', value: <Money minor={contract.annual_minor} currency={contract.currency} /> },
            { label: 'Next invoice', value: contract.next_bill_day ? <Day day={contract.next_bill_day} /> : 'none planned' },
            { label: 'Renews by itself', value: contract.auto_renew ? 'Yes' : 'No' },
            {
              label: 'Paid with',
              value: contract.method ? `${titleOf(contract.method.brand)} ending in ${contract.method.last4}` : 'invoice',
            },
          ]}
        />
        {runs && (
          <div className="contract-acts">
            {may('portal.buy') && (
              <>
                <Button href={`/portal/contracts/${contract.id}`}>Add seats</Button>
                <Button href={`/portal/contracts/${contract.id}?do=renew`} variant="default">
                  Renew
                </Button>
              </>
            )}
            <Button href="/portal/licences" variant={may('portal.buy') ? 'default' : 'filled'}>
              Licence file
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
