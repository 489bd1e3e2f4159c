import { ordersList } from '../../../server/modules/billing/contract.ts'
import { Day, Empty, List, listOf, Money } from '../../kit/index.ts'

const list = listOf(
  {
    customer: { title: 'Customer', kind: 'customer', value: 'account_name' },
    product: { title: 'Product', kind: 'text', value: 'product_name' },
    seats: { title: 'Seats', kind: 'count' },
    gross: { title: 'Total', kind: 'money', currency: 'currency' },
    state: {
      title: 'State',
      kind: 'choice',
      choices: {
        placed: 'Placed',
        paying: 'Being paid',
        fulfilling: 'On its way',
        fulfilled: 'Fulfilled',
        failed: 'Failed',
        cancelled: 'Cancelled',
      },
    },
    created_at: { title: 'Placed', kind: 'instant' },
    number: { title: 'Order', kind: 'text' },
  },
  { plain: { state: 'state' } },
)

/** Accepted quotes on their way to a licence. */
export default function OrdersPage() {
  return (
    <List
      operation={ordersList}
      title="Orders"
      one="order"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      tabs={[{ title: 'Quotes', href: '/billing/quotes' }]}
      list={list}
      href={(row) => `/billing/orders/${row.id}`}
      views={[
        { title: 'All' },
        { title: 'On their way', where: ['state:is:fulfilling'] },
        { title: 'Being paid', where: ['state:is:paying'] },
        { title: 'Failed', where: ['state:is:failed'] },
      ]}
      cells={{
        // one that begins later owes nothing yet, and says when it will
        gross: (row) =>
          row.charged_on !== null && row.gross_minor === 0 ? (
            <span className="quiet">
              due <Day day={row.charged_on} />
            </span>
          ) : (
            <Money minor={row.gross_minor} currency={row.currency} tidy />
          ),
      }}
      empty={<Empty title="No orders yet">An order is made when a customer accepts a quote.</Empty>}
    />
  )
}
