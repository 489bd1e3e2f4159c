import { ordersGet, ordersSignature } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, fileHref, useAsk } from '../../ask.ts'
import {
  Answer,
  CopyText,
  Day,
  Facts,
  Link,
  Loading,
  Money,
  None,
  Page,
  Section,
  Split,
  Timeline,
  titleOf,
  useParam,
} from '../../kit/index.ts'
import { State } from './State.tsx'

type Order = AskOutput<typeof ordersGet>

/** One order with its steps. */
export default function OrderPage() {
  const asked = useAsk(ordersGet, { id: useParam('id') })
  const order = asked.data
  return (
    <Page
      title={order?.number ?? 'Order'}
      note={order && `${order.seats} × ${order.product_name} for ${order.account_name}`}
      crumbs={[{ title: 'Orders', href: '/billing/orders' }]}
      badge={order && <State value={order.state} />}
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(answer) => (
          <Split side={<Side order={answer} />}>
            <Section title="Steps">
              <Timeline
                moments={answer.steps.map((step, at) => ({
                  id: String(at),
                  at: step.at,
                  title: titleOf(step.step),
                  detail: step.note,
                  tone: step.step === 'declined' || step.step === 'failed' ? ('bad' as const) : ('good' as const),
                }))}
              />
            </Section>
          </Split>
        )}
      </Answer>
    </Page>
  )
}

function Side({ order }: { order: Order }) {
  return (
    <Section title="Facts">
      <Facts
        facts={[
          { label: 'Customer', value: <Link href={`/customers/accounts/${order.account_id}`}>{order.account_name}</Link> },
          { label: 'Quote', value: <Link href={`/billing/quotes/${order.quote_id}`}>{order.quote_number}</Link> },
          { label: 'Total', value: <Money minor={order.gross_minor} currency={order.currency} /> },
          { label: 'Payment', value: order.payment ? titleOf(order.payment.state) : <None /> },
          order.payment?.last4 != null && { label: 'Card', value: `${order.payment.brand} ending ${order.payment.last4}` },
          order.payment?.decline_code != null && { label: 'Declined', value: titleOf(order.payment.decline_code) },
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
          order.signed?.file_sha256 != null && {
            label: 'Its hash',
            value: <CopyText text={order.signed.file_sha256} shown={`${order.signed.file_sha256.slice(0, 12)}…`} mono />,
          },
          order.contract_id !== null && {
            label: 'Contract',
            value: <Link href={`/billing/contracts/${order.contract_id}`}>{order.contract_number}</Link>,
          },
          ...order.documents.map((document) => ({
            label: 'Document',
            value: <Link href={`/billing/documents/${document.id}`}>{document.number}</Link>,
          })),
          order.licence !== null && {
            label: 'Licence',
            value: <Link href={`/licensing/licences/${order.licence.id}`}>{order.licence.number}</Link>,
          },
        ]}
      />
    </Section>
  )
}
