import { IconDownload } from '@tabler/icons-react'
import { portalDocumentPdf, portalDocuments } from '../../../server/modules/billing/contract.ts'
import { useState } from 'react'
import { type AskOutput, fileHref } from '../../ask.ts'
import { Button, DataTable, Day, dayText, Empty, Money, moneyText, Page, Status } from '../../kit/index.ts'
import { PayInvoice } from './CardDialog.tsx'
import { MailAgain } from './MailAgain.tsx'

type Invoice = AskOutput<typeof portalDocuments>['items'][number]

/** Invoices and credit notes, newest first, each as PDF. */
export default function InvoicesPage() {
  return (
    <Page title="Invoices" note="Invoices and credit notes, each as PDF, and by mail again.">
      <InvoiceTable />
    </Page>
  )
}

export function InvoiceTable({ bare = false, limit = 50 }: { bare?: boolean; limit?: number }) {
  const [paying, setPaying] = useState<Invoice>()
  const [mailing, setMailing] = useState<Invoice>()
  return (
    <>
      {paying && <PayInvoice invoice={paying} onClose={() => setPaying(undefined)} />}
      {mailing && <MailAgain document={mailing} onClose={() => setMailing(undefined)} />}
      <DataTable
        operation={portalDocuments}
        input={{ limit }}
        label="Invoices"
        bare={bare}
        rowKey={(row) => row.id}
        columns={[
          { id: 'issued', title: 'Date', cell: (row) => <Day day={row.issue_day} /> },
          {
            id: 'what',
            title: 'For',
            phone: 'title',
            cell: (row) => (
              <>
                <span className="own-line">{row.what}</span>
                <span className="own-line faint num">{row.number}</span>
              </>
            ),
          },
          { id: 'state', title: 'State', cell: (row) => <InvoiceState invoice={row} /> },
          { id: 'total', title: 'Total', align: 'right', cell: (row) => <Money minor={row.gross_minor} currency={row.currency} /> },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) => (
              <span className="invoice-acts">
                {row.may.includes('pay') && (
                  <Button size="sm" variant={row.charge === 'declined' ? 'filled' : 'default'} onClick={() => setPaying(row)}>
                    Pay by card<span className="unseen"> {row.number}</span>
                  </Button>
                )}
                <button type="button" className="linkish" onClick={() => setMailing(row)}>
                  By mail<span className="unseen"> again: {row.number}</span>
                </button>
                <a className="file-link" href={fileHref(portalDocumentPdf, { id: row.id })} download aria-label={`PDF of ${row.number}`}>
                  <IconDownload size={15} aria-hidden /> PDF
                </a>
              </span>
            ),
          },
        ]}
        empty={<Empty title="No invoices yet">They appear here when something is bought or renewed.</Empty>}
      />
    </>
  )
}

/** Where an invoice stands, in words: by what and when it was paid, or how much is open and until when. */
function InvoiceState({ invoice }: { invoice: Invoice }) {
  const { charge, state, paid_by: by, paid_on: on, open_minor: open, currency, due_day: due, kind } = invoice
  if (charge === 'declined') return <Status value="declined" label="Card declined" tone="bad" />
  if (charge === 'processing') return <Status value="processing" label="Being charged" />
  if (kind === 'credit_note') return <span className="quiet">Credited</span>
  if (state === 'paid') return <span className="quiet">{by && on ? `Paid by ${by}, ${dayText(on)}` : 'Paid'}</span>
  if (state === 'overdue') return <Status value="overdue" label={`${moneyText(open, currency)} was due ${dayText(due)}`} tone="bad" />
  if (open > 0) return <span>{`${moneyText(open, currency)} open, due ${dayText(due)}`}</span>
  return <Status value={state} />
}
