/** What people write beside objectives and results: facts about one, labels of what is no result, chapters about the set. */

/** `Owner: Ada` */
export const facts =
  /^(?:owners?|owned by|dri|leads?|led by|responsible(?: part(?:y|ies)| person)?|accountable|champion|sponsor|exec(?:utive)? sponsor|assignee|driver|contributors?|stakeholders?|teams?|status|overall status|state|rag|health|score|grade|grading|final score|progress|confidence(?: level| score)?|due|due date|deadline|timeline|time ?(?:frame|period)|period|quarter|cycle|target date|priority|weight|weighting|last updated?|updated?|updates?|comments?|notes?|why|why this matters|why now|rationale|motivation|purpose|reason|reasoning|justification|description|context|background|tags?|links?|baseline|start(?:ing)?(?: value| point)?|target|target value|current(?: value)?|actual|unit|source|metric|(?:org )?align(?:s|ed|ment)?(?: (?:to|with))?|supports|how (?:to|we) measured?|measure|measurement|evidence|formula|method|tracking|tracked|tracking manager|active from|frequency|stretch goal|parent|kpi|type|approvers?|dependenc(?:y|ies)|risks?|slack|channel|epic|issue|jira)(?:\s*\([^()]{0,40}\))?\s*(?::|–|—|-(?=\s))\s*\S/i

const boldFact =
  /(^|[·|•;,]\s{0,3})(\*\*|__)(owners?|dri|leads?|objective|key result|KR|why|status|score|progress|confidence|due|priority|weight|target|baseline)\2\s+(?=[^\s:–—-])/gi

/** `**Owner** Ada · **Status** on track`: bold words, each with its value and without a colon, as if they had it. */
export function withColons(raw: string): string {
  return raw.includes('**') || raw.includes('__') ? raw.replace(boldFact, '$1$3: ') : raw
}

/** `Initiatives`, alone on its line */
export const asideLabel =
  /^(?:key |our |supporting |proposed |planned |measurable )?(?:initiatives?|actions?|action items|action plan|projects?|tasks?|tactics|activities|deliverables?|next steps|road ?map|steps|how|approach|plan|to-?dos?|epics?|milestones?|dependenc(?:y|ies)|risks?(?: and .{0,30})?|assumptions|notes?|background|context|why.{0,20}|rationale|motivation|description|resources|links|references|updates?|comments?|status|(?:progress|status|weekly) (?:updates?|notes?)|progress|check-?ins?|retro(?:spective)?|logic|reviews?|reflections?|learnings|lessons.{0,20}|blockers|out of scope|parking lot|backlog|ice ?box|ideas|later|not now|nice to haves?|open questions|non-goals|health metrics|guardrails?|(?:final )?scor(?:e|es|ing)|tracking|(?:grading|tracking) notes?|owners?|team|measurement|how (?:to )?measured?)(?:\s*\([^()]{0,60}\))?\s*:?$/i

/** `Status — update 27 July`, `Risks & mitigation`: a chapter that tells of the set and holds none of it. */
export const reportHeading =
  /^(?:status|progress|updates?|closing|close-?out|(?:weekly|monthly|mid-quarter|final|quarterly) (?:review|update|check-?in|report|notes)s?|reviews?|retro(?:spective)?s?|risks?|out of scope|not in scope|non-goals|anti-goals|next steps?|next (?:quarter|cycle|period)|look-?ahead|lessons|learnings|notes?|appendix|change ?log|what changed|changes|history|dependencies|assumptions|budget|resources|glossary|roll-?up|summary|tracking|dashboard|action items|decisions?)(?:\s*$|\s*[:–—(&,]|\s-\s|\s(?:of|and|for|from|since|notes?|snapshot|updates?|log|reports?|review|this|next|to)\b)/i

/** `Initiative: a second shift`, in a list below a result: what is done for it. */
export const work =
  /^(?:initiatives?|actions?|action items?|projects?|tasks?|tactics?|activit(?:y|ies)|next steps?|blockers?|deliverables?)\s*[:|]\s+\S/i
