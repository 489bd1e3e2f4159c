import { useState } from 'react'
import { quotesApprove, quotesGet, quotesOffer, quotesSign, quotesWithdraw } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  asRead,
  awayText,
  Button,
  Comments,
  CopyText,
  Count,
  Day,
  DayField,
  dayText,
  Empty,
  Facts,
  FileField,
  Fold,
  Form,
  Instant,
  Link,
  lastDay,
  Modal,
  Money,
  moneyText,
  None,
  percentText,
  PlainTable,
  Record,
  RecordOf,
  Row,
  Section,
  TextField,
  TextInput,
  titleOf,
  toast,
  useGo,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { seatsText } from '../customers/due.ts'
import { NextOf } from '../customers/NextOf.tsx'
import { Letters } from './Letters.tsx'
import { inPlaceText, nextOfQuote, seatText } from './next.ts'
import { Priced } from './Priced.tsx'
import { State } from './State.tsx'
import { kindText, priceText } from './words.ts'

type Quote = AskOutput<typeof quotesGet>
type Act = 'withdraw' | 'sign' | `approve:${string}`
const crumbs = [{ title: 'Quotes', href: '/billing/quotes' }]

/** One quote: what it comes to, who has to agree, and what may be done next. */
export default function QuotePage() {
  const asked = useAsk(quotesGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Quote" crumbs={crumbs}>
      {(quote) => <Sheet quote={quote} />}
    </RecordOf>
  )
}

function Sheet({ quote }: { quote: Quote }) {
  const [act, setAct] = useState<Act>()
  const mayDo = useMay()
  const today = useSession().data?.today ?? dayOf(quote.created_at)
  const offer = useTell(quotesOffer, {
    onDone: () => toast('Offered to the customer', { detail: 'It stands in the portal, and a letter says so.' }),
  })
  const { may } = quote
  const verdicts = may.filter((one) => one.startsWith('approve:'))
  return (
    <>
      <Record
        title={`${quote.product_name}, ${seatsText(quote.seats)}`}
        of={quote.account_name}
        crumbs={crumbs}
        badge={<State value={quote.state} />}
        line={[
          <Link key="who" href={`/customers/accounts/${quote.account_id}`}>
            {quote.account_name}
          </Link>,
          kindText(quote.kind),
          `Made ${dayText(dayOf(quote.created_at))}`,
          quote.channel === 'self_service' ? 'In the portal' : 'By our people',
        ]}
        acts={[
          may.includes('sign') && { title: 'Record signature', onClick: () => setAct('sign'), shown: quote.state !== 'offered' },
          ...verdicts.map((one) => ({
            title: `Decide as ${seatText(quote, one.slice(8))}`,
            onClick: () => setAct(one as Act),
          })),
          may.includes('withdraw') && { title: 'Withdraw the quote', onClick: () => setAct('withdraw'), danger: true },
        ]}
        figures={[
          {
            label: 'Whole term',
            value: <Money tidy minor={quote.term_net_minor} currency={quote.currency} />,
            note: `${quote.term_months} months, without tax`,
          },
          {
            label: 'Seats',
            value: <Count value={Number(quote.seats)} />,
            note: priceText(quote.seat_price, quote.currency, quote.per),
          },
          {
            label: 'Less than list',
            value: lessText(quote),
            note: `List ${priceText(quote.list_price, quote.currency, quote.per)}`,
          },
          { label: 'Valid until', value: dayText(quote.valid_until), note: awayText(quote.valid_until, today) },
        ]}
        next={
          <NextOf
            next={nextOfQuote(quote, today)}
            busy={offer.isPending}
            on={(does) => (does === 'offer' ? offer.mutate({ id: quote.id }) : setAct(does as Act))}
          />
        }
        tabs={[{ id: 'overview', title: 'Overview', body: <Overview quote={quote} /> }]}
        rail={[
          {
            id: 'comments',
            title: 'Comments',
            body: <Comments of={{ kind: 'quote', id: quote.id, title: quote.number }} writes={mayDo('house.comment')} />,
          },
          {
            id: 'history',
            title: 'Letters',
            count: quote.letters.length,
            body: <Letters letters={quote.letters} none="No letter went out yet." />,
          },
        ]}
      />
      {act && <ActDialog quote={quote} act={act} onClose={() => setAct(undefined)} />}
    </>
  )
}

/** How far a seat's price lies below the list: by its own price, by the discount, or by both. */
function lessText({ seat_price, list_price }: Quote): string {
  const less = Number(list_price) > 0 ? 1 - Number(seat_price) / Number(list_price) : 0
  return less > 0 ? percentText(less, { places: 2 }) : 'Nothing'
}

