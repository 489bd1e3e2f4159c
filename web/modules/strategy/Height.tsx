import { countOf } from '../../kit/index.ts'
import './live.css'
import type { Page } from './words.ts'

/** How much of the one page is used: "54 of 57 lines". */
export function Height({ check }: { check: Pick<Page['check'], 'lines_used' | 'lines_most' | 'lines_over' | 'header_lines' | 'fits'> }) {
  const share = Math.min(1, check.lines_used / check.lines_most)
  const words =
    check.lines_over > 0
      ? `${countOf(check.lines_over, 'line')} over the page`
      : check.fits
        ? `${check.lines_used} of ${check.lines_most} lines`
        : `the header takes ${check.header_lines} lines of 6`
  return (
    <div className="plan-height" data-over={check.fits ? undefined : true}>
      <span className="plan-height-bar" aria-hidden>
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="num">{words}</span>
    </div>
  )
}
