import { home, search, session } from '../../server/doors/contract.ts'
import { useAsk } from '../ask.ts'

export { home, search }

/** Who sits here, what they may do, and the company. */
export function useSession() {
  return useAsk(session, {}, { staleTime: 60_000 })
}

/** Whether the reader holds a right; false until known. */
export function useMay(): (right: string | undefined) => boolean {
  const { data } = useSession()
  return (right) => right === undefined || right === 'anyone' || right === 'signed_in' || (data?.may.includes(right) ?? false)
}
