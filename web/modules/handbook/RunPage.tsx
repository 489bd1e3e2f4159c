import './bar.css'
import './run.css'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { exceptionsList, runsComplete, runsGet, runsTick } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Answer, Button, dayText, Initials, Instant, Link, Loading, MoreMenu, Page, Status, toast, useParam } from '../../kit/index.ts'
import { Answered } from './Answers.tsx'
import { Rating } from './Rating.tsx'
import { RunErrors } from './RunErrors.tsx'
import { RunRail } from './RunRail.tsx'
import { Aborting, Reporting } from './RunDialogs.tsx'
import { StepNow } from './StepNow.tsx'
import { type Run, type RunStep, runStates } from './words.ts'

const crumbs = [
  { title: 'Handbook', href: '/handbook/directory' },
  { title: 'Runs', href: '/handbook/runs' },
]

/** A procedure being followed: one step open, those done a line, those to come grey. */
export default function RunPage() {
  const id = useParam('id')
  const asked = useAsk(runsGet, { id })
  const [aborting, setAborting] = useState(false)
  const open = asked.data?.may.includes('abort')
  const leave = open ? 'Leave it for later' : 'All runs'
  return (
    <Page
      title={asked.data?.title ?? 'Run'}
      crumbs={crumbs}
      actions={
        <>
          <span className="bar-wide">
            {open && (
              <Button variant="default" onClick={() => setAborting(true)}>
                Give it up
              </Button>
            )}
            <Button variant="default" href="/handbook/runs">
              {leave}
            </Button>
          </span>
          <span className="bar-narrow">
            <MoreMenu
              acts={[open && { title: 'Give it up', onClick: () => setAborting(true) }, { title: leave, href: '/handbook/runs' }]}
            />
          </span>
        </>
      }
    >
      <Answer of={asked} loading={<Loading block={480} />}>
        {(run) => (
          <div className="run">
            <Steps run={run} />
            <RunRail run={run} />
          </div>
        )}
      </Answer>
      {aborting && asked.data && <Aborting run={asked.data} onClose={() => setAborting(false)} />}
    </Page>
  )
}

function Steps({ run }: { run: Run }) {
  const [chosen, setChosen] = useState<string>()
  const [reporting, setReporting] = useState<RunStep | 'run'>()
  const under = run.state === 'started' && run.may.includes('tick')
  const holds =
    useAsk(exceptionsList, { where: [`page:is:${run.page}`, 'state:is:granted'], limit: 20 }, { enabled: under }).data?.items ?? []
  // a step that waits for an answer is none that one can do
  const first = run.steps.find(({ state, need }) => state === 'todo' && need === 'needed')
  const now = under ? (run.steps.find(({ key }) => key === chosen) ?? first) : undefined
  const wanted = run.steps.filter(({ state }) => state !== 'not_needed')
  const done = wanted.filter(({ state }) => state !== 'todo').length
  const end = useTell(runsComplete, { onDone: (ended) => toast(ended.state === 'completed' ? 'Completed' : 'Completed, with errors') })
  return (
    <div className="run-main">
      <header>
        <p className="faint">
          {run.number}
          {run.about && ` · for ${run.about}`}
        </p>
        <div className="run-title">
          <p className="run-name">{run.title}</p>
          <Status value={run.state} {...runStates[run.state]} />
        </div>
        <div className="run-progress" role="img" aria-label={`${done} of ${wanted.length} steps done`}>
          {wanted.map(({ key, state }) => (
            <i key={key} data-is={state === 'todo' ? (key === now?.key ? 'now' : 'todo') : 'done'} />
          ))}
        </div>
        {run.trained === false && (
          <p className="quiet">
            {run.runner.name} has not proven yet that they know this procedure
            {run.supervisor && `; ${run.supervisor.name} stands beside them`}.
          </p>
        )}
        {!run.in_force && run.state === 'started' && (
          <p className="quiet">
            Another text holds by now. This run goes on with version {run.label}, on which it began.{' '}
            <Link href={`/handbook/pages/${run.page}`}>Read the newer one</Link>
          </p>
        )}
      </header>
      <ol className="run-steps">
        {run.steps.map((step) =>
          step.key === now?.key ? (
            <StepNow
              key={`${step.key} ${step.state}`}
              run={run}
              step={step}
              holds={holds.filter(({ key }) => key === null || key === step.key)}
              onSaid={() => setChosen(undefined)}
              onWrong={() => setReporting(step)}
            />
          ) : (
            <Line
              key={step.key}
              step={step}
              run={run}
              onOpen={under && step.mine && step.need === 'needed' ? () => setChosen(step.key) : undefined}
              onWrong={() => setReporting(step)}
            />
          ),
        )}
      </ol>
      {under && wanted.every(({ state }) => state !== 'todo') && (
        <section className="run-end" aria-label="The end">
          <p>Every step that is needed is done, left out or failed.</p>
          <Button loading={end.isPending} onClick={() => end.mutate({ id: run.id })}>
            Complete it
          </Button>
        </section>
      )}
      {run.may.includes('report') && !now && (
        <div className="run-after">
          <Button variant="default" onClick={() => setReporting('run')}>
            Something went wrong
          </Button>
        </div>
      )}
      <Rating run={run} />
      <RunErrors run={run} />
      {reporting && <Reporting run={run} step={reporting === 'run' ? undefined : reporting} onClose={() => setReporting(undefined)} />}
    </div>
  )
}

