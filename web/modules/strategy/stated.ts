import type { updatesList } from '../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../ask.ts'
import type { Tone } from '../../kit/index.ts'

/** What is said of a measure, in words. */
export const statedWords: Record<AskOutput<typeof updatesList>['items'][number]['status'], { label: string; tone: Tone }> = {
  green: { label: 'On its way', tone: 'good' },
  yellow: { label: 'At risk', tone: 'warn' },
  red: { label: 'Far behind', tone: 'bad' },
  unreachable: { label: 'Cannot be reached', tone: 'bad' },
  data_needed: { label: 'No figure', tone: 'calm' },
}
