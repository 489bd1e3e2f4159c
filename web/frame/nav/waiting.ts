import { noticesCount } from '../../../server/doors/contract.ts'
import { useAsk } from '../../ask.ts'
import { useQueryText } from '../../kit/Link.tsx'

export type Waiting = { unread: number; actions: number; late: number; tab: string }

/** How much waits for the reader; asked again each minute while somebody looks. */
export function useWaiting(): Waiting {
  const [tab] = useQueryText('tab')
  const { data } = useAsk(noticesCount, {}, { refetchInterval: 60_000, staleTime: 10_000 })
  return { unread: data?.unread ?? 0, actions: data?.actions ?? 0, late: data?.late ?? 0, tab }
}
