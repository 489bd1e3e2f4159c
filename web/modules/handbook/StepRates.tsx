import { Tag } from '../../kit/index.ts'
import { faultWords, type Health, shareText } from './words.ts'

/** How often each step goes wrong: a bar for the share, a whisker for where the true one lies. */
export function StepRates({ health }: { health: Health }) {
  const { steps, fewest } = health
  if (steps.length === 0) return <p className="quiet">Its text has no step that you may read.</p>
  const widest = Math.max(0.06, ...steps.filter(({ is }) => is !== 'few').map(({ high }) => high))
  const worst = Math.max(...steps.map(({ k, share }) => (k > 0 ? (share ?? 0) : 0)))
  const place = (share: number) => `${Math.min(100, (share / widest) * 100)}%`
  return (
    <div className="health-scroll">
      <table className="health-steps">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Position</span>
            </th>
            <th scope="col">Step</th>
            <th scope="col">Errors</th>
            <th scope="col">
              <span className="unseen">As a bar</span>
            </th>
            <th scope="col">Share</th>
            <th scope="col">Certain</th>
            <th scope="col">What it was</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.key} data-worst={(worst > 0 && step.share === worst) || undefined}>
              <td className="faint num">{step.position}</td>
              <th scope="row">
                {step.title} {worst > 0 && step.share === worst && <Tag>Most errors</Tag>}
              </th>
              <td className="num">
                {step.k} <span className="faint">of {step.n}</span>
              </td>
              {step.is === 'few' ? (
                <td colSpan={3} className="faint">
                  Too few runs, {step.n} of {fewest}
                  {step.since !== '1.0.0' && ` · new in version ${step.since}`}
                </td>
              ) : (
                <>
                  <td>
                    <span className="health-bar" data-is={step.is} aria-hidden>
                      <i style={{ inlineSize: place(step.share ?? 0) }} />
                      <b style={{ insetInlineStart: place(step.low), inlineSize: `calc(${place(step.high)} - ${place(step.low)})` }} />
                    </span>
                  </td>
                  <td className="num">{step.k === 0 ? <span className="faint">None, 0%</span> : <b>{shareText(step.share)}</b>}</td>
                  <td className="faint num">
                    {step.k === 0 ? `up to ${shareText(step.high)}` : `${shareText(step.low)} – ${shareText(step.high)}`}
                  </td>
                </>
              )}
              <td className="quiet">
                {step.what.map(({ fault, count }) => `${faultWords[fault]}${count > 1 ? `, ${count} times` : ''}`).join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="health-legend faint">
        <span className="health-bar" data-is="undecided" aria-hidden>
          <i style={{ inlineSize: '40%' }} />
          <b style={{ insetInlineStart: '20%', inlineSize: '50%' }} />
        </span>
        Bar: the share that was seen. Thin line with ends: where the true share lies, 19 times in 20. Amber: all of it lies above what is
        promised.
      </p>
    </div>
  )
}
