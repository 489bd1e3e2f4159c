import { Status } from '../../kit/index.ts'
import { tones } from './words.ts'

/** A state of this room as a word with a dot. */
export function State({ value }: { value: string }) {
  const tone = tones[value]
  return tone ? <Status value={value} tone={tone} /> : <Status value={value} />
}
