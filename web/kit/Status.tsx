import type { ReactNode } from 'react'
import { titleOf } from './format.ts'

/** `ring` is not begun, `accent` under way, `good` agreed or in force, `calm` over; `warn` is late or low, `bad` lost or refused. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'accent' | 'ring'

/** Words whose meaning is the same in every room; anything else is calm unless the screen says. */
const tones: Record<string, Tone> = {
  active: 'good',
  agreed: 'good',
  quoted: 'accent',
  offered: 'accent',
  part_paid: 'accent',
  fulfilling: 'accent',
  paying: 'accent',
  automatic: 'ring',
  to_quote: 'ring',
  ending: 'warn',
  in_grace: 'warn',
  lapsed: 'bad',
  credited: 'calm',
  withdrawn: 'calm',
  terminated: 'calm',
  limited: 'bad',
  paid: 'good',
  fulfilled: 'good',
  succeeded: 'good',
  accepted: 'good',
  fresh: 'good',
  verified: 'good',
  done: 'good',
  on_pace: 'good',
  on_track: 'good',
  delivered: 'good',
  valid: 'good',
  published: 'good',
  connected: 'good',
  won: 'good',
  pending: 'ring',
  held: 'warn',
  late: 'warn',
  stale: 'warn',
  expiring: 'warn',
  due: 'warn',
  at_risk: 'warn',
  behind: 'warn',
  grace: 'warn',
  processing: 'accent',
  running: 'accent',
  open: 'accent',
  issued: 'accent',
  sent: 'accent',
  scheduled: 'ring',
  trial: 'accent',
  failed: 'bad',
  declined: 'bad',
  overdue: 'bad',
  revoked: 'bad',
  refused: 'bad',
  off_track: 'bad',
  broken: 'bad',
  invalid: 'bad',
  error: 'bad',
  draft: 'ring',
  planned: 'ring',
  off: 'ring',
  not_started: 'ring',
  requested: 'ring',
  ended: 'calm',
  expired: 'calm',
  archived: 'calm',
  superseded: 'calm',
  cancelled: 'calm',
  closed: 'calm',
  void: 'calm',
}

/** Whether a value says where something stands, so that it is drawn with its mark. */
export function isState(value: string): boolean {
  return value in tones
}

/** A state as a word with a mark: ring, half, full, grey; a colour only when something is late or wrong, and never as the only sign. */
export function Status({ value, label, tone }: { value: string; label?: ReactNode; tone?: Tone }): ReactNode {
  return (
    <span className="status" data-tone={tone ?? tones[value] ?? 'calm'}>
      {label ?? titleOf(value)}
    </span>
  )
}

/** A small neutral label: a kind, a code, a number of things. */
export function Tag({ children, tone = 'calm' }: { children: ReactNode; tone?: Tone }): ReactNode {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  )
}
