import type { ReactNode } from 'react'
import { isMoney, partsOf, type Said } from './said.ts'

/** A sentence as one reads it: who and how much stand out. */
export function SaidLine({ said, short = false }: { said: Said; short?: boolean }): ReactNode {
  return partsOf(said, short).map(({ text, unit }, at) =>
    unit === 'name' || (unit && isMoney(unit)) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence do not move
      <b key={at} className={unit === 'name' ? undefined : 'num'}>
        {text}
      </b>
    ) : (
      text
    ),
  )
}
