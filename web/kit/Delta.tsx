import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type Delta = { text: string; direction: 'up' | 'down' | 'flat'; good?: boolean; since?: string }

/** A change with its direction; it has a colour only where it is bad, whatever its sign. */
export function DeltaText({ delta }: { delta: Delta }): ReactNode {
  const Icon = delta.direction === 'up' ? IconArrowUpRight : delta.direction === 'down' ? IconArrowDownRight : IconMinus
  const tone = delta.good === false ? 'bad' : 'calm'
  return (
    <span className="delta num" data-tone={tone}>
      <Icon size={14} aria-hidden />
      <span className="unseen">{delta.direction}</span>
      {delta.text}
      {delta.since && <span className="faint"> {delta.since}</span>}
    </span>
  )
}
