import './card.css'
import { useState } from 'react'
import { portalCardToken } from '../../../server/modules/billing/contract.ts'
import { ask } from '../../ask.ts'
import { Note, TextInput } from '../../kit/index.ts'

export type CardFields = { number: string; expiry: string; cvc: string }
export const noCard: CardFields = { number: '', expiry: '', cvc: '' }

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
  const problems = problemsOf(card)
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

export function problemsOf(card: CardFields): Partial<Record<keyof CardFields, string>> {
  const digits = card.number.replaceAll(' ', '')
  const [month = '', year = ''] = card.expiry.split('/').map((part) => part.trim())
  const ends = new Date(2000 + Number(year), Number(month), 1)
  return {
    ...(digits.length < 12 || !luhn(digits) ? { number: 'This is not a card number. Check the digits.' } : {}),
    ...(!/^(0[1-9]|1[0-2])$/.test(month) || year.length !== 2
      ? { expiry: 'Month and year, as 12 / 30.' }
      : ends <= new Date()
        ? { expiry: 'This card has expired.' }
        : {}),
    ...(card.cvc.length < 3 ? { cvc: 'Three or four digits.' } : {}),
  }
}

/** The check digit of a card number (ISO/IEC 7812-1, annex B). */
function luhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

function grouped(text: string): string {
  return text
    .replaceAll(/\D/g, '')
    .slice(0, 19)
    .replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

function expiryText(text: string, before: string): string {
  const digits = text.replaceAll(/\D/g, '').slice(0, 4)
  // deleting across the slash must not put it back at once
  if (digits.length === 2 && before.length > text.length) return digits
  return digits.length >= 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits
}
