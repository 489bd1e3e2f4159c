import { useEffect, useRef, useState } from 'react'
import { runsTick } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, dayText, Textarea } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { useKeys } from '../../kit/keys.ts'
import { Kbd } from '../../kit/text.tsx'
import { Answers, useAnswers } from './Answers.tsx'
import { StepFlag } from './StepFlag.tsx'
import { Prose } from './Prose.tsx'
import type { Run, RunStep } from './words.ts'

type Holds = { id: string; number: string; until: string; control: string }
type Props = { run: Run; step: RunStep; holds: readonly Holds[]; onSaid: () => void; onWrong: () => void }

/** The step that is open: what to do, how to see that it is done, what to do where it fails. */
export function StepNow({ run, step, holds, onSaid, onWrong }: Props) {
  const kept = useKept(`run:${run.id}:${step.key}`, step.note ?? '')
  const note = kept.value
  const answers = useAnswers(run, step)
  const [why, setWhy] = useState<'skipped' | 'failed'>()
  const card = useRef<HTMLLIElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  // what is to be done is read first: its title comes into sight, however far down the last step was
  useEffect(() => {
    card.current?.focus({ preventScroll: true })
    card.current?.querySelector('h2')?.scrollIntoView({ block: 'nearest' })
  }, [])
  const tick = useTell(runsTick, {
    onDone: () => {
      kept.drop()
      answers.drop()
      onSaid()
    },
  })
  const [sure, setSure] = useState(false)
  const said = note.trim()
  const say = (state: 'done' | 'skipped' | 'failed') =>
    tick.mutate({
      ...{ id: run.id, key: step.key, state, ...(said ? { note: said } : {}) },
      ...(state === 'done' && step.asks.length > 0 ? { answers: answers.given } : {}),
    })
  // what is for a second person is ticked by the same one only knowingly
  const done = () => {
    if (step.barred || tick.isPending) return
    if (answers.fit()) step.second && !sure ? setSure(true) : say('done')
  }
  const explained = (state: 'skipped' | 'failed') => {
    if (said) return say(state)
    setWhy(state)
    words.current?.focus()
  }
  useKeys('This step', [
    { keys: 'Space', says: 'Done, next step', when: onNothingElse, run: done },
    { keys: 'S', says: 'Skip it', run: () => explained('skipped') },
    { keys: 'E', says: 'Something went wrong', run: onWrong },
  ])
  const facts = [
    ['Who', step.role],
    ['For', step.assigned.length > 0 ? namesOf(step.assigned) : step.who],
    ['Due', step.due_day === null ? step.due : `${dayText(step.due_day)}${step.late ? ', overdue' : ''}`],
    ['In', step.system],
    ['Needs', step.input],
    ['Gives', step.output],
    ['Done when', step.check],
    ['If it fails', step.fails],
    ['Approved by', step.approve],
  ].filter(([, words]) => words)
  return (
    <li className="run-step run-now" aria-current="step" ref={card} tabIndex={-1}>
      <span className="run-mark">{step.position}</span>
      <div className="run-words">
        <div className="run-title">
          <h2>{step.title}</h2>
          {step.minutes !== null && <span className="faint">about {step.minutes} minutes</span>}
        </div>
        {step.html !== '' && <Prose html={step.html} />}
        {facts.length > 0 && (
          <dl className="run-facts">
            {facts.map(([label, words]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        )}
        {holds.map(({ id, number, until, control }) => (
          <p key={id} className="quiet">
            {number} holds until {dayText(until)}: {control}
          </p>
        ))}
        <Answers asks={step.asks} answers={answers} />
        <Textarea
          ref={words}
          label={why === 'skipped' ? 'Why it is left out' : why === 'failed' ? 'What failed' : 'What came of it'}
          description={why ? undefined : 'A sentence, where there is something to say. The auditor reads it.'}
          error={
            why && said === ''
              ? why === 'skipped'
                ? 'Say why, then skip it.'
                : 'Say what failed, then press “It failed” again.'
              : undefined
          }
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => kept.keep(event.currentTarget.value)}
        />
        {step.barred && (
          <p className="run-second">
            Somebody who did not begin this run and did no other step of it approves here. Leave it open for them.
          </p>
        )}
        {step.second && !step.barred && (
          <p className="run-second" role={sure ? 'alert' : undefined}>
            This step is for a second person, and you did another step of this run.
            {sure && ' Have somebody else tick it, or say that you did both.'}
          </p>
        )}
        <div className="run-acts">
          <Button loading={tick.isPending} disabled={step.barred} onClick={done} rightSection={<Key keys="Space" />}>
            {sure ? 'I did both: done' : step.approve === null ? 'Done, next step' : 'I approve'}
          </Button>
          <Button variant="default" onClick={() => explained('skipped')} rightSection={<Key keys="S" />}>
            Skip
          </Button>
          <Button variant="default" onClick={() => explained('failed')}>
            It failed
          </Button>
        </div>
        <div className="run-wrong">
          <Button variant="subtle" onClick={onWrong} rightSection={<Key keys="E" />}>
            Something went wrong
          </Button>
          <StepFlag run={run} step={step} words={said} />
        </div>
      </div>
    </li>
  )
}

/** Three by name, the others by their number. */
function namesOf(people: readonly { name: string }[]): string {
  const more = people.length - 3
  return `${people
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function Key({ keys }: { keys: string }) {
  return (
    <span className="form-keys" aria-hidden>
      <Kbd keys={keys} />
    </span>
  )
}

const pressed = 'a, button, input, textarea, select, summary, [role="button"], [tabindex]:not([tabindex="-1"])'

/** Space is for the step where the focus is on nothing that Space belongs to; held down, it is pressed once. */
function onNothingElse({ target, repeat }: KeyboardEvent): boolean {
  return !repeat && target instanceof Element && target.closest(pressed) === null
}
