import './followed.css'
import { alignmentGet, trainingsRule } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { dayText, Link, Status } from '../../kit/index.ts'
import { KnownBy } from './Knowing.tsx'
import { Served } from './Serving.tsx'
import { freshWords, pullWords, type Procedure } from './words.ts'

/** What is known of a procedure, at the head of its text. */
export function Followed({ procedure }: { procedure: Procedure }) {
  const { in_force, agreed, review, promise, trigger, scope, exceptions, unmet, proposal } = procedure
  const rule = useAsk(trainingsRule, { id: procedure.id }).data
  const alignment = useAsk(alignmentGet, { id: procedure.id }).data
  const said = [
    ['When', trigger],
    ['Promise', promise],
    ['For', scope],
    ['Exceptions by', exceptions],
  ].filter(([, words]) => words)
  return (
    <section className="followed" aria-label="What is known of this procedure">
      <dl>
        <div>
          <dt>In force</dt>
          <dd>
            {in_force
              ? `Version ${in_force.label} since ${dayText(in_force.since)}`
              : 'Not yet: it can be read, and nobody has agreed to it'}
          </dd>
        </div>
        {in_force && (
          <div>
            <dt>Agreed to</dt>
            <dd>
              <AgreedBy agreed={agreed} />
            </dd>
          </div>
        )}
        {review && (
          <div>
            <dt>Next review</dt>
            <dd>
              {dayText(review.on)} {review.is !== 'fresh' && <Status value={review.is} {...freshWords[review.is]} />}
              {review.pulled_by && <span className="faint">brought forward: {pullWords[review.pulled_by]}</span>}
            </dd>
          </div>
        )}
        <div>
          <dt>Steps</dt>
          <dd className="num">{procedure.steps.length}</dd>
        </div>
        {alignment && (
          <div>
            <dt>Serves</dt>
            <dd>
              <Served of={alignment} />
            </dd>
          </div>
        )}
        {rule && rule.required > 0 && (
          <div>
            <dt>Known by</dt>
            <dd>
              <KnownBy rule={rule} />
            </dd>
          </div>
        )}
        {said.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {proposal && <p className="quiet">Another text is put forward: see Agreement.</p>}
      {!proposal && unmet.length > 0 && <Unmet title="Until it is followed" unmet={unmet} />}
    </section>
  )
}

export function AgreedBy({ agreed }: Pick<Procedure, 'agreed'>) {
  const { is, decision, by, day } = agreed
  const link = decision && <Link href={`/decisions/decisions/${decision.id}`}>{decision.number}</Link>
  if (is === 'agreed')
    return (
      <>
        {by} on {dayText(day ?? '')}, {link}
      </>
    )
  if (is === 'carried')
    return (
      <>
        {link}, carried over a small change on {dayText(day ?? '')}
      </>
    )
  return is === 'stale' ? <>{link} agrees to another text than this one</> : <>Nobody any more: what was agreed was taken back</>
}

/** What stands in the way, each in a sentence that says the way out. */
export function Unmet({ title, unmet }: { title: string; unmet: Procedure['unmet'] }) {
  return (
    <div className="followed-unmet">
      <h3>{title}</h3>
      <ul>
        {unmet.map(({ code, text, item }) => (
          <li key={`${code} ${item}`}>{text}</li>
        ))}
      </ul>
    </div>
  )
}
