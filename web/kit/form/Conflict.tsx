import type { ReactNode } from 'react'
import { Button } from '../controls.tsx'
import type { Clash } from './merge.ts'

type ConflictProps = {
  clashes: Clash[]
  /** who saved meanwhile, where the page knows */
  by?: string | undefined
  labelOf: (name: string) => string
  names: Record<string, string>
  onMine: () => void
  onTheirs: () => void
  onBoth: () => void
}

/** Somebody saved while one wrote: both texts, nothing lost, and a choice. */
export function Conflict({ clashes, by, labelOf, names, onMine, onTheirs, onBoth }: ConflictProps) {
  const theirs = by ? `${by.split(' ')[0]}’s` : 'theirs'
  return (
    <section className="conflict" role="alert">
      <p className="conflict-title">{by ?? 'Somebody'} changed this while you wrote</p>
      {clashes.length === 0 ? (
        <p className="quiet">They changed other fields than you. Keeping yours keeps theirs too.</p>
      ) : (
        clashes.map((clash) => (
          <div key={clash.name} className="both">
            <div>
              <p className="both-whose">{labelOf(clash.name)}, yours</p>
              <p>{valueText(clash.mine, names)}</p>
            </div>
            <div>
              <p className="both-whose">
                {labelOf(clash.name)}, {theirs}
              </p>
              <p>
                <mark>{valueText(clash.theirs, names)}</mark>
              </p>
            </div>
          </div>
        ))
      )}
      <div className="form-actions">
        <Button onClick={onMine}>Keep mine</Button>
        <Button variant="default" onClick={onTheirs}>
          Take {theirs}
        </Button>
        <Button variant="subtle" onClick={onBoth}>
          Edit both
        </Button>
      </div>
    </section>
  )
}

function valueText(value: unknown, names: Record<string, string>): ReactNode {
  if (value === undefined || value === null || value === '') return <span className="faint">empty</span>
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value))
    return value.length === 0 ? <span className="faint">none</span> : value.map((one) => plain(one, names)).join(', ')
  return plain(value, names)
}

function plain(value: unknown, names: Record<string, string>): string {
  if (typeof value !== 'object' || value === null) return names[String(value)] ?? String(value)
  return Object.values(value)
    .filter((one) => one !== '' && one !== null && one !== undefined)
    .map((one) => plain(one, names))
    .join(', ')
}
