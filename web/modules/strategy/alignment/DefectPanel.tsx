import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { dayText, Fold, IconButton } from '../../../kit/index.ts'
import { useKeys } from '../../../kit/keys.ts'
import { DefectCard } from './DefectCard.tsx'
import { type Defect, groupsOf, manyOf } from './words.ts'

type PanelProps = { defects: readonly Defect[]; chosen: string | undefined; onChoose: (id: string) => void; stopping: number }

/** What does not fit: the chosen one with both texts, the others below it, those that are waived in a fold. */
export function DefectPanel({ defects, chosen, onChoose, stopping }: PanelProps) {
  const open = defects.filter(({ waiver }) => waiver === null)
  const waived = defects.filter(({ waiver }) => waiver !== null)
  const groups = groupsOf(open)
  const order = [...groups.flat(), ...waived]
  const current = order.find(({ id }) => id === chosen) ?? order[0]
  const at = current ? order.indexOf(current) : -1
  const step = (by: number) => {
    const next = order[at + by]
    if (next) onChoose(next.id)
  }
  useKeys('Defects', [
    { keys: 'J', says: 'Next defect', run: () => step(1) },
    { keys: 'K', says: 'Previous defect', run: () => step(-1) },
  ])
  const oldest = waived.flatMap(({ waiver }) => waiver?.until ?? []).toSorted()[0]
  return (
    <aside className="al-side" aria-label="Defects">
      <div className="al-side-head">
        <h2>
          Defects{' '}
          <span>
            {open.length}
            {stopping > 0 && ` · ${stopping} ${stopping === 1 ? 'stops' : 'stop'} the next vetting`}
          </span>
        </h2>
        <IconButton label="Previous, K" size={28} disabled={at <= 0} onClick={() => step(-1)}>
          <IconChevronUp size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label="Next, J" size={28} disabled={at === order.length - 1} onClick={() => step(1)}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {current ? <DefectCard key={current.id} defect={current} /> : <p className="quiet">Nothing is in anybody’s way.</p>}
      <ul className="al-defects">
        {groups.map((group) => (
          <Group key={group[0]?.id} group={group.filter((one) => one !== current)} onChoose={onChoose} />
        ))}
      </ul>
      {waived.length > 0 && (
        <Fold title="Waived" note={`${waived.length}${oldest ? `, the first ends on ${dayText(oldest, 'short')}` : ''}`}>
          <ul className="al-defects">
            {waived.map((one) => (
              <Entry key={one.id} defect={one} onChoose={onChoose} />
            ))}
          </ul>
        </Fold>
      )}
    </aside>
  )
}

function Group({ group, onChoose }: { group: Defect[]; onChoose: (id: string) => void }) {
  const [open, setOpen] = useState(false)
  const [first] = group
  if (!first) return null
  if (group.length === 1) return <Entry defect={first} onChoose={onChoose} />
  const plans = [...new Set(group.flatMap(({ quoted }) => quoted[0]?.title ?? []))]
  return (
    <li>
      <button type="button" className="al-defect" data-level={first.level} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden />
        <span>
          <strong>{manyOf(first.code, group.length)}</strong>
          <small>{plans.slice(0, 4).join(', ') + (plans.length > 4 ? ` and ${plans.length - 4} more` : '')}</small>
        </span>
      </button>
      {open && (
        <ul className="al-defects">
          {group.map((one) => (
            <Entry key={one.id} defect={one} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Entry({ defect, onChoose }: { defect: Defect; onChoose: (id: string) => void }) {
  const { id, level, title, quoted } = defect
  return (
    <li>
      <button type="button" className="al-defect" data-level={level} onClick={() => onChoose(id)}>
        <span aria-hidden />
        <span>
          <strong>{title}</strong>
          <small>
            {quoted
              .slice(0, 2)
              .map((one) => `${one.title}, ${one.place}`)
              .join(' · ')}
            {quoted[0]?.key ? ` “${quoted[0].text}”` : ''}
          </small>
        </span>
      </button>
    </li>
  )
}
