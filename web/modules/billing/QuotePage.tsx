import { useState } from 'react'
import { quotesApprove, quotesGet, quotesOffer, quotesSign, quotesWithdraw } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  CopyText,
  Count,
  Day,
  DayField,
  Empty,
  Facts,
  FileField,
  Form,
  Instant,
  Link,
  Loading,
  Modal,
  Money,
  None,
  Note,
  Page,
  PlainTable,
  Section,
  Split,
  TextField,
  TextInput,
  toast,
  useGo,
  useParam,
  dayText,
  lastDay,
} from '../../kit/index.ts'
import { Priced } from './Priced.tsx'
import { State } from './State.tsx'
import { perWords, roleWords } from './words.ts'
import { Letters } from './Letters.tsx'

type Quote = AskOutput<typeof quotesGet>
type Act = 'withdraw' | 'sign' | `approve:${string}`

/** One quote: price, lane, approvals, and what may be done next. */
export default function QuotePage() {
  const asked = useAsk(quotesGet, { id: useParam('id') })
  const [act, setAct] = useState<Act>()
  const offer = useTell(quotesOffer, {
    onDone: () => toast('Offered to the customer', { detail: 'It stands in the portal, and a letter says so.' }),
  })
  const quote = asked.data
  const may = quote?.may ?? []
  return (
    <Page
      title={quote?.number ?? 'Quote'}
      note={quote && `${quote.seats} × ${quote.product_name} for ${quote.account_name}`}
      crumbs={[{ title: 'Quotes', href: '/billing/quotes' }]}
      badge={quote && <State value={quote.state} />}
      actions={
        quote && (
          <>
            {may
              .filter((one) => one.startsWith('approve:'))
              .map((one) => (
                <Button key={one} variant="default" onClick={() => setAct(one as Act)}>
                  Decide as {roleWords(one.slice(8))}
                </Button>
              ))}
            {may.includes('withdraw') && (
              <Button variant="subtle" onClick={() => setAct('withdraw')}>
                Withdraw
              </Button>
            )}
            {may.includes('sign') && (
              <Button variant="default" onClick={() => setAct('sign')}>
                Record signature
              </Button>
            )}
            {may.includes('offer') && (
              <Button loading={offer.isPending} onClick={() => offer.mutate({ id: quote.id })}>
                Offer to customer
              </Button>
            )}
          </>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Split side={<Side quote={answer} />}>
            {answer.state === 'requested' && (
              <Note
                tone="warn"
                title={
                  answer.answer_by ? `The customer waits for an answer by ${dayText(answer.answer_by)}` : 'The customer waits for an answer'
                }
              >
                {answer.message ?? answer.lane.text}
              </Note>
            )}
            <Section
              title="Price"
              note={
                answer.charged_on
                  ? `Charged on ${dayText(answer.charged_on)}, when it begins; nothing is due on acceptance`
                  : 'Charged on acceptance'
              }
              flush
            >
              <Priced {...answer} />
            </Section>
            <Approvals quote={answer} />
          </Split>
        )}
      </Answer>
      {quote && act && <ActDialog quote={quote} act={act} onClose={() => setAct(undefined)} />}
    </Page>
  )
}

function Side({ quote }: { quote: Quote }) {
  return (
    <>
      <Section title="Facts">
        <Facts
          facts={[
            { label: 'Customer', value: <Link href={`/customers/accounts/${quote.account_id}`}>{quote.account_name}</Link> },
            { label: 'Kind', value: quote.kind },
            { label: 'Came by', value: quote.channel === 'self_service' ? 'The portal' : 'Our people' },
            { label: 'Seats', value: <Count value={Number(quote.seats)} /> },
            { label: 'Price', value: `${quote.unit_price} ${quote.currency} ${perWords(quote.per)}` },
            Number(quote.discount_percent) > 0 && { label: 'Discount', value: `${quote.discount_percent} %` },
            { label: 'From', value: <Day day={quote.start} /> },
            { label: 'Until', value: <Day day={lastDay(quote.end)} /> },
            { label: 'Whole term, net', value: <Money minor={quote.term_net_minor} currency={quote.currency} /> },
            { label: 'Valid until', value: <Day day={quote.valid_until} /> },
            quote.order_number !== null && { label: 'Order', value: quote.order_number },
            quote.contract_id !== null && {
              label: 'Contract',
              value: <Link href={`/billing/contracts/${quote.contract_id}`}>{quote.contract_number}</Link>,
            },
            { label: 'Hash', value: <CopyText text={quote.order_hash} shown={`${quote.order_hash.slice(0, 12)}…`} mono /> },
          ]}
        />
      </Section>
      {quote.state !== 'draft' && quote.channel === 'rep' && <Letters letters={quote.letters} none="No letter went out yet." />}
      <Section title={`Lane: row ${quote.lane.row}`}>
        <p>{quote.lane.text}</p>
        <p className="quiet">
          Counted: <Money minor={quote.lane.counted_minor} currency={quote.lane.counted_currency} />; nobody approves below{' '}
          <Money minor={quote.lane.limit_minor} currency={quote.lane.counted_currency} />.
        </p>
      </Section>
    </>
  )
}

