import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { documentsGet, documentsPdf, documentsVerify, paymentsRecord } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  awayText,
  Button,
  CheckField,
  Comments,
  CopyText,
  Day,
  DayField,
  dayText,
  Facts,
  Fold,
  Form,
  Link,
  Modal,
  Money,
  MoneyField,
  moneyText,
  Note,
  PlainTable,
  Record,
  RecordOf,
  Row,
  Section,
  Sum,
  TextField,
  toast,
  useParam,
} from '../../kit/index.ts'
import './billing.css'
import { NextOf } from '../customers/NextOf.tsx'
import { Letters } from './Letters.tsx'
import { nextOfDocument } from './next.ts'
import { Priced } from './Priced.tsx'
import { State } from './State.tsx'
import { sourceText } from './words.ts'

type Document = AskOutput<typeof documentsGet>
const crumbs = [{ title: 'Invoices', href: '/billing/documents' }]

/** One invoice or credit note: what is open, why each amount, where the money went, and the proof that nothing was changed. */
export default function DocumentPage() {
  const asked = useAsk(documentsGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Invoice" crumbs={crumbs}>
      {(document) => <Sheet document={document} />}
    </RecordOf>
  )
}

function Sheet({ document }: { document: Document }) {
  const [paying, setPaying] = useState(false)
  const today = useSession().data?.today ?? document.issue_day
  const mayDo = useMay()
  const invoice = document.kind === 'invoice'
  const next = nextOfDocument(document, today)
  const paid = document.payments.reduce((sum, one) => sum + one.amount_minor, 0)
  return (
    <>
      <Record
        title={`${invoice ? 'Invoice' : 'Credit note'} to ${document.account_name}`}
        of={document.account_name}
        crumbs={crumbs}
        badge={<State value={document.state} />}
        line={[
          <Link key="who" href={`/customers/accounts/${document.account_id}`}>
            {document.account_name}
          </Link>,
          `Issued ${dayText(document.issue_day)}`,
          <span key="number" className="num">
            {document.number}
          </span>,
        ]}
        acts={[
          document.may.includes('record_payment') && { title: 'Record payment', onClick: () => setPaying(true), shown: !next },
          {
            title: 'PDF',
            words: 'download print paper',
            icon: <IconDownload size={15} aria-hidden />,
            href: fileHref(documentsPdf, { id: document.id }),
            download: true,
            shown: true,
          },
        ]}
        figures={[
          {
            label: 'Total',
            value: <Money tidy minor={document.gross_minor} currency={document.currency} />,
            note: `${moneyText(document.tax_minor, document.currency, { tidy: true })} of it tax`,
          },
          {
            label: invoice ? 'Paid' : 'Used',
            value: <Money tidy minor={invoice ? paid : document.gross_minor - document.open_minor} currency={document.currency} />,
            note: document.payments[0]
              ? `Last on ${dayText(document.payments[0].day)}`
              : invoice
                ? 'No money yet'
                : 'Against other invoices',
          },
          {
            label: 'Open',
            value: <Money tidy minor={document.open_minor} currency={document.currency} />,
            note: document.open_minor === 0 ? 'Settled' : document.state === 'overdue' ? 'Overdue' : 'Not due yet',
            ...(document.state === 'overdue' && { tone: 'warn' as const }),
          },
          invoice && { label: 'Due', value: dayText(document.due_day), note: awayText(document.due_day, today) },
        ]}
        next={<NextOf next={next} on={() => setPaying(true)} />}
        tabs={[{ id: 'overview', title: 'Overview', body: <Overview document={document} /> }]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'document', id: document.id, title: document.number }} writes={mayDo('house.comment')} />,
          },
          {
            id: 'history',
            title: 'Letters',
            count: document.letters.length,
            body: (
              <Letters
                letters={document.letters}
                none="No letter went out: the customer has no contact with an address, or it was issued before letters were written."
              />
            ),
          },
        ]}
      />
      <Modal opened={paying} onClose={() => setPaying(false)} title={`What came from ${document.account_name}?`}>
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
          <DayField name="day" label="Day" hint="Today when left out." max={today} />
          <TextField name="reference" label="Reference" />
          <CheckField name="write_off" label="Write off what stays open, if it is a small difference (also with an amount of 0)" />
        </Form>
      </Modal>
    </>
  )
}

