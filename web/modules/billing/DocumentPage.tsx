import { useState } from 'react'
import { documentsGet, documentsPdf, documentsVerify, paymentsRecord } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  CheckField,
  CopyText,
  Day,
  DayField,
  Empty,
  Facts,
  Form,
  Link,
  Loading,
  Modal,
  Money,
  MoneyField,
  moneyText,
  Note,
  Page,
  PlainTable,
  Section,
  Split,
  TextField,
  toast,
  useParam,
} from '../../kit/index.ts'
import './billing.css'
import { Priced } from './Priced.tsx'
import { State } from './State.tsx'
import { Letters } from './Letters.tsx'

type Document = AskOutput<typeof documentsGet>

/** One invoice or credit note: why each amount, where the money went, and the proof that nothing was changed. */
export default function DocumentPage() {
  const asked = useAsk(documentsGet, { id: useParam('id') })
  const [paying, setPaying] = useState(false)
  const document = asked.data
  return (
    <Page
      title={document?.number ?? 'Invoice'}
      note={document && `${document.kind === 'invoice' ? 'Invoice' : 'Credit note'} to ${document.account_name}`}
      crumbs={[{ title: 'Invoices', href: '/billing/documents' }]}
      badge={document && <State value={document.state} />}
      actions={
        document && (
          <>
            {document.may.includes('record_payment') && (
              <Button variant="default" onClick={() => setPaying(true)}>
                Record a payment
              </Button>
            )}
            <Button href={fileHref(documentsPdf, { id: document.id })} download>
              PDF
            </Button>
          </>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Split side={<Side document={answer} />}>
            {answer.einvoice && <Note title="Structured e-invoice required">{answer.einvoice}</Note>}
            <Section title="Lines" flush>
              <Priced {...answer} />
            </Section>
            <Payments document={answer} />
            <Postings document={answer} />
          </Split>
        )}
      </Answer>
      {document && (
        <Modal opened={paying} onClose={() => setPaying(false)} title={`Money for ${document.number}`}>
          <Form
            unguarded
            operation={paymentsRecord}
            initial={{ amount_minor: document.open_minor }}
            fixed={{ document_id: document.id }}
            submit="Record payment"
            onCancel={() => setPaying(false)}
            onDone={() => {
              setPaying(false)
              toast('Payment recorded')
            }}
          >
            <MoneyField name="amount_minor" label="Amount" currency={document.currency} />
            <DayField name="day" label="Day (left empty: today)" />
            <TextField name="reference" label="Reference" />
            <CheckField name="write_off" label="Write off what stays open, if it is a small difference (also with an amount of 0)" />
          </Form>
        </Modal>
      )}
    </Page>
  )
}

function idsOf({ tax_ids: ids }: Document['seller']): string {
  return ids.map(({ name, id }) => `${name ?? 'Tax id'} ${id}`).join(' · ') || 'none'
}

function Side({ document }: { document: Document }) {
  return (
    <>
      <Section title="Facts">
        <Facts
          facts={[
            { label: 'Customer', value: <Link href={`/customers/accounts/${document.account_id}`}>{document.account_name}</Link> },
            { label: 'Sold by', value: document.seller.name },
            { label: 'Our tax ids', value: idsOf(document.seller) },
            { label: 'Their tax ids', value: idsOf(document.buyer) },
            { label: 'Issued', value: <Day day={document.issue_day} /> },
            { label: 'Due', value: <Day day={document.due_day} /> },
            { label: 'Open', value: <Money minor={document.open_minor} currency={document.currency} /> },
            document.contract_id !== null && {
              label: 'Contract',
              value: <Link href={`/billing/contracts/${document.contract_id}`}>{document.contract_number}</Link>,
            },
            document.order_number !== null && { label: 'Order', value: document.order_number },
            document.of_number !== null && { label: 'Credits', value: document.of_number },
            document.po_number !== null && { label: 'Their PO', value: document.po_number },
          ]}
        />
      </Section>
      <Letters
        letters={document.letters}
        none="No letter went out: the customer has no contact with an address, or it was issued before letters were written."
      />
      <Proof document={document} />
    </>
  )
}

/** The chain in the reader's own hands: hash, link before, link after, and a check on request. */
function Proof({ document }: { document: Document }) {
  const [asking, setAsking] = useState(false)
  const checked = useAsk(documentsVerify, { id: document.id }, { enabled: asking })
  const { proof } = document
  return (
    <Section
      title="Proof"
      note={`Number ${proof.position} of ${proof.series}`}
      actions={
        <Button variant="subtle" loading={checked.isFetching} onClick={() => setAsking(true)}>
          Check
        </Button>
      }
    >
      {checked.data && (
        <Note
          tone={checked.data.sound ? 'good' : 'bad'}
          title={checked.data.sound ? 'Unchanged since it was issued' : 'This document was changed'}
        >
          Hash and chain link were worked out again from what is stored.
        </Note>
      )}
      <div className="chain">
        <span className="quiet">Content (SHA-256 of its canonical JSON)</span>
        <CopyText text={proof.sha} mono />
        <span className="quiet">Link before</span>
        <CopyText text={proof.previous} mono />
        <span className="quiet">Link</span>
        <CopyText text={proof.chain} mono />
      </div>
    </Section>
  )
}

function Payments({ document }: { document: Document }) {
  const over = document.payments.filter((row) => row.rest_minor > 0)
  return (
    <Section title="Payments" flush>
      {over.map((row) => (
        <Note key={row.number} title={`More came than was open: ${moneyText(row.rest_minor, document.currency)} of ${row.number}`}>
          The rest became the customer’s <Link href={`/billing/balances?account_id=${document.account_id}`}>balance</Link>: its next invoice
          uses it, or finance sends it back.
        </Note>
      ))}
      <PlainTable
        bare
        label="Payments"
        rows={document.payments}
        rowKey={(row) => row.number}
        columns={[
          { id: 'number', title: 'Number', cell: (row) => <span className="num nowrap">{row.number}</span>, phone: 'title' },
          { id: 'day', title: 'Day', cell: (row) => <Day day={row.day} /> },
          { id: 'source', title: 'By', cell: (row) => row.source.replace('_', ' ') },
          { id: 'note', title: 'Reference', cell: (row) => <span className="clip">{row.note}</span>, phone: 'hide' },
          { id: 'amount', title: 'Amount', align: 'right', cell: (row) => <Money minor={row.amount_minor} currency={document.currency} /> },
        ]}
        empty={
          <Empty title="No money yet">
            {document.kind === 'invoice' ? 'Payments appear here when they arrive.' : 'A credit note takes no payment.'}
          </Empty>
        }
      />
    </Section>
  )
}

function Postings({ document }: { document: Document }) {
  return (
    <Section
      title="Ledger"
      note="Debit and credit sum to zero"
      actions={<Link href={`/billing/journals?source=${document.id}`}>Journals</Link>}
      flush
    >
      <PlainTable
        bare
        label="Postings"
        rows={document.postings}
        rowKey={(row) => `${row.event}|${row.account}|${row.amount_minor}`}
        columns={[
          { id: 'account', title: 'Account', cell: (row) => `${row.account} ${row.account_name}`, phone: 'title' },
          {
            id: 'debit',
            title: 'Debit',
            align: 'right',
            cell: (row) => row.amount_minor > 0 && <Money minor={row.amount_minor} currency={document.currency} />,
          },
          {
            id: 'credit',
            title: 'Credit',
            align: 'right',
            cell: (row) => row.amount_minor < 0 && <Money minor={-row.amount_minor} currency={document.currency} />,
          },
        ]}
      />
    </Section>
  )
}
