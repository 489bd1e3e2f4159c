import type { Line } from '../line.ts'
import { onceFor } from '../once.ts'
import { plainOf } from './marks.ts'

/** Words over the parts of a meeting's notes; `gathers` are those that only a meeting has. */
const gathers =
  /^(?:attendees|attending|present|participants|apologies|absent|agenda|minutes|next meeting|facilitator|note ?taker|scribe)\b\s*(?::|\(|$)/i
const parts =
  /^(?:notes|discussions?|discussed|decisions?(?: made)?|actions?(?: items)?|action points|to-?dos?|follow-?ups?|parking lot|any other business|aob)\b\s*(?::|\(|$)/i

/** Are these the notes of a meeting? What was said there about goals is no set of them. Worked out once for all plans of a document. */
export function isMinutes(lines: Line[]): boolean {
  return onceFor(lines, 'minutes', () => tellsOfMeeting(lines))
}

function tellsOfMeeting(lines: Line[]): boolean {
  const found = { gathers: new Set<string>(), parts: new Set<string>() }
  for (const line of lines.slice(0, 400)) {
    if (line.kind !== 'heading' && line.kind !== 'text' && line.kind !== 'item') continue
    const text = plainOf(line.text.slice(0, 60), line.kind === 'heading')
    const word = /^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? ''
    if (gathers.test(text)) found.gathers.add(word)
    else if (line.kind !== 'item' && parts.test(text)) found.parts.add(word)
  }
  return found.gathers.size >= 2 || (found.gathers.size === 1 && found.parts.size >= 1)
}
