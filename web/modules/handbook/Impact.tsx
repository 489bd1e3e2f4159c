import './impact.css'
import type { ReactNode } from 'react'
import { impactsRead } from '../../../server/modules/handbook/contract.ts'
import { type AskInput, type AskOutput, useAsk } from '../../ask.ts'
import { Answer, countOf, dayText, Fold, Link, Loading, Section } from '../../kit/index.ts'

type Said = AskOutput<typeof impactsRead>
type Counted<T> = { count: number; rows: readonly T[] }

/** What publishing a text changes, before anybody does it: each number opens into what it counts. */
export function Impact({ of, title = 'What it will change' }: { of: AskInput<typeof impactsRead>; title?: string }) {
  const asked = useAsk(impactsRead, of, { keep: true })
  return (
    <Section title={title} plain>
      <div className="impact" aria-busy={asked.isPlaceholderData}>
        <Answer of={asked} loading={<Loading lines={4} />}>
          {(said) => <Lines said={said} />}
        </Answer>
      </div>
    </Section>
  )
}

function Lines({ said }: { said: Said }) {
  const { trainings, runs, agreement, everyone, addresses, places, retold, steps } = said
  return (
    <>
      {agreement && <p>{agreementWords(agreement)}</p>}
      {steps.length > 0 && (
        <Fold title={`${countOf(steps.length, 'step')} ${steps.length === 1 ? 'differs' : 'differ'}`}>
          <ul>
            {steps.map(({ title, is }) => (
              <li key={`${is} ${title}`}>
                {title} <span className="faint">{is}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {trainings ? <Trainings of={trainings} /> : <p>Nobody is asked to read it again.</p>}
      <Rows
        of={runs}
        title={`${countOf(runs.count, 'run')} under way, on ${runs.count === 1 ? 'its' : 'their'} own text to the end`}
        none="No run is under way."
      >
        {({ id, number, label, runner }) => (
          <li key={id}>
            <Link href={`/handbook/runs/${id}`}>{number}</Link> {runner.name} <span className="faint">version {label}</span>
          </li>
        )}
      </Rows>
      <p>{everyoneWords(everyone)}</p>
      <Rows
        of={{ count: addresses.length, rows: addresses }}
        title={`${countOf(addresses.length, 'address', 'addresses')} open to everyone`}
      >
        {({ path, leads }) => (
          <li key={path}>
            /handbook/{path} {leads === 'redirect' && <span className="faint">leads on to it</span>}
          </li>
        )}
      </Rows>
      <Rows of={places} title={`${countOf(places.count, 'link')} to a place that goes`}>
        {({ page, line, anchor }) => (
          <li key={`${page.id} ${line} ${anchor}`}>
            <Link href={`/handbook/pages/${page.id}`}>{page.title}</Link> <span className="faint">{`line ${line}, #${anchor}`}</span>
          </li>
        )}
      </Rows>
      <Rows of={retold} title={`${countOf(retold.count, 'other page')} will read otherwise in lists`}>
        {({ id, title }) => (
          <li key={id}>
            <Link href={`/handbook/pages/${id}`}>{title}</Link>
          </li>
        )}
      </Rows>
    </>
  )
}

function Trainings({ of: { asked, voided, ended, due_on } }: { of: NonNullable<Said['trainings']> }) {
  return (
    <>
      <Rows of={asked} title={`${peopleOf(asked.count)} to read it until ${dayText(due_on)}`} none="Nobody is asked to read it again.">
        {({ person, again }) => (
          <li key={person.id}>
            {person.name} <span className="faint">{again ? 'the steps that differ' : 'all of it'}</span>
          </li>
        )}
      </Rows>
      <Rows of={voided} title={`${countOf(voided.count, 'training')} of earlier texts void`}>
        {({ id, person, proven }) => (
          <li key={id}>
            <Link href={`/handbook/trainings/${id}`}>{person.name}</Link> {!proven && <span className="faint">not proven yet</span>}
          </li>
        )}
      </Rows>
      <Rows of={ended} title={`${peopleOf(ended.count)} asked no more`}>
        {({ id, person }) => (
          <li key={id}>
            <Link href={`/handbook/trainings/${id}`}>{person.name}</Link>
          </li>
        )}
      </Rows>
    </>
  )
}

const peopleOf = (count: number) => countOf(count, 'person', 'people')

/** A number that opens; where more are counted than shown it says so. */
function Rows<T>({
  of: { count, rows },
  title,
  none,
  children,
}: {
  of: Counted<T>
  title: string
  none?: string
  children: (row: T) => ReactNode
}) {
  if (count === 0) return none === undefined ? null : <p>{none}</p>
  return (
    <Fold title={title}>
      <ul>{rows.map(children)}</ul>
      {count > rows.length && <p className="faint">{rows.length === 0 ? 'Whom, you may not see.' : `And ${count - rows.length} more.`}</p>}
    </Fold>
  )
}

/** “Ida, Farid and Mara”. */
const names = new Intl.ListFormat('en-GB')

function agreementWords({ becomes, now, asks, replaces }: NonNullable<Said['agreement']>): ReactNode {
  const rests = now.decision && <Link href={`/decisions/decisions/${now.decision.id}`}>{now.decision.number}</Link>
  const given = replaces && (
    <>
      {' '}
      <Link href={`/decisions/decisions/${replaces.id}`}>{replaces.number}</Link>, on another text, ends.
    </>
  )
  if (becomes === 'none') return <>Nobody has to agree to a draft.{given}</>
  if (becomes === 'stands') return <>The text is the one that stands.{given}</>
  if (becomes === 'carried')
    return (
      <>
        What was agreed to{rests && <> in {rests}</>} goes on with it.{given}
      </>
    )
  const who = [...new Set(asks.map(({ name }) => name))]
  return (
    <>
      {who.length === 0 ? 'The text names nobody who could agree to it' : `${names.format(who)} ${who.length === 1 ? 'is' : 'are'} asked`}
      {rests && <>; until they agree, the text of {rests} is followed</>}.{given}
    </>
  )
}

function everyoneWords({ is, opens }: Said['everyone']): string {
  if (is === 'nothing') return 'Everyone outside sees nothing of it.'
  if (is === 'same') return 'Everyone outside sees not a letter changed.'
  if (is === 'appears') return 'Everyone outside sees the page from then on.'
  return opens
    ? 'Everyone outside sees it changed, and something more than now.'
    : 'Everyone outside sees it changed, and nothing more than now.'
}