const stepWords = { todo: '', done: 'Done', skipped: 'Left out', failed: 'Failed', not_needed: 'Not needed' }

/** A step that is not the open one. */
function Line({ step, run, onOpen, onWrong }: { step: RunStep; run: Run; onOpen: (() => void) | undefined; onWrong: () => void }) {
  const { state, note, by, at, position, title } = step
  const back = useTell(runsTick, { onDone: () => toast('It is open again') })
  return (
    <li className="run-step" data-is={state}>
      <span className="run-mark">{state === 'done' ? <IconCheck size={14} aria-hidden /> : position}</span>
      <div className="run-words">
        <p>
          {onOpen && state === 'todo' ? (
            <button type="button" onClick={onOpen}>
              {title}
            </button>
          ) : (
            title
          )}
        </p>
        {(state === 'skipped' || state === 'failed' || (note && state !== 'not_needed')) && (
          <p className="faint">
            {state !== 'done' && stepWords[state]}
            {state !== 'done' && note && ': '}
            {note}
          </p>
        )}
        {state === 'todo' && step.due_day !== null && (
          <p className="faint" data-late={step.late || undefined}>
            {step.late ? 'Was due on' : 'Due on'} {dayText(step.due_day)}
            {step.assigned.length > 0 && `, ${step.assigned.length === 1 ? step.assigned[0]?.name : `${step.assigned.length} colleagues`}`}
          </p>
        )}
        {state === 'todo' && step.role && <p className="faint">{step.role}</p>}
        {step.because && (
          <p className="faint">
            {step.need === 'waits' ? 'Not known yet' : state === 'done' ? 'Not needed any more' : 'Not needed'}. {step.because}
          </p>
        )}
        {state === 'done' && <Answered answers={step.answers} asks={step.asks} />}
      </div>
      {by && at && (
        <span className="run-by">
          {step.mine && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={back.isPending}
              aria-label={`Open “${title}” again`}
              onClick={() => back.mutate({ id: run.id, key: step.key, state: 'todo' })}
            >
              Undo
            </Button>
          )}
          {run.may.includes('report') && (
            <Button size="compact-xs" variant="subtle" aria-label={`Something went wrong in “${title}”`} onClick={onWrong}>
              Wrong?
            </Button>
          )}
          <span title={by.name}>
            <Initials name={by.name} size="s" round />
            <span className="unseen">{by.name}</span>
          </span>
          <Instant at={at} />
        </span>
      )}
    </li>
  )
}
