import { declaredViews } from '../../kernel/published.ts'
import type { Listener, Room } from '../../kernel/room.ts'
import { life } from './life.ts'
import { addRoomMetrics } from './metrics/builtin.ts'
import { models } from './rules/metrics/models.ts'
import { facts } from './warehouse/facts.ts'
import { mirrorViews, roomViews, tableOf } from './warehouse/views.ts'

/**
 * What the rooms of the house publish and define. The warehouse mirrors the views that some fact, model or metric stands on, and no others;
 * which room is behind a view is never asked here.
 */
export function meetRooms(rooms: readonly Room[]): Listener[] {
  const declared = declaredViews(rooms)
  const { catalogue } = addRoomMetrics({
    folders: rooms.flatMap((room) => room.metrics ?? []),
    views: new Map(declared.map((view) => [view.name, { view, table: tableOf(view.name) }])),
  })
  const fixed = [...Object.values(models), ...catalogue.values()].flatMap((one) => one.parents)
  mirrorViews(declared, new Set([...facts.map((one) => one.of), ...fixed]))
  return [
    {
      name: 'data.views',
      on: [...new Set(roomViews().flatMap((view) => view.moved_by))],
      run: async () => {
        // what moved lies in the database already; this only shortens the wait where this process owns the warehouse
        setTimeout(() => life()?.engine?.nudge('views'), 30)
      },
    },
  ]
}
