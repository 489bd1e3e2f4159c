import { Person, Section, Status, dayText, dayOf, countOf } from '../../kit/index.ts'
import { type Decision, leftAloneText, letterWords, type Party, stanceOf } from './words.ts'

/** Who has a say, under which letter, and what each said on which text; objections with the reason against them. */
export function Answers({ decision }: { decision: Decision }) {
  const objections = decision.answers.filter(
    (one) => one.stance === 'object' && decision.parties.some((party) => party.id === one.party_id && party.stance === 'object'),
  )
  return (
    <Section title="Who answers" note="on the exact text" plain>
      <ul className="answers">
        {decision.parties.map((party) => (
          <Row key={party.id} party={party} decision={decision} />
        ))}
      </ul>
      {objections.map((one) => (
        <div key={one.id} className="objection">
          <strong>{one.by} objects</strong>{' '}
          <span className="faint">
            {dayText(dayOf(one.at))}, on text {one.text_no}
          </span>
          <p>{one.text}</p>
          {decision.override_reason && (
            <p>
              <strong>Decided against it:</strong> {decision.override_reason}
            </p>
          )}
        </div>
      ))}
    </Section>
  )
}

function Row({ party, decision }: { party: Party; decision: Decision }) {
  const { words, tone } = stanceOf(party)
  const stale = party.state === 'stale' && party.kept === null
  const alone = leftAloneText(party)
  const members = party.group ? party.members.map(({ name }) => name).join(', ') : undefined
  return (
    <li>
      <span className="rapid-letter" data-decides={party.letter === 'D' || undefined} title={letterWords[party.letter]}>
        {party.letter}
      </span>
      <Person name={party.name} {...(members ? { note: party.fell_to_lead ? `${members}, its lead` : members } : {})} />
      <span className="faint">{letterWords[party.letter]}</span>
      {party.letter === 'D' ? (
        <span>{decision.decided_by ? `Decided${decision.decided_for ? ` by ${decision.decided_by}` : ''}` : 'Alone'}</span>
      ) : (
        <Status value={party.kept === null ? (party.stance ?? 'none') : 'agree'} tone={stale ? 'warn' : tone} label={words} />
      )}
      <span className={stale ? 'older' : 'faint'}>
        {party.text_no === null ? '' : stale ? `Text ${party.text_no}, now ${decision.text.no}` : `Text ${party.text_no}`}
        {stale && party.moved.length > 0 && ` (${countOf(party.moved.length, 'part')} changed)`}
      </span>
      {alone !== '' && <span className="faint answer-note">{alone}</span>}
    </li>
  )
}
