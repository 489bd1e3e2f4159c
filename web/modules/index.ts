import type { RoomScreens } from '../frame/rooms.ts'

/** The rooms in the order of the navigation. Their screens load when first opened; only this index is in the first page. */
const order: [room: string, title: string][] = [
  ['strategy', 'Plan'],
  ['data', 'Measure'],
  ['customers', 'Customers'],
  ['billing', 'Billing'],
  ['licensing', 'Licences'],
  ['people', 'Company'],
]

const found = import.meta.glob<RoomScreens>('./*/index.ts', { eager: true })

export const rooms: (RoomScreens & { room: string; title: string })[] = order.flatMap(([room, title]) => {
  const screens = found[`./${room}/index.ts`]
  return screens ? [{ ...screens, room, title }] : []
})
