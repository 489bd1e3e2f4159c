import type { RoomScreens } from '../frame/rooms.ts'

const found = import.meta.glob<RoomScreens>('./*/index.ts', { eager: true })

/** The rooms in the order of the navigation. Their screens load when first opened; only what their indexes say is in the first page. */
export const rooms: (RoomScreens & { room: string; title: string })[] = Object.entries(found)
  .map(([path, screens]) => ({ ...screens, room: path.split('/')[1] ?? '', title: screens.heading.title }))
  .sort((a, b) => a.heading.place - b.heading.place)
