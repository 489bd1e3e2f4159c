import { useState } from 'react'
import { errorsReport, runsTick } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, Textarea, toast } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { useKeys } from '../../kit/keys.ts'
import { Prose } from './Prose.tsx'
import type { Run, RunStep } from './words.ts'

type Props = { run: Run; step: RunStep; onSaid: () => void; onWrong: () => void }

/** The step that is open: what to do, how to see that it is done, what to do where it fails. */
export function StepNow({ run, step, onSaid, onWrong }: Props) {
  const kept = useKept(`run:${run.id}:${step.key}`, step.note ?? '')
  const note = kept.value
  const [skipping, setSkipping] = useState(false)
  const tick = useTell(runsTick, {
    onDone: () => {
      kept.drop()
      onSaid()
    },
  })
  const wrong = useTell(errorsReport, { onDone: () => toast('Whoever keeps the text is told') })
  const said = note.trim()
  const say = (state: 'done' | 'skipped' | 'failed') => tick.mutate({ id: run.id, key: step.key, state, ...(said ? { note: said } : {}) })
  const skip = () => (said ? say('skipped') : setSkipping(true))
  useKeys('This step', [
    { keys: ' ', says: 'Done, next step', run: () => say('done') },
    { keys: 'S', says: 'Skip it', run: skip },
    { keys: 'E', says: 'Something went wrong', run: onWrong },
  ])
  const facts = [
    ['Who', step.role],
    ['In', step.system],
    ['Needs', step.input],
    ['Gives', step.output],
    ['Done when', step.check],
    ['If it fails', step.fails],
  ].filter(([, words]) => words)
  return (
    <li className="run-step run-now" aria-current="step">
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
        <Textarea
          label={skipping ? 'Why it is left out' : 'What came of it'}
          description={skipping ? undefined : 'A sentence, where there is something to say. The auditor reads it.'}
          error={skipping && said === '' ? 'Say why, then skip it.' : undefined}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => kept.keep(event.currentTarget.value)}
        />
        <div className="run-acts">
          <Button loading={tick.isPending} onClick={() => say('done')}>
            Done, next step
          </Button>
          <Button variant="default" onClick={skip}>
            Skip
          </Button>
          <Button variant="default" onClick={() => say('failed')}>
            It failed
          </Button>
          <Button variant="subtle" onClick={onWrong}>
            Something went wrong
          </Button>
          <Button
            variant="subtle"
            loading={wrong.isPending}
            onClick={() => wrong.mutate({ id: run.id, key: step.key, fault: 'procedure', ...(said ? { note: said } : {}) })}
          >
            The text is wrong
          </Button>
        </div>
      </div>
    </li>
  )
}
