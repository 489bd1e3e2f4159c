/** Endings of English words, the longest first; what is left has four letters at least. */
const endings =
  'ications ication izations isations ization isation ations ation ements ement ments ment ances ance ences ence ities ity ings ing ions ion ables able ibles ible ively ives ive ally als al ers er ors or ied ies ed es ie ly s e y'.split(
    ' ',
  )

/** Words of the trade that mean one matter; each line one of them, by any of its forms. */
const matters = `
vacation holiday leave absence
salary pay wage compensation remuneration
colleague employee staff worker
hire recruit applicant candidate interview
remote abroad home
customer client buyer
invoice bill billing
price pricing tariff rate
discount rebate reduction off
refund reimbursement
purchase buy procurement spending spend
due term deadline
vulnerability security hole bug exploit
reward bounty prize
retention keep retain store archive
delete erase remove purge close
inactive dormant idle unused
server host hosting region datacenter
release ship deploy rollout deployment
contract agreement deal
sign signature authority signatory
approve approval authorise authorize permission
limit cap ceiling threshold maximum
online unassisted alone
salesperson sales seller rep
licence license seat
partner reseller channel
margin commission share
tool software app application
laptop computer machine notebook
backup copy
language translation translate locale
uptime availability outage
support helpdesk help
meeting standup session
roadmap plan
training course certification exam
travel flight trip
office site premises
contractor freelancer external
browser explorer chrome firefox safari
card payment processor provider
mail email letter
metric measure kpi figure
charity nonprofit
monthly month
annual yearly year
`
const matterOf = new Map<string, number>()
for (const [at, line] of matters.trim().split('\n').entries()) for (const word of line.split(' ')) matterOf.set(cut(word), at)

/** The stem of a folded word, and the matter that it stands for where the trade has several words for one. */
export function stemOf(word: string): { stem: string; matter: number | undefined } {
  const stem = cut(word)
  return { stem, matter: matterOf.get(stem) }
}

function cut(word: string): string {
  for (const end of endings) if (word.endsWith(end) && word.length - end.length >= 4) return word.slice(0, -end.length)
  return word
}
