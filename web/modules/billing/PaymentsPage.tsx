import { paymentsList } from '../../../server/modules/billing/contract.ts'
import { Button, Empty, List, listOf } from '../../kit/index.ts'

const list = listOf({
  customer: { title: 'Customer', kind: 'customer', value: 'account_name' },
  amount: { title: 'Amount', kind: 'money', currency: 'currency' },
  applied: { title: 'Applied', kind: 'money', currency: 'currency' },
  source: {
    title: 'By',
    kind: 'choice',
    choices: { card: 'Card', debit: 'Debit', transfer: 'Transfer', balance: 'Balance', manual: 'Manual', write_off: 'Write-off' },
  },
  day: { title: 'Day', kind: 'day' },
  documents: { title: 'Paid', kind: 'text' },
  reference: { title: 'Reference', kind: 'text' },
  number: { title: 'Payment', kind: 'text' },
})

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
      list={list}
      cells={{ documents: (row) => row.documents.join(', ') }}
      empty={<Empty title="No payments yet">Card payments appear here by themselves; transfers are recorded at the invoice.</Empty>}
    />
  )
}
