import { useState } from 'react'
import { balancesList, balancesRefund } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { useCompanyNames } from './useCompanyNames.ts'
import { Button, DayField, Empty, Form, List, Modal, MoneyField, TextField, toast } from '../../kit/index.ts'

type Balance = AskOutput<typeof balancesList>['items'][number]

/** What we owe buyers, and what was sent back. */
export default function BalancesPage() {
  const [sending, setSending] = useState<Balance>()
  const nameOf = useCompanyNames()
  return (
    <>
      <List
        operation={balancesList}
        title="Balances"
        one="balance"
        crumbs={[{ title: 'Payments', href: '/billing/payments' }]}
        rowKey={(row) => `${row.profile_id}|${row.currency}`}
        cells={{ entity: (row) => nameOf(row.entity) }}
        act={(row) =>
          row.may.includes('refund') && (
            <Button variant="subtle" size="xs" onClick={() => setSending(row)}>
              Record a refund
            </Button>
          )
        }
        empty={
          <Empty title="We owe nobody anything">
            Credits of paid invoices and overpayments appear here; the next invoice that is not paid at checkout uses them.
          </Empty>
        }
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
    </>
  )
}
