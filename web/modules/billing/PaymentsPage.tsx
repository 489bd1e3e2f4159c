import { paymentsList } from '../../../server/modules/billing/contract.ts'
import { Button, Empty, List } from '../../kit/index.ts'

const views = [
  { title: 'All' },
  { title: 'Last 30 days', where: ['day:last:30'] },
  { title: 'By card', where: ['source:is:card|debit'] },
  { title: 'By transfer', where: ['source:is:transfer|manual'] },
  { title: 'Written off', where: ['source:is:write_off'] },
]

/** Money that came in, and what it paid. */
export default function PaymentsPage() {
  return (
    <List
      operation={paymentsList}
      title="Payments"
      one="payment"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      actions={
        <Button variant="default" href="/billing/balances">
          Balances that we owe
        </Button>
      }
      views={views}
      empty={<Empty title="No payments yet">Card payments appear here by themselves; transfers are recorded at the invoice.</Empty>}
    />
  )
}
