import { declaredViews } from '../../server/kernel/published.ts'
import { furnish, type Room } from '../../server/kernel/room.ts'

/** Rooms that hand over nothing but what they publish: for a test that stages their views itself. */
export async function publishers(names: readonly string[]): Promise<Room[]> {
  const { rooms } = await import('../../server/rooms.ts')
  return rooms
    .filter((room) => names.includes(room.name))
    .map(({ name, publishedViews }) => furnish({ name, publishedViews, operations: [], rights: {}, personalData: [] }))
}

/** A table in the place of each of their views, which tells of its changes and may be read as the view may; ids are any text. */
export function stagedSql(rooms: readonly Room[]): string {
  const views = declaredViews(rooms).filter((view) => view.room !== 'kernel')
  const columns = (view: (typeof views)[number]) =>
    Object.entries(view.columns).map(([name, type]) => `"${name}" ${type === 'uuid' ? 'text' : type}`)
  return [
    ...rooms.map((room) => `create schema if not exists ${room.name}`),
    ...views.map((view) => `create table ${view.name} (${columns(view).join(', ')})`),
    ...views.map((view) => `select kernel.watch_view('${view.name}', '${view.name}', '*', ''), kernel.publish('${view.name}')`),
  ].join(';\n')
}
