import { Link, Sparkline, Status } from '../../kit/index.ts'
import './figures.css'
import { AsOf } from './AsOf.tsx'
import { figureText, type Page, promiseText, statusOf } from './words.ts'

/** The plan's live measures first, as figures: what a lead looks at before reading. Each opens its rows. */
export function PlanFigures({ page }: { page: Page }) {
  const items = page.sections.filter((section) => section.name === 'measures').flatMap((section) => section.items)
  const live = items.flatMap((item) => (item.measure?.kind === 'metric' ? [{ item, measure: item.measure }] : []))
  if (live.length === 0) return null
  return (
    <ul className="plan-figures" aria-label="Measures of the company plan">
      {live.map(({ item, measure }) => {
        const status = statusOf(measure)
        const face = (
          <>
            <span className="plan-figure-name">{item.text}</span>
            <span className="plan-figure-row">
              <span className="plan-figure-value num">{figureText(measure.value, measure.unit, true)}</span>
              {measure.spark.length > 1 && (
                <Sparkline
                  values={measure.spark.map((point) => Number(point.value))}
                  label={`Course of ${item.text}`}
                  width={84}
                  height={30}
                />
              )}
            </span>
            <span className="plan-figure-foot">
              <Status value={measure.status} label={status.label} tone={status.tone} />
              <span className="quiet num">{promiseText(measure, page.edition.period_to)}</span>
              <AsOf measure={measure} />
            </span>
          </>
        )
        return (
          <li key={measure.key}>
            {measure.rows_href ? (
              <Link href={measure.rows_href} className="plan-figure">
                {face}
              </Link>
            ) : (
              <div className="plan-figure">{face}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
