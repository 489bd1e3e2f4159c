import { useState } from 'react'
import { balancesList, balancesRefund } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, DataTable, DayField, Empty, Form, Modal, Money, MoneyField, Page, TextField, toast } from '../../kit/index.ts'

type Balance = AskOutput<typeof balancesList>['items'][number]

/** What we owe buyers, and what was sent back. */
export default function BalancesPage() {
  const [sending, setSending] = useState<Balance>()
  return (
    <Page
      title="Balances"
      note="Money that we owe: credits of paid invoices, and payments that were too much. The next invoice uses it by itself."
    >
      <DataTable
        operation={balancesList}
        label="Balances"
        views="billing.balances"
        rowKey={(row) => `${row.profile_id}|${row.currency}`}
        columns={[
          { id: 'customer', title: 'Customer', cell: (row) => row.account_name, phone: 'title' },
          { id: 'entity', title: 'Our company', cell: (row) => row.entity },
          { id: 'balance', title: 'We owe', align: 'right', cell: (row) => <Money minor={row.balance_minor} currency={row.currency} /> },
          {
            id: 'refunded',
            title: 'Sent back',
            align: 'right',
            cell: (row) => <Money minor={row.refunded_minor} currency={row.currency} />,
          },
          {
            id: 'act',
            title: 'Acts',
            cell: (row) =>
              row.may.includes('refund') && (
                <Button variant="subtle" onClick={() => setSending(row)}>
                  Record a refund
                </Button>
              ),
          },
        ]}
        empty={<Empty title="We owe nobody anything">Credits of paid invoices and overpayments appear here by themselves.</Empty>}
      />
      {sending && (
        <Modal opened onClose={() => setSending(undefined)} title={`Sent back to ${sending.account_name}`}>
          <p className="quiet" style={{ marginBottom: 'var(--s-4)' }}>
            Send the money by your bank first; this records it in the ledger.
          </p>
          <Form
            unguarded
            operation={balancesRefund}
            initial={{ amount_minor: sending.balance_minor }}
            fixed={{ profile_id: sending.profile_id, currency: sending.currency }}
            submit="Record refund"
            onCancel={() => setSending(undefined)}
            onDone={() => {
              setSending(undefined)
              toast('Refund recorded')
            }}
          >
            <MoneyField name="amount_minor" label="Amount" currency={sending.currency} />
            <DayField name="day" label="Day (left empty: today)" />
            <TextField name="reference" label="Reference of the transfer" />
            <TextField name="reason" label="Reason" />
          </Form>
        </Modal>
      )}
    </Page>
  )
}
