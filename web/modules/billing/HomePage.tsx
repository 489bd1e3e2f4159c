import { billingHome, quotesList, runsStart } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Columns,
  Count,
  Day,
  DataTable,
  Empty,
  Ident,
  countText,
  Facts,
  Instant,
  Link,
  Loading,
  Money,
  None,
  Page,
  Percent,
  PlainTable,
  Section,
  Stack,
  toast,
} from '../../kit/index.ts'
import { runToast } from './run-words.ts'
import './billing.css'

type Home = AskOutput<typeof billingHome>

/** What waits for a person in billing today, and how the machine is doing. */
export default function HomePage() {
  const asked = useAsk(billingHome, {})
  const run = useTell(runsStart, {
    onDone: (done) => toast(runToast(done)),
  })
  const may = asked.data?.may ?? []
  return (
    <Page
      title="Overview"
      note="Contracts, invoices and money. What needs a person is counted here."
      actions={
        <>
          {may.includes('run') && (
            <Button variant="default" loading={run.isPending} onClick={() => run.mutate({})}>
              Run billing now
            </Button>
          )}
          {may.includes('sell') && <Button href="/billing/quotes/new">New quote</Button>}
        </>
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(home) =>
          !home.ready ? (
            <Begin may={home.may.includes('set_up')} />
          ) : (
            <Stack gap={5}>
              <Work home={home} />
              <Waiting />
              <Columns least={340}>
                <Open home={home} />
                <Machine home={home} />
              </Columns>
            </Stack>
          )
        }
      </Answer>
    </Page>
  )
}

/** A house that sells nothing yet: what this is for, and the first step. */
function Begin({ may }: { may: boolean }) {
  return (
    <Empty title="Nothing is for sale yet" action={may && <Button href="/billing/begin">Set up selling</Button>}>
      Publish a price book, then sell something. It takes a company, a product, its price and the terms that buyers accept; taxes and the
      approval policy are there already.
    </Empty>
  )
}

function Work({ home }: { home: Home }) {
  return (
    <div className="cards">
      <Counted value={home.requested_quotes} href="/billing/quotes?f.state=requested" tone="warn">
        {home.requested_quotes === 1 ? 'quote waits for our answer' : 'quotes wait for our answer'}
      </Counted>
      <Counted value={home.orders_waiting_for_money} href="/billing/orders?f.state=paying" tone="warn">
        {home.orders_waiting_for_money === 1 ? 'order waits for money' : 'orders wait for money'}
      </Counted>
      <Counted value={home.overdue_documents} href="/billing/documents?f.state=overdue" tone="bad">
        {home.overdue_documents === 1 ? 'invoice overdue' : 'invoices overdue'}
      </Counted>
      <Counted value={home.open_documents} href="/billing/documents?f.state=open">
        {home.open_documents === 1 ? 'invoice open' : 'invoices open'}
      </Counted>
      <Counted value={home.renewals_60_days} href="/billing/contracts?where=state:is:active|in_grace&where=runs_until:next:60">
        {home.renewals_60_days === 1 ? 'contract ends within 60 days' : 'contracts end within 60 days'}
      </Counted>
      <Counted value={home.contracts_active} href="/billing/contracts?f.state=active">
        {home.contracts_active === 1 ? 'contract active' : 'contracts active'}
      </Counted>
    </div>
  )
}

function Counted({ value, href, tone, children }: { value: number; href: string; tone?: string; children: string }) {
  return (
    <Link href={href} className="counted" data-tone={value > 0 ? tone : undefined}>
      <b>
        <Count value={value} />
      </b>
      {children}
    </Link>
  )
}

/** Customers above the self-service limit were promised a day. */
function Waiting() {
  return (
    <Section
      title="Customers who wait for a quote"
      note="Each was promised a day."
      actions={<Link href="/billing/quotes?f.state=requested">All</Link>}
      flush
    >
      <DataTable
        bare
        operation={quotesList}
        label="Requested quotes"
        input={{ state: 'requested', limit: 5 }}
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/quotes/${row.id}`}
        columns={[
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name, phone: 'title' },
          { id: 'what', title: 'What', cell: (row) => `${row.seats} × ${row.product_name}` },
          { id: 'net', title: 'Net', align: 'right', cell: (row) => <Money tidy minor={row.net_minor} currency={row.currency} /> },
          { id: 'answer', title: 'Answer by', cell: (row) => <Day day={row.answer_by} away /> },
          { id: 'number', title: 'Quote', cell: (row) => <Ident text={row.number} />, phone: 'hide' },
        ]}
        empty={<Empty title="Nobody waits">Orders below the limit go through by themselves.</Empty>}
      />
    </Section>
  )
}

function Open({ home }: { home: Home }) {
  return (
    <Section title="Open items" note="Invoiced and not yet paid" flush>
      <PlainTable
        bare
        label="Open items"
        rows={home.open_by_currency}
        rowKey={(row) => row.currency}
        columns={[
          { id: 'currency', title: 'Currency', cell: (row) => row.currency, phone: 'title' },
          { id: 'open', title: 'Open', align: 'right', cell: (row) => <Money minor={row.open_minor} currency={row.currency} /> },
          { id: 'overdue', title: 'Overdue', align: 'right', cell: (row) => <Money minor={row.overdue_minor} currency={row.currency} /> },
        ]}
        empty={<Empty title="Everything is paid">No invoice is open.</Empty>}
      />
    </Section>
  )
}

function Machine({ home }: { home: Home }) {
  const { last_run: run, self_service_30_days: share } = home
  const books = home.may.includes('books')
  return (
    <Section title="The machine" note="Runs each hour by itself" actions={books && <Link href="/billing/runs">Runs</Link>}>
      <Facts
        facts={[
          { label: 'Due now', value: <Count value={home.due_today} /> },
          books && {
            label: 'Last run',
            value: run ? (
              <Link href={`/billing/runs/${run.id}`}>
                <Instant at={run.started_at} ago />
              </Link>
            ) : (
              <None why="none yet" />
            ),
          },
          run !== null && {
            label: 'It issued',
            value: `${counted(run.documents, 'document')} on ${counted(run.contracts, 'contract')}, ${run.failed} failed`,
          },
          {
            label: 'Bought alone, 30 days',
            value:
              share.of === 0 ? (
                <None why="no orders" />
              ) : (
                <>
                  <Percent share={share.orders / share.of} /> of {share.of} orders
                </>
              ),
          },
        ]}
      />
    </Section>
  )
}

function counted(count: number, one: string): string {
  return `${countText(count)} ${one}${count === 1 ? '' : 's'}`
}
