import './live.css'
import { asOfText, type Measure } from './words.ts'

/** Under a figure that is not of now: as of when it stands. */
export function AsOf({ measure }: { measure: Measure }) {
  const text = asOfText(measure)
  return text ? (
    <span className="plan-asof num" data-freshness={measure.freshness}>
      {text}
    </span>
  ) : null
}
