import { IconDownload } from '@tabler/icons-react'
import { portalDocumentPdf, portalDocuments } from '../../../server/modules/billing/contract.ts'
import { useState } from 'react'
import { type AskOutput, fileHref } from '../../ask.ts'
import { Button, DataTable, Day, Empty, Money, Page, Status } from '../../kit/index.ts'
import { PayInvoice } from './CardDialog.tsx'

type Invoice = AskOutput<typeof portalDocuments>['items'][number]

/** Invoices and credit notes, newest first, each as PDF. */
export default function InvoicesPage() {
  return (
    <Page title="Invoices" note="Invoices and credit notes. Each PDF always has the same bytes.">
      <InvoiceTable />
    </Page>
  )
}

export function InvoiceTable({ bare = false, limit = 50 }: { bare?: boolean; limit?: number }) {
  const [paying, setPaying] = useState<Invoice>()
  return (
    <>
      {paying && <PayInvoice invoice={paying} onClose={() => setPaying(undefined)} />}
      <DataTable
        operation={portalDocuments}
        input={{ limit }}
        label="Invoices"
        bare={bare}
        rowKey={(row) => row.id}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num">{row.number}</span>, phone: 'title' },
          { id: 'issued', title: 'Date', cell: (row) => <Day day={row.issue_day} /> },
          { id: 'state', title: 'State', cell: (row) => <InvoiceState invoice={row} /> },
          { id: 'total', title: 'Total', align: 'right', cell: (row) => <Money minor={row.gross_minor} currency={row.currency} /> },
          {
            id: 'open',
            title: 'Open',
            align: 'right',
            phone: 'hide',
            cell: (row) => <Money minor={row.open_minor} currency={row.currency} />,
          },
          {
            id: 'pay',
            title: 'Payment',
            cell: (row) =>
              row.may.includes('pay') ? (
                <Button size="xs" variant={row.charge === 'declined' ? 'filled' : 'default'} onClick={() => setPaying(row)}>
                  Pay by card<span className="unseen"> {row.number}</span>
                </Button>
              ) : null,
          },
          {
            id: 'pdf',
            title: 'File',
            align: 'right',
            cell: (row) => (
              <a className="file-link" href={fileHref(portalDocumentPdf, { id: row.id })} download aria-label={`PDF of ${row.number}`}>
                <IconDownload size={15} aria-hidden /> PDF
              </a>
            ),
          },
        ]}
        empty={<Empty title="No invoices yet">They appear here when something is bought or renewed.</Empty>}
      />
    </>
  )
}

function InvoiceState({ invoice }: { invoice: Invoice }) {
  if (invoice.charge === 'declined') return <Status value="declined" label="Card declined" tone="bad" />
  if (invoice.charge === 'processing') return <Status value="processing" label="Being charged" />
  return <Status value={invoice.state} label={invoice.state === 'issued' ? 'Open' : undefined} />
}
