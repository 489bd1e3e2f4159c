import { IconCheck, IconMinus } from '@tabler/icons-react'
import { flagsOf } from './words.ts'

/** The features that the file switches on and off, by name. */
export function Flags({ payload }: { payload: Record<string, unknown> }) {
  const flags = flagsOf(payload)
  const on = flags.filter((flag) => flag.on).length
  return (
    <details className="flags">
      <summary>
        {on} of {flags.length} features on
      </summary>
      <ul>
        {flags.map((flag) => (
          <li key={flag.name} data-on={flag.on}>
            {flag.on ? <IconCheck size={14} aria-hidden /> : <IconMinus size={14} aria-hidden />}
            {flag.label}
            <span className="unseen">{flag.on ? ': on' : ': off'}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
