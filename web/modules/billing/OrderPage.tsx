import { ordersGet, ordersSignature } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Comments,
  CopyText,
  Count,
  Day,
  dayText,
  Facts,
  Fold,
  Link,
  Money,
  None,
  Record,
  RecordOf,
  Section,
  Timeline,
  titleOf,
  useParam,
  dayOf,
} from '../../kit/index.ts'
import { seatsText } from '../customers/due.ts'
import { State } from './State.tsx'
import { kindText } from './words.ts'

type Order = AskOutput<typeof ordersGet>
const crumbs = [{ title: 'Orders', href: '/billing/orders' }]
const stepWords: Record<string, string> = {
  placed: 'Accepted',
  paying: 'The money is on its way',
  declined: 'The card was declined',
  paid: 'Paid',
  fulfilling: 'Contract and licence are made',
  fulfilled: 'Done',
  failed: 'Failed',
}

const paymentWords = {
  processing: 'On its way',
  needs_method: 'Needs a card',
  succeeded: 'Paid',
  failed: 'Failed',
  not_needed: 'Not needed',
}

/** One order: what was accepted, how far it is, and what came of it. */
export default function OrderPage() {
  const asked = useAsk(ordersGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Order" crumbs={crumbs}>
      {(order) => <Sheet order={order} />}
    </RecordOf>
  )
}

function Sheet({ order }: { order: Order }) {
  const { payment } = order
  const mayDo = useMay()
  return (
    <Record
      title={`${order.product_name}, ${seatsText(order.seats)}`}
      of={order.account_name}
      crumbs={crumbs}
      badge={<State value={order.state} />}
      line={[
        <Link key="who" href={`/customers/accounts/${order.account_id}`}>
          {order.account_name}
        </Link>,
        kindText(order.kind),
        `Accepted ${dayText(dayOf(order.created_at))}`,
      ]}
      acts={[
        order.contract_id !== null && { title: 'Open the contract', href: `/billing/contracts/${order.contract_id}`, shown: true },
        { title: 'Open the quote', href: `/billing/quotes/${order.quote_id}` },
      ]}
      figures={[
        { label: 'Total', value: <Money tidy minor={order.gross_minor} currency={order.currency} />, note: 'With tax' },
        { label: 'Seats', value: <Count value={Number(order.seats)} />, note: order.product_name },
        {
          label: 'Payment',
          value: payment ? paymentWords[payment.state] : <None />,
          note: payment?.last4 ? `${titleOf(payment.brand ?? 'card')} ending ${payment.last4}` : 'By invoice',
          ...(payment?.decline_code && { tone: 'bad' as const }),
        },
      ]}
      tabs={[
        {
          id: 'overview',
          title: 'Overview',
          body: (
            <>
              <Section title="What happened" plain>
                <Timeline
                  moments={order.steps.map((step, at) => ({
                    id: String(at),
                    at: step.at,
                    title: stepWords[step.step] ?? titleOf(step.step),
                    detail: step.note,
                    tone: step.step === 'declined' || step.step === 'failed' ? ('bad' as const) : ('calm' as const),
                  }))}
                />
              </Section>
              <Section title="What came of it" plain>
                <Outcome order={order} />
              </Section>
              <Fold title="Proof" note="number, quote, signature">
                <Origin order={order} />
              </Fold>
            </>
          ),
        },
      ]}
      rail={[
        {
          id: 'comments',
          title: 'Comments',
          body: <Comments of={{ kind: 'order', id: order.id, title: order.number }} writes={mayDo('house.comment')} />,
        },
      ]}
    />
  )
}

function Outcome({ order }: { order: Order }) {
  return (
    <Facts
      columns={2}
      facts={[
        order.payment?.decline_code != null && { label: 'Declined', value: titleOf(order.payment.decline_code) },
        {
          label: 'Contract',
          value: order.contract_id !== null && <Link href={`/billing/contracts/${order.contract_id}`}>{order.contract_number}</Link>,
        },
        ...order.documents.map((document) => ({
          label: document.kind === 'credit_note' ? 'Credit note' : 'Invoice',
          value: <Link href={`/billing/documents/${document.id}`}>{document.number}</Link>,
        })),
        order.licence !== null && {
          label: 'Licence',
          value: <Link href={`/licensing/licences/${order.licence.id}`}>{order.licence.number}</Link>,
        },
      ]}
    />
  )
}

function Origin({ order }: { order: Order }) {
  return (
    <Facts
      facts={[
        { label: 'Number', value: <CopyText text={order.number} /> },
        { label: 'Quote', value: <Link href={`/billing/quotes/${order.quote_id}`}>{order.quote_number}</Link> },
        order.signed !== null && {
          label: 'Signed by',
          value: (
            <>
              {order.signed.signer} on <Day day={order.signed.signed_on} />
            </>
          ),
        },
        order.signed?.file_sha256 != null && {
          label: 'Signed form',
          value: <Link href={fileHref(ordersSignature, { id: order.id })}>Open</Link>,
        },
        order.signed?.file_sha256 != null && { label: 'Its hash', value: <CopyText text={order.signed.file_sha256} mono /> },
      ]}
    />
  )
}
