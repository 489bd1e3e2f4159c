import { useState } from 'react'
import { needsAnswer } from '../../../../server/modules/strategy/contract.ts'
import { useTell } from '../../../ask.ts'
import { Button, Confirm, Textarea, toast } from '../../../kit/index.ts'
import type { Edge } from './words.ts'

/** Whether somebody's answer to a need is still wanted, on the text of now. */
export function waitsFor(edge: Edge): boolean {
  return edge.type === 'needs' && edge.may.includes('answer') && (edge.answer === null || edge.stale)
}

/** What is needed is accepted with a press, or declined with the reason. */
export function NeedActs({ edge, onDone }: { edge: Edge; onDone?: () => void }) {
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const answer = useTell(needsAnswer, {
    onDone: ({ answer: said }) => {
      toast(said === 'accepted' ? 'Accepted' : 'Declined')
      onDone?.()
    },
  })
  return (
    <>
      <Button size="xs" loading={answer.isPending} onClick={() => answer.mutate({ id: edge.id, answer: 'accepted' })}>
        Accept
      </Button>
      <Button size="xs" variant="default" onClick={() => setDeclining(true)}>
        Decline…
      </Button>
      <Confirm
        open={declining}
        title="Decline what they need?"
        act="Decline"
        onConfirm={() => answer.mutateAsync({ id: edge.id, answer: 'declined', reason })}
        onClose={() => setDeclining(false)}
      >
        <p>It stays a defect of their plan, with your reason beside it.</p>
        <Textarea label="Why" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Confirm>
    </>
  )
}
