import { quotesList } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { awayText, Button, Count, Day, Empty, Glance, Ident, Instant, List, Money, Status } from '../../kit/index.ts'

type Quote = AskOutput<typeof quotesList>['items'][number]

const { state, kind } = quotesList.list.columns
const views = [
  { title: 'Waiting for us', where: ['state:is:requested'] },
  { title: 'Waiting for the customer', where: ['state:is:offered'] },
  { title: 'Accepted', where: ['state:is:accepted'] },
  { title: 'Declined', where: ['state:is:declined'] },
  { title: 'All' },
]

/** What was offered, to whom, and who waits for whom. */
export default function QuotesPage() {
  const may = useMay()
  const create = may('billing.sell') && <Button href="/billing/quotes/new">New quote</Button>
  return (
    <List
      operation={quotesList}
      title="Quotes"
      one="quote"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      actions={create}
      href={(row) => `/billing/quotes/${row.id}`}
      views={views}
      away={['answer_by']}
      peek={(row) => <AtAGlance quote={row} />}
      empty={
        <Empty title="No quotes yet" action={create}>
          Customers below the limit buy alone; for the others, and for your own deals, quotes are made here.
        </Empty>
      }
    />
  )
}

function AtAGlance({ quote }: { quote: Quote }) {
  const { currency, answer_by } = quote
  return (
    <Glance
      name={quote.account_name}
      note={quote.product_name}
      figures={[
        { label: 'Net', value: <Money minor={quote.net_minor} currency={currency} tidy /> },
        { label: 'Seats', value: <Count value={Number(quote.seats)} /> },
        { label: 'Stands until', value: <Day day={quote.valid_until} />, note: awayText(quote.valid_until) },
        answer_by !== null && { label: 'Answer by', value: <Day day={answer_by} />, note: awayText(answer_by) },
      ]}
      facts={[
        { label: 'State', value: <Status value={quote.state} label={state.choices[quote.state]} /> },
        { label: 'For', value: kind.choices[quote.kind] },
        { label: 'With tax', value: <Money minor={quote.gross_minor} currency={currency} /> },
        { label: 'Made', value: <Instant at={quote.created_at} ago /> },
        { label: 'Quote', value: <Ident text={quote.number} /> },
      ]}
    />
  )
}
