import './flags.css'
import { useState } from 'react'
import { flagsRaise, flagsSay } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, SayArea } from '../../kit/index.ts'
import type { Page, Procedure } from './words.ts'

type Raised = { id: string; where: string }

/** Below a text: one tap says which step, or that the page, is wrong; a sentence may follow. */
export function FlagHere({ page, procedure }: { page: Page; procedure: Procedure | undefined }) {
  const may = useMay()
  const [raised, setRaised] = useState<Raised>()
  const raise = useTell(flagsRaise, { onDone: (flag) => setRaised({ id: flag.id, where: flag.step ? `Step ${flag.step}` : 'The page' }) })
  if (!may('handbook.follow') || page.state === 'retired') return null
  const steps = procedure?.steps ?? []
  return (
    <section className="flag-here" aria-label="Is something wrong?">
      <p>
        <b>Is something wrong here?</b>{' '}
        <span className="faint">
          One tap tells {page.owner.name}
          {steps.length > 0 ? ': which step is it?' : '.'}
        </span>
      </p>
      <div className="flag-places">
        {steps.map(({ key, position, title }) => (
          <Button
            key={key}
            size="compact-sm"
            variant="default"
            title={title}
            aria-label={`Step ${position} is wrong: ${title}`}
            disabled={raise.isPending}
            onClick={() => raise.mutate({ id: page.id, key })}
          >
            {position}
          </Button>
        ))}
        <Button size="compact-sm" variant="default" disabled={raise.isPending} onClick={() => raise.mutate({ id: page.id })}>
          {steps.length > 0 ? 'The page as a whole' : 'This page is wrong'}
        </Button>
      </div>
      {raised && <Saying key={raised.id} raised={raised} onSaid={() => setRaised(undefined)} />}
    </section>
  )
}

/** What is wrong, in a sentence, once it is flagged. */
function Saying({ raised, onSaid }: { raised: Raised; onSaid: () => void }) {
  const [words, setWords] = useState('')
  const say = useTell(flagsSay, { onDone: onSaid })
  return (
    <div className="flag-say" role="status">
      <p>{raised.where} is flagged. You hear what comes of it.</p>
      <SayArea label="What is wrong?" placeholder="It may be left out" value={words} onChange={setWords} />
      <div className="flag-places">
        <Button
          size="compact-sm"
          loading={say.isPending}
          disabled={words.trim() === ''}
          onClick={() => say.mutate({ id: raised.id, note: words.trim() })}
        >
          Say it
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onSaid}>
          That is all
        </Button>
      </div>
    </div>
  )
}
