import './page.css'
import { useMantineColorScheme } from '@mantine/core'
import { type ComponentType, useState } from 'react'
import { Segments } from '../index.ts'
import { Boards } from './Boards.tsx'
import { Charts } from './Charts.tsx'
import { Controls } from './Controls.tsx'
import { Forms } from './Forms.tsx'
import { Layouts } from './Layouts.tsx'
import { Lists } from './Lists.tsx'
import { Records } from './Records.tsx'
import { States } from './States.tsx'
import { Values } from './Values.tsx'

const groups: Record<string, ComponentType> = {
  values: Values,
  controls: Controls,
  forms: Forms,
  records: Records,
  lists: Lists,
  charts: Charts,
  boards: Boards,
  layouts: Layouts,
  states: States,
}

const schemes = [
  { value: 'auto' as const, label: 'Auto' },
  { value: 'light' as const, label: 'Light' },
  { value: 'dark' as const, label: 'Dark' },
]
const widths = [
  { value: 'wide', label: 'Wide' },
  { value: 'phone', label: 'Phone' },
]

/** Every part of the kit, a group at a time: `?group=` names it, `bare` leaves it alone with itself, as a phone's window and a test want it. */
export function KitPage() {
  const asked = new URLSearchParams(location.search)
  const [name, setName] = useState(asked.get('group') ?? 'values')
  const [width, setWidth] = useState('wide')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Shown = groups[name] ?? Values
  const choose = (next: string) => {
    history.replaceState(null, '', `?group=${next}`)
    setName(next)
  }
  if (asked.has('bare'))
    return (
      <main className="kit-page">
        <h1>{name}</h1>
        <Shown />
      </main>
    )
  return (
    <div>
      <header className="kit-bar">
        <nav aria-label="Groups">
          {Object.keys(groups).map((one) => (
            <button
              key={one}
              type="button"
              className="linkish"
              aria-current={one === name ? 'page' : undefined}
              onClick={() => choose(one)}
            >
              {one}
            </button>
          ))}
        </nav>
        <Segments label="Colours" value={colorScheme} onChange={setColorScheme} options={schemes} />
        <Segments label="Width" value={width} onChange={setWidth} options={widths} />
      </header>
      {width === 'phone' ? (
        <iframe key={`${name} ${colorScheme}`} className="kit-phone" title={`${name} on a phone`} src={`?group=${name}&bare`} />
      ) : (
        <main className="kit-page">
          <h1>{name}</h1>
          <Shown />
        </main>
      )}
    </div>
  )
}
