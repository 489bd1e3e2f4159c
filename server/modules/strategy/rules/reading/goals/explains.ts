import { displayText } from '../inline.ts'
import type { Line } from '../line.ts'
import type { Item } from '../model.ts'

/** `An objective is what the team wants`, `Key results should be measurable`: a sentence about the method. */
const defines =
  /^\W*(?:(?:an?|the|each|every|good|great|your|our|all)\s+)?(?:objectives?|key[ -]results?|OKRs?|KRs?)[^\w:：]{0,3}\s(?:is|are|should|must|need|can|represents?|describes?|defines?|measures?|answers?|stands? for|consists?)\b/i
const ofMethod = /\b(?:objectives?|key[ -]results?|OKRs?|KRs)\b(?!\s?#?\d)/i

/** Does what stands here tell how objectives and results are made, kept or shown, rather than say some? */
export function explainsMethod(body: Line[], items: Item[]): boolean {
  const told = body.some(
    ({ kind, text }) =>
      (kind === 'text' || kind === 'item') && ofMethod.test(text.slice(0, 60)) && defines.test(displayText(text.slice(0, 160))),
  )
  const about = items.filter(({ text }) => ofMethod.test(text.slice(0, 300))).length
  return told || (about > 1 && about >= items.length / 3)
}
