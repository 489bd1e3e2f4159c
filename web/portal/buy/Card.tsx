import './card.css'
import { useState } from 'react'
import { portalCardToken } from '../../../server/modules/billing/contract.ts'
import { ask } from '../../ask.ts'
import { Note, TextInput } from '../../kit/index.ts'
import { type CardFields, expiryText, grouped, problemsOf } from './card-rules.ts'

/** Cards of the payment sandbox, offered where there is a demo. */
const testCards: [number: string, what: string][] = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 9995', 'is declined: not enough money'],
  ['4000 0000 0000 0002', 'is declined by the bank'],
]

/** The card fields. What is typed goes to the payment provider's token door and is kept nowhere. */
export function Card({
  card,
  onCard,
  demo,
  tried,
}: {
  card: CardFields
  onCard: (card: CardFields) => void
  demo: boolean
  tried: boolean
}) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const problems = problemsOf(card, new Date())
  const errorOf = (field: keyof CardFields) => (tried || left.has(field) ? problems[field] : undefined)
  const leave = (field: keyof CardFields) => () => setLeft((held) => new Set([...held, field]))
  return (
    <div className="card-fields">
      <TextInput
        label="Card number"
        name="card-number"
        inputMode="numeric"
        autoComplete="cc-number"
        value={card.number}
        onChange={(event) => onCard({ ...card, number: grouped(event.currentTarget.value) })}
        onBlur={leave('number')}
        error={errorOf('number')}
        size="md"
        classNames={{ input: 'num' }}
      />
      <TextInput
        label="Expires"
        name="card-expiry"
        placeholder="MM / YY"
        inputMode="numeric"
        autoComplete="cc-exp"
        value={card.expiry}
        onChange={(event) => onCard({ ...card, expiry: expiryText(event.currentTarget.value, card.expiry) })}
        onBlur={leave('expiry')}
        error={errorOf('expiry')}
        size="md"
        classNames={{ input: 'num' }}
      />
      <TextInput
        label="CVC"
        name="card-cvc"
        inputMode="numeric"
        autoComplete="cc-csc"
        value={card.cvc}
        onChange={(event) => onCard({ ...card, cvc: event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 4) })}
        onBlur={leave('cvc')}
        error={errorOf('cvc')}
        size="md"
        classNames={{ input: 'num' }}
      />
      {demo && (
        <div className="card-tests">
          <Note title="This is a demo: no money moves">
            <ul>
              {testCards.map(([number, what]) => (
                <li key={number}>
                  <button type="button" className="linkish num" onClick={() => onCard({ number, expiry: '12 / 30', cvc: '123' })}>
                    {number}
                  </button>{' '}
                  {what}
                </li>
              ))}
            </ul>
          </Note>
        </div>
      )}
    </div>
  )
}

/** Exchanges the card for a token that pays once. */
export async function tokenOf(card: CardFields): Promise<string> {
  const [month = '', year = ''] = card.expiry.split('/').map((part) => part.trim())
  const { token } = await ask(portalCardToken, {
    number: card.number.replaceAll(' ', ''),
    exp_month: Number(month),
    exp_year: 2000 + Number(year),
    cvc: card.cvc,
  })
  return token
}
