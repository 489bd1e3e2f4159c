import { stem } from '../../../kernel/stem.ts'

/** Words of the trade that mean one matter; each line one of them, by any of its forms. */
const lines = `
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
const matters = new Map<string, number>()
for (const [at, line] of lines.trim().split('\n').entries()) for (const word of line.split(' ')) matters.set(stem(word), at)

/** The matter that a stem stands for, where the trade has several words for one: the number of its line. */
export function matterOf(stem: string): number | undefined {
  return matters.get(stem)
}
