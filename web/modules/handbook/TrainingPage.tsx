import './training.css'
import { useState } from 'react'
import { trainingsAcknowledge, trainingsGet, trainingsObserve, trainingsWaive } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  AreaField,
  Button,
  DayField,
  dayText,
  Facts,
  Fold,
  Form,
  Instant,
  Link,
  Modal,
  Page,
  RecordOf,
  Section,
  Status,
  TextField,
  toast,
  useParam,
  zonedText,
} from '../../kit/index.ts'
import { Prose } from './Prose.tsx'
import { Questions } from './Questions.tsx'
import { proofWords, type Training, trainingStates } from './words.ts'

const crumbs = [
  { title: 'Handbook', href: '/handbook/directory' },
  { title: 'Training', href: '/handbook/trainings' },
]

/** What somebody has to know of a procedure: what to read, how it is proven, and the proof. */
export default function TrainingPage() {
  const asked = useAsk(trainingsGet, { id: useParam('id') })
  return (
    <RecordOf of={asked} title="Training" crumbs={crumbs}>
      {(training) => <Sheet training={training} />}
    </RecordOf>
  )
}

type Act = 'observe' | 'waive'

function Sheet({ training }: { training: Training }) {
  const [act, setAct] = useState<Act>()
  const me = useSession().data?.actor?.id
  const mine = training.person.id === me
  const { may, steps, changed, again } = training
  const toRead = steps.filter(({ key }) => changed.includes(key))
  const rest = steps.filter(({ key }) => !changed.includes(key))
  return (
    <Page
      title={training.title}
      crumbs={crumbs}
      width="read"
      actions={
        <>
          {may.includes('observe') && <Button onClick={() => setAct('observe')}>I watched it done right</Button>}
          {may.includes('waive') && (
            <Button variant="default" onClick={() => setAct('waive')}>
              Excuse
            </Button>
          )}
          <Button variant="default" href={`/handbook/pages/${training.page}`}>
            The whole page
          </Button>
        </>
      }
    >
      <header className="know-head">
        <p className="faint">
          {training.number} · version {training.label ?? '–'} · {mine ? 'for you' : training.person.name}
        </p>
        <p className="know-lead">
          {mine ? lead(training) : proofWords[training.mode]} <Status value={training.state} {...trainingStates[training.state]} />
        </p>
        {training.state !== 'done' && <p className="faint">Due {dayText(training.due_on, 'long')}</p>}
      </header>
      {training.signed || training.observed || training.waived || training.runs ? <Proofs training={training} /> : null}
      <Section title={again ? 'What changed since you knew it' : 'What to know'} plain>
        {toRead.length === 0 ? (
          <p className="quiet">No step that you may read says something else.</p>
        ) : (
          <ol className="know-steps">
            {toRead.map((step) => (
              <StepText key={step.key} step={step} />
            ))}
          </ol>
        )}
        {again && rest.length > 0 && (
          <Fold title="What stayed as it was" note={`${rest.length} steps`}>
            <ol className="know-steps">
              {rest.map((step) => (
                <StepText key={step.key} step={step} />
              ))}
            </ol>
          </Fold>
        )}
      </Section>
      {mine && training.mode === 'quiz' && training.signed === null && <Questions training={training} />}
      {may.includes('acknowledge') && <Signing training={training} />}
      {act === 'observe' && <Observing training={training} onClose={() => setAct(undefined)} />}
      {act === 'waive' && <Waiving training={training} onClose={() => setAct(undefined)} />}
    </Page>
  )
}

function lead({ mode, again, runs, state }: Training): string {
  if (state === 'done') return 'You have proven that you know it.'
  if (mode === 'runs') return `Follow it ${runs?.needed ?? 1} times without an error.`
  if (mode === 'observed') return 'Have whoever keeps it watch you do it.'
  return mode === 'quiz' ? 'Read it, answer the questions, and sign.' : again ? 'Read what changed, and sign.' : 'Read it, and sign.'
}

function StepText({ step }: { step: Training['steps'][number] }) {
  const facts = [
    ['Who', step.role],
    ['Done when', step.check],
    ['If it fails', step.fails],
  ].filter(([, words]) => words)
  return (
    <li>
      <h3>
        <span className="num faint">{step.position}</span> {step.title}
      </h3>
      {step.html !== '' && <Prose html={step.html} />}
      {facts.map(([label, words]) => (
        <p key={label} className="faint">
          {label}: {words}
        </p>
      ))}
    </li>
  )
}

function Proofs({ training }: { training: Training }) {
  const { signed, observed, runs, waived } = training
  return (
    <Facts
      facts={[
        signed && {
          label: 'Signed',
          value: (
            <>
              {signed.printed_name}, {zonedText(signed.at, signed.zone)}: “{signed.meaning}” version {signed.label}
              <span className="faint mono"> {signed.hash.slice(0, 12)}</span>
            </>
          ),
        },
        observed && {
          label: 'Watched',
          value: (
            <>
              {observed.by}, <Instant at={observed.at} />: “{observed.meaning}”, {observed.note}
            </>
          ),
        },
        runs && {
          label: 'Clean runs',
          value: (
            <>
              {runs.clean} of {runs.needed} <Link href={`/handbook/pages/${training.page}`}>Follow it</Link>
            </>
          ),
        },
        waived && { label: 'Excused', value: `until ${dayText(waived.until)} by ${waived.by}: ${waived.reason}` },
      ]}
    />
  )
}

/** A signature says under which name, of which text, and what it means. */
function Signing({ training }: { training: Training }) {
  const name = useSession().data?.actor?.name ?? ''
  return (
    <Section title="I have read and understood" plain note={`Version ${training.label} of ${training.number}, with your name and the time`}>
      <Form
        operation={trainingsAcknowledge}
        initial={{ printed_name: name }}
        fixed={{ id: training.id, no: training.no ?? 0 }}
        submit="Sign"
        onDone={() => toast('Signed')}
      >
        <TextField name="printed_name" label="Your name as it is printed" />
      </Form>
    </Section>
  )
}

function Observing({ training, onClose }: { training: Training; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Did ${training.person.name} do it right?`}>
      <Form operation={trainingsObserve} fixed={{ id: training.id }} submit="I watched it" unguarded onCancel={onClose} onDone={onClose}>
        <AreaField name="note" label="What you saw" rows={2} />
      </Form>
    </Modal>
  )
}

function Waiving({ training, onClose }: { training: Training; onClose: () => void }) {
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Excuse ${training.person.name} for a while?`}>
      <Form operation={trainingsWaive} fixed={{ id: training.id }} submit="Excuse" unguarded onCancel={onClose} onDone={onClose}>
        <DayField name="until" label="Until" min={today} />
        <TextField name="reason" label="Why" />
      </Form>
    </Modal>
  )
}
