import './accept.css'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { portalCompany, portalQuoteAccept, portalQuoteDecline, type quoteShape } from '../../../server/modules/billing/contract.ts'
import type { z } from 'zod'
import { ask, Problem as Refused, queries, useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  asRead,
  Button,
  Checkbox,
  Confirm,
  dayText,
  Money,
  Note,
  Problem,
  Radio,
  TextInput,
  toast,
  useGo,
  titleOf,
  lastDay,
} from '../../kit/index.ts'
import { Card, tokenOf } from './Card.tsx'
import { type CardFields, noCard, problemsOf } from './card-rules.ts'
import { forgetPurchase } from './choice.ts'
import { Sum } from './Sum.tsx'
import { Terms } from './Terms.tsx'

export type Quote = z.output<typeof quoteShape>
type Seen = { seq: number; kind: 'viewed' | 'opened' | 'ticked' | 'submitted'; at: string }

/**
 * The screen that binds: who buys what from whom for how much, the texts to open and keep, an empty box beside a button whose exact words the
 * sentence names, the authority of the signer, and a way to say no. What was seen when is recorded with the yes.
 */
export function Accept({ quote, signer, onMoved }: { quote: Quote; signer: string; onMoved: () => void }) {
  const go = useGo()
  const { data: session } = useSession()
  const [name, setName] = useState(signer)
  const [title, setTitle] = useState('')
  const [ticked, setTicked] = useState(false)
  const [authority, setAuthority] = useState(false)
  const [card, setCard] = useState<CardFields>(noCard)
  const [method, setMethod] = useState(quote.methods.find((one) => one.is_default)?.id ?? 'card')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const [declining, setDeclining] = useState(false)
  const seen = useRef<Seen[]>([])
  const { button, sentence } = quote.acceptance
  const due = quote.totals.gross_minor > 0
  const owed = useAsk(portalCompany, {}).data?.balances.filter((one) => one.currency === quote.currency)[0]
  const needsCard = due && method === 'card'
  const note = (kind: Seen['kind']) => {
    seen.current = [...seen.current, { seq: seen.current.length + 1, kind, at: new Date().toISOString() }].slice(0, 50)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: seeing a quote is noted once for each quote
  useEffect(() => {
    seen.current = []
    note('viewed')
  }, [quote.id, quote.order_hash])

  const accept = async () => {
    setTried(true)
    const lacking = !ticked || !authority || !name.trim() || (needsCard && Object.keys(problemsOf(card, new Date())).length > 0)
    if (lacking) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.accept [aria-invalid="true"], .accept [data-lacking]')?.focus())
      return
    }
    setBusy(true)
    setRefusal(undefined)
    note('submitted')
    try {
      const payment = !due ? undefined : needsCard ? { token: await tokenOf(card) } : { method_id: method }
      const order = await ask(portalQuoteAccept, {
        id: quote.id,
        order_hash: quote.order_hash,
        terms: quote.terms.map(({ code, version, locale, sha }) => ({ code, version, locale, sha })),
        ticked,
        button,
        signer: { name: name.trim(), title: title.trim(), authority },
        ...(payment ? { payment } : {}),
        screen: { template: 'portal.accept.1', locale: 'en', viewport: `${window.innerWidth}x${window.innerHeight}` },
        events: seen.current,
      })
      forgetPurchase()
      await queries.invalidateQueries()
      go(`/portal/orders/${order.number}`, { replace: true })
    } catch (thrown) {
      setRefusal(thrown)
      // the price or the texts moved: what was shown is no longer what would be accepted
      if (thrown instanceof Refused && (thrown.status === 409 || thrown.code === 'acceptance.text_changed')) onMoved()
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      className="accept form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void accept()
      }}
    >
      <div className="parties">
        <Party label="Buyer" party={quote.buyer} />
        <Party label="Seller" party={quote.seller} />
      </div>
      <div className="accept-sum">
        <Sum of={quote} total={quote.charged_on ? `Charged on ${dayText(quote.charged_on)}` : 'Total today'}>
          {quote.charged_on && (
            <p className="sum-note">
              <b>
                Due today: <Money minor={quote.due_now_minor} currency={quote.currency} />
              </b>
              . The first {quote.per === 'month' ? 'month' : 'year'} is charged when it begins, on {dayText(quote.charged_on)}.
            </p>
          )}
          <p className="sum-note">
            {quote.number}, {dayText(quote.start)} to {dayText(lastDay(quote.end))}. The offer stands until {dayText(quote.valid_until)}.
          </p>
          <p className="sum-note">{asRead(quote.recurring_text)}</p>
          {due && owed && (
            <p className="sum-note">
              We owe you <Money minor={owed.minor} currency={owed.currency} />. A payment by card leaves it as it is: your next invoice that
              is not paid here uses it, or we send it back when you ask.
            </p>
          )}
        </Sum>
      </div>
      {due && (
        <fieldset className="accept-part">
          <legend>Payment</legend>
          {quote.charged_on && (
            <Note tone="accent" title="Nothing is charged today">
              We keep the card and ask it on {dayText(quote.charged_on)}. Until then you can replace it on the contract’s page.
            </Note>
          )}
          {quote.methods.length > 0 && (
            <Radio.Group value={method} onChange={setMethod} aria-label="Pay with">
              <div className="many">
                {quote.methods.map((one) => (
                  <Radio key={one.id} value={one.id} label={`${titleOf(one.brand)} ending in ${one.last4}`} />
                ))}
                <Radio value="card" label="Another card" />
              </div>
            </Radio.Group>
          )}
          {needsCard && <Card card={card} onCard={setCard} demo={session?.demo ?? false} tried={tried} />}
        </fieldset>
      )}
      <fieldset className="accept-part">
        <legend>Who accepts</legend>
        <div className="fields-2">
          <TextInput
            label="Your name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="name"
            size="md"
            error={tried && !name.trim() ? 'This is needed.' : undefined}
          />
          <TextInput
            label="Your position"
            description="Optional"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            autoComplete="organization-title"
            size="md"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
        <Checkbox
          checked={authority}
          onChange={(event) => setAuthority(event.currentTarget.checked)}
          label={`I may bind ${quote.buyer.name} to this order.`}
          error={tried && !authority ? 'Only somebody with this authority may accept.' : undefined}
          {...(tried && !authority ? { 'data-lacking': true } : {})}
        />
      </fieldset>
      <fieldset className="accept-part">
        <legend>Terms</legend>
        <Terms terms={quote.terms} onOpened={() => note('opened')} />
        <p className="faint accept-small">A text on your own purchase order does not change these terms.</p>
      </fieldset>
      {refusal !== undefined && <Problem error={refusal} />}
      <div className="accept-end">
        <Checkbox
          className="accept-box"
          checked={ticked}
          onChange={(event) => {
            setTicked(event.currentTarget.checked)
            if (event.currentTarget.checked) note('ticked')
          }}
          label={sentence}
          error={tried && !ticked ? 'Tick the box to accept the terms.' : undefined}
          {...(tried && !ticked ? { 'data-lacking': true } : {})}
        />
        <p className="act-total">
          {quote.charged_on ? `Charged on ${dayText(quote.charged_on)}` : 'Total today, with tax'}
          <b className="num">
            <Money minor={quote.totals.gross_minor} currency={quote.currency} />
          </b>
        </p>
        <Button type="submit" size="md" loading={busy} fullWidth>
          {button}
        </Button>
        <Button variant="subtle" onClick={() => setDeclining(true)}>
          Decline this offer
        </Button>
      </div>
      <Confirm
        open={declining}
        title="Decline this offer?"
        act="Decline"
        onClose={() => setDeclining(false)}
        onConfirm={async () => {
          await ask(portalQuoteDecline, { id: quote.id })
          await queries.invalidateQueries()
          toast('Declined', { detail: 'Nothing was ordered and nothing is charged.' })
          forgetPurchase()
          go('/portal')
        }}
      >
        Nothing is ordered and nothing is charged. You can come back and buy at any time, at the price of that day.
      </Confirm>
    </form>
  )
}

function Party({ label, party }: { label: string; party: Quote['seller'] }) {
  return (
    <div>
      <p className="faint">{label}</p>
      <p className="party-name">{party.name}</p>
      {party.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {[...new Map(party.tax_ids.map((one) => [one.id, one.name ?? 'Tax id']))].map(([id, name]) => (
        <p key={id} className="num">
          {name} {id}
        </p>
      ))}
    </div>
  )
}
