import { documentsList } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { awayText, Button, Day, Empty, Glance, Ident, List, Money, Status } from '../../kit/index.ts'

type Invoice = AskOutput<typeof documentsList>['items'][number]

const states = documentsList.list.columns.state.choices
const views = [
  { title: 'Open', where: ['state:is:open'] },
  { title: 'Overdue', where: ['state:is:overdue'] },
  { title: 'Paid', where: ['state:is:paid'] },
  { title: 'Credit notes', where: ['kind:is:credit_note'] },
  { title: 'All' },
]

/** What was billed, what of it is open, and since when. */
export default function DocumentsPage() {
  return (
    <List
      operation={documentsList}
      title="Invoices"
      one="invoice"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      actions={
        <Button variant="default" href="/billing/series">
          Number series
        </Button>
      }
      href={(row) => `/billing/documents/${row.id}`}
      views={views}
      cells={{
        open: (row) =>
          row.open_minor === 0 ? <span className="faint">–</span> : <Money minor={row.open_minor} currency={row.currency} tidy />,
        due_day: (row) => <Day day={row.due_day} away={row.open_minor > 0} />,
      }}
      peek={(row) => <AtAGlance invoice={row} />}
      empty={<Empty title="No invoices yet">An invoice is issued in the same moment in which a contract begins, grows or renews.</Empty>}
    />
  )
}

function AtAGlance({ invoice }: { invoice: Invoice }) {
  const { currency } = invoice
  return (
    <Glance
      name={invoice.account_name}
      note={invoice.kind === 'invoice' ? 'Invoice' : 'Credit note'}
      figures={[
        { label: 'Total', value: <Money minor={invoice.gross_minor} currency={currency} tidy /> },
        { label: 'Open', value: <Money minor={invoice.open_minor} currency={currency} tidy /> },
        { label: 'Due', value: <Day day={invoice.due_day} />, ...(invoice.open_minor > 0 ? { note: awayText(invoice.due_day) } : {}) },
        { label: 'Issued', value: <Day day={invoice.issue_day} /> },
      ]}
      facts={[
        { label: 'State', value: <Status value={invoice.state} label={states[invoice.state]} /> },
        { label: 'Net', value: <Money minor={invoice.net_minor} currency={currency} /> },
        { label: 'Tax', value: <Money minor={invoice.tax_minor} currency={currency} /> },
        { label: 'Sold by', value: invoice.entity },
        invoice.contract_number !== null && { label: 'Contract', value: <Ident text={invoice.contract_number} /> },
        { label: 'Number', value: <Ident text={invoice.number} /> },
      ]}
    />
  )
}
