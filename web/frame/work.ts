import { jobCancel, jobsList } from '../../server/doors/contract.ts'
import { useAsk, useTell } from '../ask.ts'
import { useMay } from './session.ts'

/** Long work under way, by its id: how far it is, and how it is stopped by whoever may. Asked again while it runs. */
export function useWork(id: string, running: boolean) {
  const may = useMay()
  const seen = may('house.jobs')
  const asked = useAsk(jobsList, { state: 'running' }, { enabled: seen && running, refetchInterval: running ? 2000 : false })
  const cancel = useTell(jobCancel)
  const work = running ? asked.data?.items.find((one) => one.id === id) : undefined
  return { work, stop: work && may('house.operate') ? () => cancel.mutateAsync({ id }) : undefined }
}
