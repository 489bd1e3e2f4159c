import { useEffect, useState } from 'react'
import { onStepUp } from '../ask.ts'
import { later } from '../kit/later.tsx'

const ProveIt = later(() => import('./ProveIt.tsx'))

/** Asks who sits here before roles or keys change; what was about to be done goes on afterwards. The dialog comes when it is asked for. */
export function StepUp() {
  const [answer, setAnswer] = useState<(proven: boolean) => void>()
  useEffect(() => onStepUp(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), [])
  const close = (proven: boolean) => {
    answer?.(proven)
    setAnswer(undefined)
  }
  return answer ? <ProveIt close={close} /> : null
}
