import { Person, Section, Status, dayText } from '../../kit/index.ts'
import type { Decision } from './words.ts'

/** What follows from it: who does what by when. */
export function Actions({ decision }: { decision: Decision }) {
  if (decision.actions.length === 0 && !decision.no_actions) return null
  return (
    <Section title="Actions" plain>
      {decision.actions.length === 0 ? (
        <p className="faint">None is needed, as was said when it was decided.</p>
      ) : (
        <ul className="answers">
          {decision.actions.map((action) => (
            <li key={action.id}>
              <span aria-hidden />
              <span>{action.text}</span>
              <Person name={action.dri.name} />
              <Status
                value={action.state}
                tone={action.late ? 'bad' : action.state === 'open' ? 'accent' : 'calm'}
                label={action.late ? 'Late' : action.state === 'open' ? 'Open' : action.state === 'done' ? 'Done' : 'Dropped'}
              />
              <span className="faint">{dayText(action.due)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
