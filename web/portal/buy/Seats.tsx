import type { ReactNode } from 'react'
import { regionsOf } from '../../../server/modules/customers/contract.ts'
import type { portalCatalogue } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { amountText, Button, NumberInput, Segments, Select } from '../../kit/index.ts'
import type { Choice } from './choice.ts'

type Catalogue = AskOutput<typeof portalCatalogue>

type SeatsProps = {
  catalogue: Catalogue
  /** who is signed in buys for the own account: its country is the account's */
  own: boolean
  choice: Partial<Choice>
  onChoice: (change: Partial<Choice>) => void
  /** the state or province: asked here where the price depends on it, `null` where it does not */
  region: string | null
  onRegion: (region: string) => void
  onNext: () => void
  next: string
  /** what it comes to, above the button */
  total: ReactNode
}

/** First step: which edition, for how many, paid how, from where. */
export function Seats({ catalogue, own, choice, onChoice, region, onRegion, onNext, next, total }: SeatsProps) {
  const chosen = catalogue.products.find((product) => product.code === choice.product)
  const least = chosen?.min_quantity ?? 1
  const country = choice.country ?? catalogue.country
  const wrong = wrongSeats(choice.seats ?? 0, least)
  const said = !wrong && region !== ''
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen && said) onNext()
      }}
    >
      <fieldset className="editions-choice">
        <legend>Edition</legend>
        {catalogue.products.map((product) => {
          const price = product.prices.find((one) => one.per === (choice.per ?? 'year'))
          return (
            <label key={product.code} className="edition-choice">
              <input
                type="radio"
                name="product"
                value={product.code}
                checked={product.code === choice.product}
                onChange={() => onChoice({ product: product.code })}
              />
              <span className="edition-name">{product.name}</span>
              <span className="edition-cost num">{price ? amountText(price.unit_price, price.currency) : ''}</span>
              <span className="edition-words">{product.features.slice(0, 3).join(' · ')}</span>
            </label>
          )
        })}
      </fieldset>
      <div className="fields-2">
        <NumberInput
          label="Seats"
          description={`People who may sign in${least > 1 ? `, at least ${least}` : ''}`}
          value={choice.seats ?? ''}
          onChange={(value) => onChoice({ seats: typeof value === 'number' ? Math.trunc(value) : 0 })}
          min={least}
          max={mostSeats}
          thousandSeparator=","
          allowDecimal={false}
          allowNegative={false}
          error={wrong}
          clampBehavior="none"
          size="md"
          classNames={{ input: 'num' }}
        />
        <Select
          label="Country of the company"
          description={own ? 'Of your account; it decides currency and tax' : 'Decides currency and tax'}
          disabled={own}
          data={catalogue.countries.map((country) => ({ value: country.code, label: country.name }))}
          value={country}
          onChange={(country) => {
            const held = catalogue.countries.find((one) => one.code === country)
            if (held) onChoice({ country: held.code })
          }}
          searchable
          selectFirstOptionOnChange
          allowDeselect={false}
          size="md"
        />
        {region !== null && (
          <Select
            label={country === 'CA' ? 'Province' : 'State'}
            description="Decides the sales tax"
            placeholder="Choose"
            data={regionsOf(country).map(({ code, name }) => ({ value: code, label: name }))}
            value={region || null}
            onChange={(code) => onRegion(code ?? '')}
            searchable
            selectFirstOptionOnChange
            allowDeselect={false}
            size="md"
          />
        )}
      </div>
      <div>
        <p className="field-label">Paid</p>
        <Segments
          label="Paid"
          value={choice.per ?? 'year'}
          onChange={(per) => onChoice({ per })}
          options={[
            { value: 'year', label: 'Once a year' },
            { value: 'month', label: 'Every month' },
          ]}
        />
      </div>
      {total}
      <Button type="submit" size="md" disabled={!chosen || !said}>
        {next}
      </Button>
    </form>
  )
}

/** The most that one order may hold, as the operation says. */
export const mostSeats = 1_000_000

function wrongSeats(seats: number, least: number): string | undefined {
  if (seats < least) return `At least ${least}.`
  return seats > mostSeats ? `At most ${mostSeats.toLocaleString('en')}.` : undefined
}