function Approvals({ quote }: { quote: Quote }) {
  if (quote.lane.approve.length === 0) return null
  return (
    <Section title="Approvals" note="For exactly this price; any change asks again" flush>
      <PlainTable
        bare
        label="Approvals"
        rows={quote.approvals}
        rowKey={(row) => row.role}
        columns={[
          { id: 'role', title: 'Role', cell: (row) => roleWords(row.role), phone: 'title' },
          { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
          { id: 'by', title: 'By', cell: (row) => row.by ?? <None why="nobody yet" /> },
          { id: 'at', title: 'When', cell: (row) => <Instant at={row.at} ago /> },
          { id: 'reason', title: 'Reason', cell: (row) => row.reason },
        ]}
        empty={<Empty title="Nobody has to approve this" />}
      />
    </Section>
  )
}

function ActDialog({ quote, act, onClose }: { quote: Quote; act: Act; onClose: () => void }) {
  const go = useGo()
  const decide = useTell(quotesApprove, { onDone: onClose })
  const [reason, setReason] = useState('')
  if (act === 'withdraw') {
    return (
      <Modal opened onClose={onClose} title={`Withdraw ${quote.number}?`}>
        <Form unguarded danger operation={quotesWithdraw} fixed={{ id: quote.id }} submit="Withdraw" onCancel={onClose} onDone={onClose}>
          <TextField name="reason" label="Reason" />
        </Form>
      </Modal>
    )
  }
  if (act === 'sign') {
    return (
      <Modal opened onClose={onClose} title={`Signature on ${quote.number}`}>
        <Form
          unguarded
          operation={quotesSign}
          fixed={{ id: quote.id }}
          initial={{ signed_on: new Date().toISOString().slice(0, 10) }}
          submit="Start the contract"
          onCancel={onClose}
          onDone={(order) => go(order.contract_id ? `/billing/contracts/${order.contract_id}` : `/billing/orders/${order.id}`)}
        >
          <TextField name="signer" label="Who signed" />
          <TextField name="signer_title" label="Their title" />
          <DayField name="signed_on" label="Signed on" />
          <FileField
            name="file"
            label="The signed form"
            accept=".pdf,.png,.jpg,.jpeg"
            most={25 * 1024 ** 2}
            hint="PDF or a picture, up to 25 MiB. Its hash is kept with the order; a name alone is no signature."
          />
        </Form>
      </Modal>
    )
  }
  const role = act.slice(8)
  const say = (verdict: 'approved' | 'rejected') => decide.mutate({ id: quote.id, role, order_hash: quote.order_hash, verdict, reason })
  return (
    <Modal opened onClose={onClose} title={`${quote.number} as ${roleWords(role)}`}>
      <p>
        {quote.discount_percent} % discount, <Money minor={quote.term_net_minor} currency={quote.currency} /> net over {quote.term_months}{' '}
        months.
      </p>
      <TextInput label="Reason" value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <p>
        <Button disabled={reason.trim() === ''} loading={decide.isPending} onClick={() => say('approved')}>
          Approve
        </Button>{' '}
        <Button variant="subtle" danger disabled={reason.trim() === ''} onClick={() => say('rejected')}>
          Reject
        </Button>
      </p>
    </Modal>
  )
}
