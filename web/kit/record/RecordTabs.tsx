import type { ReactNode } from 'react'
import { Link, useHere } from '../Link.tsx'
import type { RailPart } from './Rail.tsx'

export type RecordTab = { id: string; title: string; count?: number; body: ReactNode }

type TabsProps = { tabs: RecordTab[]; rail: RailPart[]; current: string | undefined; aside: string | undefined }

/** The parts of a record; those of the rail stand here where there is no room for a rail (the style sheet says where). */
export function RecordTabs({ tabs, rail, current, aside }: TabsProps) {
  const here = useHere()
  const to = (id: string) => {
    const query = new URLSearchParams(here.search)
    if (id === tabs[0]?.id) query.delete('tab')
    else query.set('tab', id)
    const text = query.toString()
    return text ? `${here.path}?${text}` : here.path
  }
  return (
    <nav className="page-tabs record-tabs" aria-label="Parts of this record" data-alone={tabs.length < 2 || undefined}>
      {tabs.map((tab) => (
        <Link key={tab.id} href={to(tab.id)} data-chosen={tab.id === current || undefined} current={!aside && tab.id === current}>
          {tab.title}
          {tab.count !== undefined && <span className="num record-count">{tab.count}</span>}
        </Link>
      ))}
      {rail.map((part) => (
        <Link key={part.id} href={to(part.id)} className="record-tab-rail" current={part.id === aside}>
          {part.title}
          {part.count !== undefined && <span className="num record-count">{part.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
