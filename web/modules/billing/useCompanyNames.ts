import { entitiesList } from '../../../server/modules/billing/contract.ts'
import { useAsk } from '../../ask.ts'

/** The companies that sell, by name: their codes are for numbers of invoices. */
export function useCompanyNames(): (code: string) => string {
  const { data } = useAsk(entitiesList, {}, { staleTime: 600_000 })
  return (code) => data?.items.find((one) => one.code === code)?.name ?? code
}
