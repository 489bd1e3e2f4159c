import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../kernel/database.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { CardField, CardToken, ChargeAnswer, Provider } from './provider.ts'

type Behaviour = 'succeeds' | 'declines' | 'lacks_funds' | 'fails_later'

/** The test numbers, what their bank does and where it is. */
const testCards: Record<string, { behaviour: Behaviour; country: string }> = {
  '4242424242424242': { behaviour: 'succeeds', country: 'US' },
  '5555555555554444': { behaviour: 'succeeds', country: 'US' },
  '4000000000000002': { behaviour: 'declines', country: 'US' },
  '4000000000009995': { behaviour: 'lacks_funds', country: 'US' },
  '4000000000000341': { behaviour: 'fails_later', country: 'US' },
  '4000002500000003': { behaviour: 'succeeds', country: 'FR' },
  '4000002760000016': { behaviour: 'succeeds', country: 'DE' },
}

type ChargeRow = { outcome: 'succeeded' | 'declined'; decline_code: string | null; hard: boolean | null; charge: string }
type CardRow = CardToken & { behaviour: Behaviour }

/**
 * A provider that lives in our own database but keeps its own books in its own transactions, so that a cut between call and answer
 * is as honest as with a company outside. It takes test numbers only: a real card has no business here.
 */
export const sandbox: Provider = {
  name: 'sandbox',

  async tokenOf(tx, card, now) {
    const number = card.number.replaceAll(' ', '')
    if (!passesLuhn(number))
      throw new Refusal('refused', 'card.number_invalid', 'This is not a card number: a digit is wrong. Please check it.')
    const known = testCards[number]
    if (!known) {
      throw new Refusal(
        'refused',
        'card.not_a_test_card',
        'Payments run in the sandbox here. Use the test card 4242 4242 4242 4242; a real card is not accepted.',
      )
    }
    if (isExpired(card, now)) throw new Refusal('refused', 'card.expired', 'This card has expired. Please use another one.')
    const token: CardToken = {
      token: `tok_${randomBytes(16).toString('hex')}`,
      brand: brandOf(number),
      last4: number.slice(-4),
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      country: known.country,
    }
    const entered = sql`insert into billing.sandbox_card (token, behaviour, brand, last4, exp_month, exp_year, country)
      values (${token.token}, ${known.behaviour}, ${token.brand}, ${token.last4}, ${token.exp_month}, ${token.exp_year}, ${token.country})`
    await sendAhead(tx, entered)
    return token
  },

  async cardOf(tx, token) {
    const row = await cardRow(tx, token)
    if (!row) return undefined
    const { behaviour: _behaviour, ...card } = row
    return card
  },

  async charge(open, request) {
    return open(async ({ tx }) => {
      const [card, charged] = await Promise.all([cardRow(tx, request.token), hasCharged(tx, request.token, request.key)])
      if (!card) return { outcome: 'declined', ref: 'none', code: 'token_unknown', hard: true, brand: 'card', last4: '0000' }
      const verdict = verdictOf(card.behaviour, charged)
      const booked = sql`insert into billing.sandbox_charge (key, token, amount_minor, currency, outcome, decline_code, hard, charge)
        values (${request.key}, ${request.token}, ${request.amount_minor}, ${request.currency}, ${verdict.code ? 'declined' : 'succeeded'}, ${verdict.code},
          ${verdict.hard}, ${`ch_${randomBytes(12).toString('hex')}`})
        on conflict (key) do nothing`
      await sendAhead(tx, booked)
      const { rows } =
        await sql<ChargeRow>`select outcome, decline_code, hard, charge from billing.sandbox_charge where key = ${request.key}`.execute(tx)
      return answerOf(rows[0], card)
    })
  },
}

function answerOf(row: ChargeRow | undefined, card: CardRow): ChargeAnswer {
  if (!row) throw new Error('the sandbox lost a charge')
  const seen = { ref: row.charge, brand: card.brand, last4: card.last4 }
  if (row.outcome === 'succeeded') return { outcome: 'succeeded', ...seen }
  return { outcome: 'declined', code: row.decline_code ?? 'card_declined', hard: row.hard ?? true, ...seen }
}

function verdictOf(behaviour: Behaviour, charged: boolean): { code: string | null; hard: boolean | null } {
  if (behaviour === 'declines') return { code: 'card_declined', hard: true }
  if (behaviour === 'lacks_funds') return { code: 'insufficient_funds', hard: false }
  if (behaviour === 'fails_later' && charged) return { code: 'card_declined', hard: true }
  return { code: null, hard: null }
}

async function cardRow(tx: Tx, token: string): Promise<CardRow | undefined> {
  const { rows } =
    await sql<CardRow>`select token, behaviour, brand, last4, exp_month, exp_year, country from billing.sandbox_card where token = ${token}`.execute(
      tx,
    )
  return rows[0]
}

async function hasCharged(tx: Tx, token: string, key: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from billing.sandbox_charge where token = ${token} and key <> ${key} and outcome = 'succeeded' limit 1`.execute(tx)
  return rows.length > 0
}

function brandOf(number: string): string {
  if (number.startsWith('4')) return 'visa'
  return number.startsWith('5') ? 'mastercard' : 'card'
}

function isExpired(card: CardField, now: Date): boolean {
  return card.exp_year * 12 + card.exp_month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1
}

/** ISO/IEC 7812-1 annex B. */
function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
