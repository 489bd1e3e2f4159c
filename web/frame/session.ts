import { home, search, session } from '../../server/doors/contract.ts'
import { useAsk } from '../ask.ts'
import { keepDaysOf } from '../kit/days.ts'

export { home, search }

/** Who sits here, what they may do, and the company. */
export function useSession() {
  const asked = useAsk(session, {}, { staleTime: 60_000 })
  // before anything below is drawn: the first day on a page is the company's already
  if (asked.data?.company) keepDaysOf(asked.data.company.zone)
  return asked
}

/** Whether the reader holds a right; false until known. */
export function useMay(): (right: string | undefined) => boolean {
  const { data } = useSession()
  return (right) => right === undefined || right === 'anyone' || right === 'signed_in' || (data?.may.includes(right) ?? false)
}
