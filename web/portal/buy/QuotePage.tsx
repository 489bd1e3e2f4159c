import { portalQuote } from '../../../server/modules/billing/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Answer, Button, Empty, Loading, NoSuch, Page, titleOf, useParam } from '../../kit/index.ts'
import { Accept, type Quote } from './Accept.tsx'
import { Requested } from './Requested.tsx'

/** One of our offers to the customer: a new purchase, more seats, a renewal, or what sales has prepared. */
export default function QuotePage() {
  const id = useParam('id')
  const asked = useAsk(portalQuote, { id })
  return (
    <Page title={asked.data ? headingOf(asked.data) : 'Quote'} width="form" crumbs={[{ title: 'Overview', href: '/portal' }]}>
      <Answer of={asked} loading={<Loading block={420} />} none={<NoSuch title="Quote" back={{ title: 'Overview', href: '/portal' }} />}>
        {(quote) => <QuoteBody quote={quote} onMoved={() => void asked.refetch()} />}
      </Answer>
    </Page>
  )
}

export function QuoteBody({ quote, onMoved }: { quote: Quote; onMoved: () => void }) {
  const { data } = useSession()
  if (quote.state === 'requested') return <Requested quote={quote} />
  if (quote.state === 'offered') return <Accept quote={quote} signer={data?.actor?.name ?? ''} onMoved={onMoved} />
  return (
    <Empty
      title={`This offer is ${titleOf(quote.state).toLowerCase()}`}
      action={
        quote.order_number ? (
          <Button href={`/portal/orders/${quote.order_number}`}>Go to the order</Button>
        ) : (
          <Button href="/portal/buy">Make a new order</Button>
        )
      }
    >
      {quote.number} can no longer be accepted.
    </Empty>
  )
}

function headingOf(quote: Quote): string {
  if (quote.kind === 'expansion') return 'More seats'
  return quote.kind === 'renewal' ? 'Renewal' : `${quote.product_name}, ${quote.seats} seats`
}
