import { IconCheck, IconFileText } from '@tabler/icons-react'
import type { AskOutput } from '../../ask.ts'
import { TileCard } from '../../kit/board/Board.tsx'
import { saidText } from '../../kit/board/said.ts'
import { Button } from '../../kit/controls.tsx'
import { CopyText } from '../../kit/text.tsx'
import type { home } from '../session.ts'
import { useMay } from '../session.ts'

type Steps = NonNullable<AskOutput<typeof home>['setup']>

/** What a new company does, in its order; the next open step has the one filled button, and each may be taken out of turn. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const may = useMay()
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)
  return (
    <div className="way">
      <ol className="way-steps" aria-label="First steps">
        {steps.map((step, at) => {
          const state = step.done ? 'done' : step === next ? 'next' : 'open'
          return (
            <li key={step.key} className="way-step" data-state={state}>
              <span className="way-mark num" aria-hidden>
                {step.done ? <IconCheck size={15} /> : at + 1}
              </span>
              <div>
                <h2 className="way-title">
                  {step.title}
                  {step.done && <span className="unseen">, done</span>}
                </h2>
                <p className="way-says">{saidText(step.says)}</p>
              </div>
              <Button href={step.href} variant={state === 'next' ? 'filled' : state === 'done' ? 'subtle' : 'default'} size="compact-md">
                {step.done ? 'See it' : step.act}
                <span className="unseen">: {step.title}</span>
              </Button>
            </li>
          )
        })}
        <li className="way-progress">
          <span className="way-bar" aria-hidden>
            <span style={{ inlineSize: `${(done / steps.length) * 100}%` }} />
          </span>
          <span className="num">
            {done} of {steps.length}
          </span>
        </li>
      </ol>
      <div className="way-side">
        <TileCard title="Rather look first?">
          <p>Start the demo company beside this one: two years of plans, customers and servers. Yours stays empty.</p>
          <CopyText text="bin/start --demo --port 4100 --data-dir demo-data" mono />
        </TileCard>
        {may('strategy.import') && (
          <TileCard title="Bring what you have">
            <p>Plans that are written in Markdown are read, shown to you, and kept byte for byte.</p>
            <Button href="/strategy/import" variant="default" size="compact-md" leftSection={<IconFileText size={15} aria-hidden />}>
              Bring plans
            </Button>
          </TileCard>
        )}
      </div>
    </div>
  )
}