function Overview({ quote }: { quote: Quote }) {
  return (
    <>
      <Section
        title="How the price comes about"
        note={
          quote.charged_on
            ? `Charged on ${dayText(quote.charged_on)}, when it begins; nothing is due on acceptance`
            : 'Charged on acceptance'
        }
        flush
      >
        <Priced
          {...quote}
          {...(Number(quote.discount_percent) > 0 && { off: { percent: quote.discount_percent, seat: quote.seat_price } })}
        />
      </Section>
      <Section title="Who has to agree" note={asRead(quote.lane.text)} plain={quote.lane.approve.length === 0} flush>
        <Approvals quote={quote} />
      </Section>
      <Fold title="Facts" note="number, term, order, contract">
        <Facts
          columns={2}
          facts={[
            { label: 'Number', value: <CopyText text={quote.number} /> },
            { label: 'Sold by', value: quote.seller.name },
            { label: 'From', value: <Day day={quote.start} /> },
            { label: 'Last day', value: <Day day={lastDay(quote.end)} /> },
            { label: 'After that', value: asRead(quote.recurring_text) },
            quote.po_number !== null && { label: 'Their PO', value: quote.po_number },
            quote.order_number !== null && { label: 'Order', value: quote.order_number },
            quote.contract_id !== null && {
              label: 'Contract',
              value: <Link href={`/billing/contracts/${quote.contract_id}`}>{quote.contract_number}</Link>,
            },
          ]}
        />
      </Fold>
      <Fold title="Proof" note="what a yes binds">
        <Facts
          facts={[
            { label: 'Hash of the order', value: <CopyText text={quote.order_hash} mono /> },
            { label: 'Row of the policy', value: quote.lane.row },
            {
              label: 'Counted against it',
              value: `${moneyText(quote.lane.counted_minor, quote.lane.counted_currency)}; nobody approves below ${moneyText(quote.lane.limit_minor, quote.lane.counted_currency)}`,
            },
          ]}
        />
      </Fold>
    </>
  )
}

function Approvals({ quote }: { quote: Quote }) {
  if (quote.lane.approve.length === 0) return <p className="quiet">Nobody: it may be offered as it is.</p>
  return (
    <PlainTable
      bare
      label="Approvals"
      rows={quote.approvals}
      rowKey={(row) => row.role}
      columns={[
        { id: 'role', title: 'Role', cell: (row) => titleOf(row.role), phone: 'title' },
        { id: 'state', title: 'State', cell: (row) => <State value={row.state} /> },
        { id: 'by', title: 'By', cell: (row) => (row.by ? `${row.by}${inPlaceText(row)}` : <None why="nobody yet" />) },
        { id: 'at', title: 'When', cell: (row) => <Instant at={row.at} ago /> },
        { id: 'reason', title: 'Reason', cell: (row) => row.reason },
      ]}
      empty={<Empty title="Nobody was asked yet">They are asked when the quote is made.</Empty>}
    />
  )
}

function ActDialog({ quote, act, onClose }: { quote: Quote; act: Act; onClose: () => void }) {
  const go = useGo()
  // the house's day, not the reader's: on it the form came
  const today = useSession().data?.today ?? ''
  const decide = useTell(quotesApprove, { onDone: onClose })
  const [reason, setReason] = useState('')
  if (act === 'withdraw') {
    return (
      <Modal opened onClose={onClose} title={`Withdraw the quote for ${quote.account_name}?`}>
        <Form unguarded danger operation={quotesWithdraw} fixed={{ id: quote.id }} submit="Withdraw" onCancel={onClose} onDone={onClose}>
          <TextField name="reason" label="Reason" />
        </Form>
      </Modal>
    )
  }
  if (act === 'sign') {
    return (
      <Modal opened onClose={onClose} title={`What did ${quote.account_name} sign?`}>
        <Form
          unguarded
          operation={quotesSign}
          fixed={{ id: quote.id }}
          initial={{ signed_on: today }}
          submit="Start the contract"
          onCancel={onClose}
          onDone={(order) => go(order.contract_id ? `/billing/contracts/${order.contract_id}` : `/billing/orders/${order.id}`)}
        >
          <TextField name="signer" label="Who signed" />
          <TextField name="signer_title" label="Their title" />
          <DayField name="signed_on" label="Signed on" {...(today ? { max: today } : {})} />
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
    <Modal opened onClose={onClose} title={`Do you approve as ${seatText(quote, role)}?`}>
      <p>
        {Number(quote.discount_percent).toLocaleString()}% less than list, <Money minor={quote.term_net_minor} currency={quote.currency} />{' '}
        net over {quote.term_months} months.
      </p>
      <TextInput
        required
        label="Reason"
        description="Without one nothing is decided."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Row>
        <Button disabled={reason.trim() === ''} loading={decide.isPending} onClick={() => say('approved')}>
          Approve
        </Button>
        <Button variant="default" disabled={reason.trim() === ''} onClick={() => say('rejected')}>
          Reject
        </Button>
      </Row>
    </Modal>
  )
}
