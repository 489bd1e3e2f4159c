import { useState } from 'react'
import { proposalsGet, proposalsPublish, proposalsWithdraw } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  dayOf,
  dayText,
  Empty,
  Fold,
  Form,
  Link,
  Loading,
  Modal,
  Problem,
  Status,
  TextField,
  toast,
} from '../../kit/index.ts'
import { AgreedBy, Unmet } from './Followed.tsx'
import { Impact } from './Impact.tsx'
import { Prose } from './Prose.tsx'
import { Runs } from './Versions.tsx'
import { classWords, type Page, type Procedure, type Proposal } from './words.ts'

const letters: Readonly<Record<Procedure['rapid'][number]['letter'], string>> = {
  D: 'Decides',
  A: 'Must agree',
  R: 'Recommends',
  I: 'Is heard',
  P: 'Carries it out',
}

/** Whose word a procedure stands on: who agreed to the text that is followed, and what is put forward. */
export function Agreement({ page, procedure, onPropose }: { page: Page; procedure: Procedure; onPropose: () => void }) {
  const { in_force, proposal, rapid } = procedure
  return (
    <div className="followed-agreement">
      {proposal ? (
        <PutForward page={page} proposal={proposal} />
      ) : (
        !in_force && (
          <Empty
            title="Nobody was asked yet"
            action={procedure.may.includes('propose') && <Button onClick={onPropose}>Put it forward</Button>}
          >
            A text is put forward to those whom it names. They agree to exactly that text, letter by letter.
          </Empty>
        )
      )}
      {in_force && (
        <p>
          Version {in_force.label} is followed since {dayText(in_force.since)}: <AgreedBy agreed={procedure.agreed} />.
        </p>
      )}
      <h3>Whose word it is</h3>
      {rapid.length === 0 ? (
        <p className="quiet">
          The text names nobody. <code>rapid: MO(D), FA(A)</code> at its top does, with initials or short names of groups.
        </p>
      ) : (
        <ul className="followed-rapid">
          {rapid.map(({ letter, sign, name }) => (
            <li key={`${letter} ${sign}`}>
              <span className="faint">{letters[letter]}</span> {name ?? `“${sign}”, whom nobody here is`}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const states = {
  asked: { label: 'Being asked', tone: 'accent' },
  agreed: { label: 'Agreed to', tone: 'good' },
  returned: { label: 'Not agreed to', tone: 'warn' },
  published: { label: 'In force', tone: 'good' },
  replaced: { label: 'Replaced', tone: 'calm' },
  withdrawn: { label: 'Taken back', tone: 'calm' },
} as const

function PutForward({ page, proposal }: { page: Page; proposal: Proposal }) {
  const asked = useAsk(proposalsGet, { id: proposal.id })
  const [back, setBack] = useState(false)
  const publish = useTell(proposalsPublish, { quiet: true, onDone: () => toast('It is followed from now on') })
  const { decision, state, unmet, by, at, note } = proposal
  const waiting = unmet.filter(({ code }) => state === 'agreed' || code !== 'signoff.missing')
  return (
    <section className="followed-put" aria-label="Put forward">
      <p>
        <Status value={state} {...states[state]} /> {note}
      </p>
      <p className="faint">
        Put forward by {by.name} on {dayText(dayOf(at))} as{' '}
        {proposal.class === 'first' ? 'its first text' : `a ${classWords[proposal.class].toLowerCase()}`}.{' '}
        <Link href={`/decisions/decisions/${decision.id}`}>{decision.number}</Link>
        {state === 'asked' && ` asks until ${dayText(decision.need_by)}`}
      </p>
      {waiting.length > 0 && <Unmet title="Before it is followed" unmet={waiting} />}
      {publish.error && <Problem error={publish.error} />}
      {proposal.may.length > 0 && (
        <div className="followed-acts">
          {proposal.may.includes('publish') && (
            <Button
              loading={publish.isPending}
              disabled={waiting.length > 0}
              onClick={() =>
                publish.mutate({
                  id: proposal.id,
                  ...(page.audience === 'public' && asked.data?.public_hash ? { public_hash: asked.data.public_hash } : {}),
                })
              }
            >
              Put it in force
            </Button>
          )}
          <Button variant="default" onClick={() => setBack(true)}>
            Take it back
          </Button>
        </div>
      )}
      {proposal.may.length > 0 && <Impact of={{ id: page.id, forward: true }} title="What it will change once it is in force" />}
      <Answer of={asked} loading={<Loading lines={6} />}>
        {({ runs, html, public_html }) => (
          <>
            {proposal.class === 'first' ? (
              <>
                <h3>The text</h3>
                <Prose html={html} />
              </>
            ) : (
              <>
                <h3>What it changes</h3>
                {runs.some(({ mark }) => mark !== 'same') ? (
                  <Runs runs={runs} />
                ) : (
                  <p className="quiet">Nothing: it is the text that stands.</p>
                )}
                <Fold title="The whole text">
                  <Prose html={html} />
                </Fold>
              </>
            )}
            {public_html !== null && (
              <Fold title="What everyone would see">
                <Prose html={public_html} />
              </Fold>
            )}
          </>
        )}
      </Answer>
      {back && (
        <Modal opened onClose={() => setBack(false)} title="Take this text back?">
          <Form
            operation={proposalsWithdraw}
            fixed={{ id: proposal.id }}
            submit="Take it back"
            unguarded
            onCancel={() => setBack(false)}
            onDone={() => {
              toast('It is taken back, and nobody is asked about it')
              setBack(false)
            }}
          >
            <TextField name="reason" label="Why" autoFocus />
          </Form>
        </Modal>
      )}
    </section>
  )
}