function Overview({ document }: { document: Document }) {
  return (
    <>
      {document.einvoice && <Note title="Structured e-invoice required">{document.einvoice}</Note>}
      <Section title="What for" flush>
        <Priced {...document} />
      </Section>
      <Payments document={document} />
      <Fold title="Facts" note="companies, tax numbers, contract, order">
        <Facts
          columns={2}
          facts={[
            { label: 'Number', value: <CopyText text={document.number} /> },
            { label: 'Sold by', value: document.seller.name },
            { label: 'Our tax numbers', value: idsOf(document.seller) },
            { label: 'Their tax numbers', value: idsOf(document.buyer) },
            { label: 'Issued', value: <Day day={document.issue_day} /> },
            document.contract_id !== null && {
              label: 'Contract',
              value: <Link href={`/billing/contracts/${document.contract_id}`}>{document.contract_number}</Link>,
            },
            document.order_number !== null && { label: 'Order', value: document.order_number },
            document.of_number !== null && { label: 'Credits', value: document.of_number },
            document.po_number !== null && { label: 'Their PO', value: document.po_number },
          ]}
        />
      </Fold>
      <Fold title="Ledger" note="debit and credit sum to zero">
        <Postings document={document} />
      </Fold>
      <Proof document={document} />
    </>
  )
}

function idsOf({ tax_ids: ids }: Document['seller']): string {
  return ids.map(({ name, id }) => `${name ?? 'Tax id'} ${id}`).join(' · ') || 'none'
}

/** The chain in the reader's own hands: hash, link before, link after, and a check on request. */
function Proof({ document }: { document: Document }) {
  const [asking, setAsking] = useState(false)
  const checked = useAsk(documentsVerify, { id: document.id }, { enabled: asking })
  const { proof } = document
  return (
    <Fold title="Proof" note={`number ${proof.position} of its series, hashes, a check`}>
      <Row between>
        <span className="quiet">
          Number {proof.position} of {proof.series}
        </span>
        <Button variant="default" size="xs" loading={checked.isFetching} onClick={() => setAsking(true)}>
          Check it now
        </Button>
      </Row>
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
    </Fold>
  )
}

/** From the total to what is open, row by row: what came, and what else settled it. */
function Payments({ document }: { document: Document }) {
  const { currency, payments, gross_minor, open_minor } = document
  const over = payments.filter((row) => row.rest_minor > 0)
  const came = payments.reduce((sum, row) => sum + row.amount_minor, 0)
  const else_minor = gross_minor - came - open_minor
  const less = (minor: number) => <Money minor={-minor} currency={currency} />
  return (
    <Section title={document.kind === 'invoice' ? 'What was paid' : 'What it was used for'} plain>
      {over.map((row) => (
        <Note key={row.number} title={`More came than was open: ${moneyText(row.rest_minor, currency)} of ${row.number}`}>
          The rest became the customer’s <Link href={`/billing/balances?account_id=${document.account_id}`}>balance</Link>: its next invoice
          that is not paid at checkout uses it, or finance sends it back.
        </Note>
      ))}
      <Sum
        label="From the total to what is open"
        rows={[
          { key: 'total', what: 'Total', amount: <Money minor={gross_minor} currency={currency} /> },
          ...payments.map((row) => ({
            key: row.number,
            what: `${sourceText(row.source)}, ${dayText(row.day)}`,
            note: [row.number, row.note].filter(Boolean).join(' · '),
            amount: less(row.amount_minor),
          })),
          ...(else_minor === 0 ? [] : [{ key: 'else', what: 'Credited or settled with other documents', amount: less(else_minor) }]),
        ]}
        total={{ what: 'Open', amount: <Money minor={open_minor} currency={currency} /> }}
      />
    </Section>
  )
}

function Postings({ document }: { document: Document }) {
  return (
    <>
      <p>
        <Link href={`/billing/journals?source=${document.id}`}>In the journals</Link>
      </p>
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
    </>
  )
}
