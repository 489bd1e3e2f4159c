import { missedNote } from '../../../server/modules/handbook/contract.ts'
import { ask } from '../../ask.ts'

/** Nobody waits for it, and one that is lost is lost. */
export async function tell(words: string, followed: boolean): Promise<void> {
  await ask(missedNote, { words, followed }).catch(() => undefined)
}
