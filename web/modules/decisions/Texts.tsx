import { Fold, Link, Section } from '../../kit/index.ts'
import type { Decision } from './words.ts'

/** What is proposed now, and what was before. */
export function Texts({ decision }: { decision: Decision }) {
  const { text, texts, kind } = decision
  // a decision that was taken where it was said, such as a meeting, has one text: it stands above as what was decided
  if (texts.length === 1 && decision.outcome_text === text.proposal) return null
  const older = texts.filter(({ no }) => no < text.no).toReversed()
  return (
    <Section title="Proposal" note={`${text.by} recommends`} plain>
      <p className="proposal">{text.proposal}</p>
      {kind === 'signoff' &&
        text.subjects.map((one) => (
          <p key={one.href}>
            <Link href={one.href}>Read {one.title}</Link>
          </p>
        ))}
      {older.length > 0 && (
        <Fold
          title={older.length === 1 ? 'The text before' : `${older.length} texts before`}
          note="answers stay with the text that they were given on"
        >
          {older.map((one) => (
            <div key={one.no}>
              <strong>Text {one.no}</strong>
              {one.issue !== text.issue && <p>{one.issue}</p>}
              <p className="proposal faint">{one.proposal}</p>
            </div>
          ))}
        </Fold>
      )}
    </Section>
  )
}
