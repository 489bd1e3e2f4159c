import type { ReactNode } from 'react'

type SumRow = { key: string; what: ReactNode; note?: ReactNode; amount: ReactNode; quiet?: boolean }

/** Rows that add up to what stands below them. */
export function Sum({ rows, total, label }: { rows: SumRow[]; total: { what: ReactNode; amount: ReactNode }; label: string }) {
  return (
    <table className="sum" aria-label={label}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-quiet={row.quiet || undefined}>
            <th scope="row">
              {row.what}
              {row.note && <span className="sum-note">{row.note}</span>}
            </th>
            <td className="num">{row.amount}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{total.what}</th>
          <td className="num">{total.amount}</td>
        </tr>
      </tfoot>
    </table>
  )
}
