import { Fragment } from 'react'
import type { documentsGet } from '../../../server/modules/billing/contract.ts'
import { regionsOf } from '../../../server/modules/customers/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { asRead, Count, Day, lastDay, Money } from '../../kit/index.ts'
import { priceText } from './words.ts'
import './billing.css'

type Detail = AskOutput<typeof documentsGet>
type Lines = { lines: Detail['lines']; tax_groups: Detail['tax_groups']; totals: Detail['totals']; currency: string; off?: Off }
/** A discount in percent, and what a seat costs once it is off. */
type Off = { percent: string; seat: string }

/** Lines with their formula in words, tax groups and totals: the same picture in previews, quotes and documents. */
export function Priced({ lines, tax_groups: groups, totals, currency, off }: Lines) {
  if (lines.length === 0) return <p className="quiet priced-none">Nothing is charged now.</p>
  return (
    <table className="priced">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="num">
            Quantity
          </th>
          <th scope="col" className="num">
            Unit price
          </th>
          <th scope="col" className="num">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Fragment key={line.key}>
            <tr>
              <td>
                <strong>{line.product_name}</strong> <span className="quiet nowrap">{lineWords(line.kind)}</span>
                <div className="quiet">
                  <Day day={line.from} /> to <Day day={lastDay(line.to)} />
                </div>
                <div className="priced-formula">{asRead(line.formula)}</div>
              </td>
              <td className="num">
                <Count value={Number(line.quantity)} />
              </td>
              <td className="num">{asRead(`${line.unit_price} ${currency}`)}</td>
              <td className="num">
                <Money minor={line.amount_minor} currency={currency} />
              </td>
            </tr>
            {line.discount_minor !== 0 && (
              <tr className="priced-off">
                <td>
                  Discount{off && ` of ${asRead(`${off.percent} %`)}`}
                  {off && <div className="quiet">A seat then costs {priceText(off.seat, currency, line.per)}</div>}
                </td>
                <td />
                <td />
                <td className="num">
                  <Money minor={-line.discount_minor} currency={currency} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <Sum name="Net" minor={totals.net_minor} currency={currency} />
        {groups.map((group) => (
          <Sum
            key={`${group.code}|${group.category}|${group.rate}|${group.jurisdiction}`}
            name={taxWords(group)}
            minor={group.tax_minor}
            currency={currency}
            note={group.note}
          />
        ))}
        <Sum name="Total" minor={totals.gross_minor} currency={currency} strong />
      </tfoot>
    </table>
  )
}

function Sum({
  name,
  minor,
  currency,
  strong = false,
  note,
}: {
  name: string
  minor: number
  currency: string
  strong?: boolean
  note?: string | undefined
}) {
  return (
    <tr className={strong ? 'priced-total' : undefined}>
      <th scope="row" colSpan={3}>
        {name}
        {note && <div className="quiet">{note}</div>}
      </th>
      <td className="num">
        <Money minor={minor} currency={currency} />
      </td>
    </tr>
  )
}

function lineWords(kind: string): string {
  return kind === 'charge' ? '' : kind.replace('_', ' ')
}

function taxWords(group: Detail['tax_groups'][number]): string {
  if (group.category === 'S') {
    const [country = '', region = ''] = group.jurisdiction.split('-')
    const place = regionsOf(country).find((one) => one.code === region)?.name ?? group.jurisdiction
    return `${group.code === 'SALES' ? 'Sales tax' : group.code} ${group.rate} % ${place}`
  }
  const words: Record<string, string> = { AE: 'Reverse charge', G: 'Export', O: 'Outside the scope of tax', E: 'Exempt', Z: 'Zero rate' }
  return words[group.category] ?? group.code
}
