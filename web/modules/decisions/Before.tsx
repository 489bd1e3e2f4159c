import { type AskOutput, useAsk } from '../../ask.ts'
import { decisionsNear } from '../../../server/modules/decisions/contract.ts'
import { dayText, Link, Section, useDebounced } from '../../kit/index.ts'

type Known = AskOutput<typeof decisionsNear>['items'][number]

/** What was decided before in the same matter, asked for when the writer pauses. */
export function Before(props: { issue: string; proposal: string }) {
  const issue = useDebounced(props.issue.trim(), 400)
  const proposal = useDebounced(props.proposal.slice(0, 4000), 400)
  const enough = issue.length > 8
  const asked = useAsk(decisionsNear, { issue, proposal }, { enabled: enough, keep: true })
  const items = enough ? (asked.data?.items ?? []) : []
  return (
    <Section title="We decided this before" plain>
      {items.length === 0 ? (
        <p className="faint">
          {enough && asked.data ? 'Nothing near was decided yet.' : 'Earlier decisions in the same matter show here as you write.'}
        </p>
      ) : (
        <ul className="before">
          {items.map((one) => (
            <li key={one.id}>
              <Link href={`/decisions/decisions/${one.id}`}>{one.issue}</Link>
              <small className="faint">
                {one.number} · {one.decided_day && `${dayText(one.decided_day)} · `}
                {fateOf(one)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function fateOf({ in_force, outcome, state }: Known): string {
  if (in_force) return 'in force'
  if (outcome === 'reject') return 'rejected'
  return state === 'reversed' ? 'reversed' : state === 'superseded' ? 'replaced' : 'no longer in force'
}
