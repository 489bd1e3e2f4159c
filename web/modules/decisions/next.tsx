import { Button, NextAct } from '../../kit/index.ts'
import type { Act } from './Dialogs.tsx'
import { type Decision, whenText } from './words.ts'

/** The one thing that waits for whoever looks; nothing when it waits for somebody else. */
export function nextOf(decision: Decision, today: string, on: (act: Act) => void) {
  const can = (name: string) => decision.may.includes(`decisions.decisions.${name}`)
  const by = { by: whenText(decision.need_by, today), late: decision.late }
  const waits = decision.unmet[0]?.text
  if (can('decide')) {
    const objecting = decision.parties.filter((one) => one.stance === 'object').map(({ name }) => name)
    const why =
      objecting.length > 0
        ? `${objecting.join(' and ')} objects. Deciding for it takes a reason that stays beside.`
        : 'Everybody has answered.'
    const again = (
      <Button variant="default" size="sm" onClick={() => on('ask_again')}>
        Another round
      </Button>
    )
    return <NextAct what="Decide" why={why} {...by} act="Decide" onAct={() => on('decide')} also={again} />
  }
  if (can('answer') && decision.waits_for_me)
    return (
      <NextAct what="Say what you think" why={`You answer on text ${decision.text.no}.`} {...by} act="Answer" onAct={() => on('answer')} />
    )
  if (can('estimate') && !decision.estimate)
    return (
      <NextAct what="Add an estimate" why="It is spent beside the budget." {...by} act="Add an estimate" onAct={() => on('estimate')} />
    )
  if (can('review')) return <NextAct what="Look back at it" why="Its day has come." act="Look back" onAct={() => on('review')} />
  return waits && decision.late ? <NextAct what="It waits" why={waits} {...by} /> : undefined
}
