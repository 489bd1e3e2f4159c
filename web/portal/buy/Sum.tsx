import './sum.css'
import { Fragment, type ReactNode } from 'react'
import { amountText, asRead, moneyText, percentText } from '../../kit/index.ts'

type Line = {
  key: string
  product_name: string
  quantity: string
  unit_price: string
  per: unknown
  amount_minor: number
  discount_minor: number
  formula: string
  kind: string
}
type Group = { code: string; category: string; rate: string; base_minor: number; tax_minor: number }
type Priced = {
  currency: string
  lines: Line[]
  tax_groups: Group[]
  totals: { net_minor: number; tax_minor: number; gross_minor: number }
  discount_percent?: string
  seat_price?: string
}

/** What is charged, with the formula in words, the discount with what a seat costs after it, each tax with its rate, and the total. */
export function Sum({ of, total = 'Total today', children }: { of: Priced; total?: string; children?: ReactNode }) {
  const money = (minor: number) => moneyText(minor, of.currency)
  return (
    <div className="sum">
      <dl>
        {of.lines.map((line) => (
          <Fragment key={line.key}>
            <div className="sum-line">
              <dt>
                {line.product_name}
                <span className="sum-words">{asRead(line.formula)}</span>
              </dt>
              <dd className="num">{money(line.amount_minor)}</dd>
            </div>
            {line.discount_minor !== 0 && (
              <div className="sum-line">
                <dt>
                  Discount{of.discount_percent && ` of ${asRead(`${of.discount_percent} %`)}`}
                  {of.seat_price && <span className="sum-words">A seat then costs {seatText(of.seat_price, of.currency, line.per)}</span>}
                </dt>
                <dd className="num">{money(-line.discount_minor)}</dd>
              </div>
            )}
          </Fragment>
        ))}
        {of.tax_groups.map((group) => (
          <div key={`${group.code}${group.category}${group.rate}`} className="sum-line">
            <dt>
              {taxName(group)}
              {of.tax_groups.length > 1 && <span className="sum-words">on {money(group.base_minor)}</span>}
            </dt>
            <dd className="num">{money(group.tax_minor)}</dd>
          </div>
        ))}
        <div className="sum-line sum-total">
          <dt>{total}</dt>
          <dd className="num">{money(of.totals.gross_minor)}</dd>
        </div>
      </dl>
      {children}
    </div>
  )
}

function seatText(price: string, currency: string, per: unknown): string {
  return `${amountText(price, currency)}${typeof per === 'string' ? ` a ${per}` : ''}`
}

/** Tax rates come in percent: "19". */
function taxName({ code, category, rate }: Group): string {
  const name = code === 'SALES' ? 'Sales tax' : code
  if (Number(rate) === 0) return category === 'AE' ? `${name}, reverse charge` : `${name} 0%`
  return `${name} ${percentText(Number(rate) / 100, { places: 3 })}`
}
