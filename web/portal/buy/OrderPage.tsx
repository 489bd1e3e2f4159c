import './order.css'
import { IconCheck, IconCreditCardOff, IconDownload, IconFileInvoice, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type orderShape, portalDocumentPdf, portalOrder, portalOrderPay } from '../../../server/modules/billing/contract.ts'
import type { z } from 'zod'
import { portalLicencesFile } from '../../../server/modules/licensing/contract.ts'
import { ask, fileHref, useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Card as Box,
  dayText,
  Instant,
  Loading,
  Money,
  moneyText,
  Note,
  NoSuch,
  Page,
  Problem,
  useParam,
  titleOf,
} from '../../kit/index.ts'
import { Card, tokenOf } from './Card.tsx'
import { type CardFields, noCard, problemsOf } from './card-rules.ts'

type Order = z.output<typeof orderShape>

/** How far an order has come; asks again until it is done. A declined card can be replaced here. */
export default function OrderPage() {
  const number = useParam('number')
  const asked = useAsk(portalOrder, { number }, { refetchInterval: (last) => (last && isSettled(last) ? false : 900), staleTime: 0 })
  const done = asked.data?.state === 'fulfilled'
  return (
    <Page
      title={done ? 'Thank you. It is yours.' : 'Your order'}
      note={asked.data && `${asked.data.number}: ${asked.data.seats} seats of ${asked.data.product_name} for ${asked.data.account_name}`}
      width="form"
    >
      <Answer of={asked} loading={<Loading block={360} />} none={<NoSuch title="Order" back={{ title: 'Overview', href: '/portal' }} />}>
        {(order) => (
          <div className="stack" style={{ gap: 'var(--s-5)' }}>
            {order.state === 'fulfilled' && <Goods order={order} />}
            {order.payment?.state === 'needs_method' && <OtherCard order={order} onPaid={() => void asked.refetch()} />}
            {(order.state === 'failed' || order.state === 'cancelled') && (
              <Note tone="bad" title={order.state === 'failed' ? 'This order did not go through' : 'This order was cancelled'}>
                {order.payment?.decline_text ?? 'Nothing is charged.'} You can order again at any time; nothing is charged twice.
              </Note>
            )}
            <Box>
              <Steps order={order} />
            </Box>
          </div>
        )}
      </Answer>
    </Page>
  )
}

function isSettled(order: Order): boolean {
  return (
    order.state === 'failed' ||
    order.state === 'cancelled' ||
    order.payment?.state === 'needs_method' ||
    (order.state === 'fulfilled' && order.licence !== null)
  )
}

/** What the buyer came for. */
function Goods({ order }: { order: Order }) {
  return (
    <div className="goods">
      {order.licence ? (
        <Button
          href={fileHref(portalLicencesFile, { id: order.licence.id })}
          download
          size="md"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          Licence file {order.licence.number}
        </Button>
      ) : null}
      {order.documents.map((document) => (
        <Button
          key={document.id}
          href={fileHref(portalDocumentPdf, { id: document.id })}
          download
          variant="default"
          size="md"
          leftSection={<IconFileInvoice size={18} aria-hidden />}
        >
          {document.kind === 'credit_note' ? 'Credit note' : 'Invoice'} {document.number}
        </Button>
      ))}
      <p className="faint">
        Upload the licence file in your server’s system console under “Edition and licence”. It works offline.{' '}
        {order.charged_on
          ? `It stays in this portal; the invoice comes on ${dayText(order.charged_on)}.`
          : 'Both files stay in this portal, and the invoice is in your mail.'}
      </p>
    </div>
  )
}

type Tick = { name: string; state: 'done' | 'now' | 'failed' | 'later'; at?: string | undefined; note?: string | undefined }

function Steps({ order }: { order: Order }) {
  return (
    <ol className="ticks" aria-live="polite">
      {ticksOf(order).map((tick) => (
        <li key={tick.name} data-state={tick.state}>
          <span className="tick" aria-hidden>
            {tick.state === 'done' && <IconCheck size={14} stroke={2.4} />}
            {tick.state === 'failed' && <IconX size={14} stroke={2.4} />}
          </span>
          <span className="tick-name">
            {tick.name}
            <span className="unseen">
              {{ done: ', done', now: ', under way', failed: ', failed', later: ', still to come' }[tick.state]}
            </span>
            {tick.note && <span className="tick-note">{tick.note}</span>}
          </span>
          {tick.at && (
            <span className="faint tick-at">
              <Instant at={tick.at} />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function ticksOf(order: Order): Tick[] {
  const at = (step: Order['steps'][number]['step']) => order.steps.findLast((one) => one.step === step)?.at
  const paid = at('paid') !== undefined || order.payment?.state === 'succeeded' || order.payment?.state === 'not_needed'
  const refused = order.payment?.state === 'needs_method' || order.state === 'failed'
  const invoice = order.documents[0]
  const licensed = order.state === 'fulfilled' || order.licence !== null
  return [
    { name: 'Order placed', state: 'done', at: at('placed') },
    {
      name: order.charged_on
        ? `Charged on ${dayText(order.charged_on)}`
        : order.payment?.state === 'not_needed'
          ? 'Nothing to pay now'
          : 'Payment',
      state: order.charged_on ? 'later' : paid ? 'done' : refused ? 'failed' : 'now',
      at: at('paid') ?? at('declined'),
      note: order.charged_on
        ? `${moneyText(order.gross_minor, order.currency)}; nothing is due before`
        : order.payment?.last4
          ? `${titleOf(order.payment.brand ?? 'card')} ending in ${order.payment.last4}`
          : undefined,
    },
    {
      name: invoice ? `Invoice ${invoice.number}` : 'Invoice',
      at: invoice?.at,
      state: invoice ? 'done' : paid && !order.charged_on ? 'now' : 'later',
      note: !invoice && order.charged_on ? `on ${dayText(order.charged_on)}, by mail and under Invoices` : undefined,
    },
    { name: 'Licence issued', state: licensed ? 'done' : paid && (invoice || order.charged_on) ? 'now' : 'later', at: at('fulfilled') },
  ]
}

/** The bank said no: why, in words, and another card. */
function OtherCard({ order, onPaid }: { order: Order; onPaid: () => void }) {
  const { data: session } = useSession()
  const [card, setCard] = useState<CardFields>(noCard)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const pay = async () => {
    setTried(true)
    if (Object.keys(problemsOf(card, new Date())).length > 0) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await ask(portalOrderPay, { number: order.number, payment: { token: await tokenOf(card) } })
      onPaid()
    } catch (thrown) {
      setRefusal(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Box>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void pay()
        }}
      >
        <Note tone="bad" title="The card was declined" icon={<IconCreditCardOff size={16} />}>
          {order.payment?.decline_text ?? 'Nothing was charged. Try another card, or ask your bank.'}
        </Note>
        <Card card={card} onCard={setCard} demo={session?.demo ?? false} tried={tried} />
        {refusal !== undefined && <Problem error={refusal} />}
        <Button type="submit" size="md" loading={busy}>
          Pay{' '}
          <span className="pay-sum">
            <Money minor={order.gross_minor} currency={order.currency} />
          </span>{' '}
          with this card
        </Button>
      </form>
    </Box>
  )
}
