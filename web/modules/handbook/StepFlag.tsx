import './flags.css'
import { useState } from 'react'
import { flagsList, flagsRaise, flagsSay } from '../../../server/modules/handbook/contract.ts'
import { Problem, useAsk, useTell } from '../../ask.ts'
import { Button, SayArea, toast, toastProblem } from '../../kit/index.ts'
import type { Run, RunStep } from './words.ts'

/** That the text of a step is wrong: one press says it, and then the same place says that it was said, with room for words. */
export function StepFlag({ run, step, words }: { run: Run; step: RunStep; words: string }) {
  const asked = useAsk(flagsList, { where: [`page:is:${run.page}`, 'by:is:me', 'state:is:open'], limit: 100 })
  const flag = asked.data?.items.find((one) => one.step === `${step.position} ${step.title}`)
  const [before, setBefore] = useState(false)
  const raise = useTell(flagsRaise, { quiet: true })
  // said in another window, or of a text in which the step had another place: nothing has gone wrong
  const missed = (error: Error) => {
    if (!(error instanceof Problem && error.code === 'flag.raised_already')) return toastProblem(error)
    setBefore(true)
    void asked.refetch()
  }
  if (flag) return <Said key={flag.id} flag={flag} words={words} />
  if (before)
    return (
      <p className="flag-say" role="status">
        You said already that the text of this step is wrong, and it waits for an answer.
      </p>
    )
  return (
    <Button
      variant="subtle"
      loading={raise.isPending}
      disabled={asked.isPending}
      onClick={() => raise.mutate({ id: run.page, run: run.id, key: step.key }, { onError: missed })}
    >
      The text is wrong
    </Button>
  )
}

function Said({ flag, words }: { flag: { id: string; note: string | null }; words: string }) {
  const [note, setNote] = useState(flag.note ?? words)
  const say = useTell(flagsSay, { onDone: () => toast('It is said') })
  const same = note.trim() === '' || note.trim() === flag.note
  return (
    <div className="flag-say" role="status">
      <p>You said that the text of this step is wrong. Whoever keeps it is told, and you hear what comes of it.</p>
      <SayArea label="What is wrong with the text?" placeholder="It may be left out" value={note} onChange={setNote} />
      <div className="flag-places">
        <Button
          size="compact-sm"
          variant="default"
          loading={say.isPending}
          disabled={same}
          onClick={() => say.mutate({ id: flag.id, note: note.trim() })}
        >
          {flag.note === null ? 'Say it' : 'Say it better'}
        </Button>
      </div>
    </div>
  )
}
