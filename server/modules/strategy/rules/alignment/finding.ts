import { placeWord } from '../life-text.ts'
import type { Code, DefectLevel, Finding, Line, Quoted, Side } from './model.ts'

/** A text of a plan as a finding quotes it; without a line it is the plan as a whole. */
function quote(side: Side, line: Line | null): Quoted {
  return {
    plan: side.plan.id,
    edition: side.edition.id,
    key: line?.key ?? null,
    place: line ? lowerFirst(placeWord(line)) : 'the plan',
    text: line?.text ?? side.plan.title,
  }
}

/** “Renewals get a call” (Sales, measure 3): a text with where it stands. */
export function said(side: Side, line: Line): string {
  return `“${line.text}” (${side.plan.title}, ${lowerFirst(placeWord(line))})`
}

type End = { side: Side; line: Line | null }
type About = {
  code: Code
  level: DefectLevel
  title: string
  says: string
  why?: string
  ends: readonly End[]
  extra?: string
  sum?: Finding['sum']
  /** where its words also come from something for the few that is none of its ends */
  few?: boolean
}

/** A finding of a side on the texts that it quotes; what has no line stands on the whole text of its edition. */
export function finding(owner: Side, { ends, extra = '', sum, few = false, ...about }: About): Finding {
  return {
    ...about,
    owner,
    extra,
    few: few || [owner, ...ends.map(({ side }) => side)].some(({ plan }) => plan.restricted),
    quoted: ends.map(({ side, line }) => quote(side, line)),
    hashes: ends.map(({ side, line }) => line?.hash ?? side.edition.hash),
    ...(sum ? { sum } : {}),
  }
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
