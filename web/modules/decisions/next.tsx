import { Button, countOf, NextAct, withDays } from '../../kit/index.ts'
import type { Act } from './Dialogs.tsx'
import { type Decision, isWaitedFor, namesText, objectingTo, seatOf, whenText } from './words.ts'

/** The one thing that waits for whoever looks; nothing when it waits for somebody else. */
export function nextOf(decision: Decision, today: string, on: (act: Act) => void) {
  const can = (name: string) => decision.may.includes(`decisions.decisions.${name}`)
  const by = { by: whenText(decision.need_by, today), late: decision.late }
  const waits = decision.unmet[0]?.text
  if (can('decide')) {
    const again = (
      <Button variant="default" size="sm" onClick={() => on('ask_again')}>
        Another round
      </Button>
    )
    return <NextAct what="Decide" why={whyReady(decision)} {...by} act="Decide" onAct={() => on('decide')} also={again} />
  }
  const seat = seatOf(decision)
  if (can('answer') && seat && isWaitedFor(seat)) {
    const place = seat.in_place_of ? ` in the place of ${seat.in_place_of}` : seat.group ? ` for ${seat.name}` : ''
    const why = `You answer on text ${decision.text.no}${place}.`
    return <NextAct what="Say what you think" why={why} {...by} act="Answer" onAct={() => on('answer')} />
  }
  if (can('estimate') && !decision.estimate)
    return (
      <NextAct what="Add an estimate" why="It is spent beside the budget." {...by} act="Add an estimate" onAct={() => on('estimate')} />
    )
  if (can('review')) return <NextAct what="Look back at it" why="Its day has come." act="Look back" onAct={() => on('review')} />
  return waits && (decision.late || can('withdraw')) ? <NextAct what="It waits" why={withDays(waits)} {...by} /> : undefined
}

/** Why it can be decided: who objects, who said nothing in time, or that everybody has answered. */
function whyReady(decision: Decision): string {
  const objecting = objectingTo(decision)
  if (objecting.length > 0)
    return `${namesText(objecting)} ${objecting.length === 1 ? 'objects' : 'object'}. Deciding for it takes a reason that stays beside.`
  const silent = decision.parties.filter(isWaitedFor)
  if (decision.asked === 0) return 'Nobody was asked before.'
  if (silent.length === 0) return 'Everybody has answered.'
  const who = silent.length > 3 ? countOf(silent.length, 'party', 'parties') : namesText(silent.map(({ name }) => name))
  return `${who} ${silent.length === 1 ? 'has' : 'have'} not answered on this text; their time is over.`
}
