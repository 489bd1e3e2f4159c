import { IconFileInvoice } from '@tabler/icons-react'
import { useState } from 'react'
import { Board, type BoardTile, TileCard } from '../board/Board.tsx'
import { NeedsYou } from '../board/NeedsYou.tsx'
import { News } from '../board/News.tsx'
import { Stacked } from '../board/Stacked.tsx'
import { Strip } from '../board/Strip.tsx'
import { Part } from './Part.tsx'

const said = (text: string, places: Record<string, { value: string; unit: string }> = {}) => ({ text, with: places })
const today = '2026-11-28'
const figure = {
  key: 'arr',
  name: 'ARR',
  definition: 'What all contracts in force come to a year.',
  value: '3058312',
  unit: 'USD',
  period: said('Today'),
  of: said('{plan} by Jan 31', { plan: { value: '3300000', unit: 'USD' } }),
  exception: null,
  course: { done: 0.866, due: 0.825 },
  tone: 'calm' as const,
  spark: [1, 2, 2, 3, 4],
  href: '/metrics/arr',
  about: null,
}
const customers = {
  ...figure,
  key: 'customers',
  name: 'Customers',
  value: '286',
  unit: 'count',
  of: said('330 by Jan 31'),
  exception: { ...said('18 behind'), tone: 'bad' as const },
  course: { done: 0.7, due: 0.82 },
  tone: 'bad' as const,
}
const tiles: BoardTile[] = [
  { key: 'news', title: 'What happened', says: 'Business events as sentences', size: 'wide' },
  { key: 'needs', title: 'Needs you', says: 'What waits for you', size: 'third' },
]
const more: BoardTile[] = [{ key: 'cash', title: 'Cash due', says: 'What is owed and how old it is', size: 'third' }]

export function Boards() {
  const [order, setOrder] = useState(['news', 'needs'])
  const shown = order.flatMap((key) => [...tiles, ...more].filter((tile) => tile.key === key))
  return (
    <>
      <Part name="Strip" wide>
        <Strip
          label="Measures"
          figures={[
            figure,
            customers,
            { ...figure, key: 'nrr', name: 'Net retention', value: '1.084', unit: 'ratio', of: null, course: null },
          ]}
        />
      </Part>
      <Part name="Board, TileCard" wide>
        <Board tiles={shown} more={[...tiles, ...more].filter((tile) => !order.includes(tile.key))} arranging onChange={setOrder}>
          {(tile) => (
            <TileCard title={tile.title} aside="November so far">
              <p>{tile.says}</p>
            </TileCard>
          )}
        </Board>
      </Part>
      <Part name="NeedsYou">
        <NeedsYou
          today={today}
          needs={[
            {
              key: '1',
              icon: IconFileInvoice,
              title: 'Maple Bank wants 450 seats',
              note: 'Quote Q-000031',
              href: '/quotes/1',
              act: 'Price it',
              due: '2026-11-27',
            },
            {
              key: '2',
              icon: IconFileInvoice,
              title: 'A payment fits no invoice',
              note: '$289.32',
              href: '/payments/1',
              act: 'Match',
              due: null,
            },
          ]}
        />
      </Part>
      <Part name="News">
        <News
          today={today}
          lines={[
            {
              at: '2026-11-28T09:00:00Z',
              day: today,
              href: '/orders/1',
              customer: { name: 'Mica Energy' },
              sentence: said('{who} bought 500 seats, {amount}', {
                who: { value: 'Mica Energy', unit: 'name' },
                amount: { value: '42240', unit: 'USD' },
              }),
            },
            {
              at: '2026-11-21T09:00:00Z',
              day: '2026-11-21',
              href: '/orders',
              customer: null,
              sentence: said('Seven customers bought without a salesperson'),
            },
          ]}
        />
      </Part>
      <Part name="Stacked">
        <Stacked
          title="Renewals"
          unit="USD"
          parts={[
            { key: 'agreed', label: 'Agreed', says: 'Signed', shade: 'full', value: '72960' },
            { key: 'open', label: 'Open', says: 'Not signed yet', shade: 'soft', value: '276623' },
            { key: 'risk', label: 'At risk', says: 'They said so', shade: 'bad', value: '30960' },
          ]}
          columns={['Dec', 'Jan', 'Feb'].map((month, at) => ({
            key: month,
            label: said(month),
            values: { agreed: String(20_000 + at * 4_000), open: String(90_000 + at * 2_000), risk: String(10_000 * at) },
          }))}
        />
      </Part>
    </>
  )
}
