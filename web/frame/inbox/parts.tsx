import { NoticeWait } from '../../kit/feedback.tsx'
import { later } from '../../kit/later.tsx'
import { rooms } from '../../modules/index.ts'

/** What rooms draw under notices about their things: `room kind` → the part, which comes when it is first shown. */
const parts = new Map(
  rooms.flatMap(({ room, notices = {} }) =>
    Object.entries(notices).map(([kind, load]) => [`${room} ${kind}`, later(load, <NoticeWait />)] as const),
  ),
)

export const partOf = (room: string, kind: string) => parts.get(`${room} ${kind}`)
