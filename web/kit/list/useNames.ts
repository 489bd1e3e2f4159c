import { personsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'

/** The names behind the ids of a condition, as far as the reader may know them. */
export function useNames(kind: 'person' | 'customer' | undefined, ids: readonly string[]): Map<string, string> {
  const asks = kind === 'person' && ids.some((id) => id !== 'me')
  const asked = useAskPaged(personsList, { state: 'all', limit: 200 }, { enabled: asks })
  return new Map(asked.rows.map((row) => [row.id, row.name]))
}
