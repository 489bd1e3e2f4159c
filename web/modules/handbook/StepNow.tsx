import { useEffect, useRef, useState } from 'react'
import { flagsRaise, runsTick } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, dayText, Textarea, toast } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { useKeys } from '../../kit/keys.ts'
import { Prose } from './Prose.tsx'
import type { Run, RunStep } from './words.ts'

type Holds = { id: string; number: string; until: string; control: string }
type Props = { run: Run; step: RunStep; holds: readonly Holds[]; onSaid: () => void; onWrong: () => void }

/** The step that is open: what to do, how to see that it is done, what to do where it fails. */
export function StepNow({ run, step, holds, onSaid, onWrong }: Props) {
  const kept = useKept(`run:${run.id}:${step.key}`, step.note ?? '')
  const note = kept.value
  const [why, setWhy] = useState<'skipped' | 'failed'>()
  const card = useRef<HTMLLIElement>(null)
  // Space belongs to the step while it has the focus, and scrolls elsewhere
  useEffect(() => card.current?.focus({ preventScroll: true }), [])
  const tick = useTell(runsTick, {
    onDone: () => {
      kept.drop()
      onSaid()
    },
  })
  const wrong = useTell(flagsRaise, { onDone: () => toast('Whoever keeps the text is told') })
  const [sure, setSure] = useState(false)
  const said = note.trim()
  const say = (state: 'done' | 'skipped' | 'failed') => tick.mutate({ id: run.id, key: step.key, state, ...(said ? { note: said } : {}) })
  // what is for a second person is ticked by the same one only knowingly
  const done = () => (step.barred ? undefined : step.second && !sure ? setSure(true) : say('done'))
  const explained = (state: 'skipped' | 'failed') => (said ? say(state) : setWhy(state))
  const inStep = (event: KeyboardEvent) => event.target instanceof Node && card.current?.contains(event.target) === true
  useKeys('This step', [
    { keys: ' ', says: 'Done, next step', when: inStep, run: done },
    { keys: 'S', says: 'Skip it', run: () => explained('skipped') },
    { keys: 'E', says: 'Something went wrong', run: onWrong },
  ])
  const facts = [
    ['Who', step.role],
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
        <Textarea
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
          <Button loading={tick.isPending} disabled={step.barred} onClick={done}>
            {sure ? 'I did both: done' : step.approve === null ? 'Done, next step' : 'I approve'}
          </Button>
          <Button variant="default" onClick={() => explained('skipped')}>
            Skip
          </Button>
          <Button variant="default" onClick={() => explained('failed')}>
            It failed
          </Button>
          <Button variant="subtle" onClick={onWrong}>
            Something went wrong
          </Button>
          <Button
            variant="subtle"
            loading={wrong.isPending}
            onClick={() => wrong.mutate({ id: run.page, run: run.id, key: step.key, ...(said ? { note: said } : {}) })}
          >
            The text is wrong
          </Button>
        </div>
      </div>
    </li>
  )
}
