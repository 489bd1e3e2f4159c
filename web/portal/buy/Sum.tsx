import './sum.css'
import type { ReactNode } from 'react'
import { moneyText, percentText, withDays } from '../../kit/index.ts'

type Line = {
  key: string
  product_name: string
  quantity: string
  unit_price: string
  per: unknown
  net_minor: number
  formula: string
  kind: string
}
type Group = { code: string; category: string; rate: string; base_minor: number; tax_minor: number }
export type Priced = {
  currency: string
  lines: Line[]
  tax_groups: Group[]
  totals: { net_minor: number; tax_minor: number; gross_minor: number }
}

/** What is charged, with the formula in words, each tax with its rate, and the total. */
export function Sum({ of, total = 'Total today', children }: { of: Priced; total?: string; children?: ReactNode }) {
  const money = (minor: number) => moneyText(minor, of.currency)
  return (
    <div className="sum">
      <dl>
        {of.lines.map((line) => (
          <div key={line.key} className="sum-line">
            <dt>
              {line.product_name}
              <span className="sum-words">{withDays(line.formula)}</span>
            </dt>
            <dd className="num">{money(line.net_minor)}</dd>
          </div>
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

/** Tax rates come in percent: "19". */
function taxName(group: Group): string {
  if (Number(group.rate) === 0) return group.category === 'AE' ? `${group.code}, reverse charge` : `${group.code} 0%`
  return `${group.code} ${percentText(Number(group.rate) / 100, { places: 3 })}`
}
