import { healthRead, proceduresGet } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { dayText, Facts, Link } from '../../kit/index.ts'
import { AgreedBy } from './Followed.tsx'
import { type Run, shareText } from './words.ts'

/** What one knows of the procedure while one follows it. */
export function RunRail({ run }: { run: Run }) {
  const procedure = useAsk(proceduresGet, { id: run.page }).data
  const health = useAsk(healthRead, { id: run.page }).data
  return (
    <aside className="run-rail" aria-label="This procedure">
      <h2>This procedure</h2>
      <Facts
        facts={[
          run.promise !== null && { label: 'Promise', value: run.promise },
          { label: 'Version', value: run.in_force ? `${run.label}, in force` : `${run.label}, another holds by now` },
          procedure?.in_force != null && { label: 'Agreed by', value: <AgreedBy agreed={procedure.agreed} /> },
          procedure?.review != null && { label: 'Next review', value: dayText(procedure.review.on, 'long') },
          { label: 'Text', value: <Link href={`/handbook/pages/${run.page}`}>{run.procedure}</Link> },
        ]}
      />
      {health && health.all.n > 0 && (
        <>
          <h2>How it goes</h2>
          {health.all.share === null ? (
            <p className="faint">
              {health.all.k} of {health.all.n} runs had an error: too few to say more.
            </p>
          ) : (
            <>
              <p>
                <span className="run-figure num">{shareText(health.all.share)}</span>{' '}
                <span className="faint">of {health.all.n} runs had an error</span>
              </p>
              <p className="faint">
                Last 90 days · certain between {shareText(health.all.low)} and {shareText(health.all.high)}
              </p>
            </>
          )}
          <ul className="run-rates">
            {health.steps.map((step) => (
              <li key={step.key}>
                <span className="clip">
                  {step.position} {step.title}
                </span>
                <span className="num faint">{step.share === null ? `${step.k} of ${step.n}` : shareText(step.share)}</span>
              </li>
            ))}
          </ul>
          <Link href={`/handbook/health/${run.page}`}>More</Link>
        </>
      )}
    </aside>
  )
}
