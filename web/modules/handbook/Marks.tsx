import { Fold } from '../../kit/index.ts'

const colleagues = `<!-- internal -->
What colleagues alone read.
<!-- /internal -->`

const few = `<!-- restricted: FIN, LT -->
What members of these groups alone read.
<!-- /restricted -->`

const places = `## A section for colleagues <!-- internal -->

- <!-- restricted: FIN --> An item for the few`

const links = `[Quotes](/handbook/sales/quotes)`

/** How a part is kept to some, and how one page leads to another. */
export function Marks() {
  return (
    <Fold title="How to keep a part to some, and link to another page">
      <dl className="desk-marks">
        <dt>For colleagues, on lines of their own</dt>
        <dd>
          <pre>{colleagues}</pre>
        </dd>
        <dt>For the few: the short names of groups</dt>
        <dd>
          <pre>{few}</pre>
        </dd>
        <dt>At the end of a heading for its section, first in an item for the item</dt>
        <dd>
          <pre>{places}</pre>
        </dd>
        <dt>To another page: by its address</dt>
        <dd>
          <pre>{links}</pre>
        </dd>
      </dl>
    </Fold>
  )
}

const head = `kind: procedure
role: Export officer
rapid: MO(D), FA(A)
tier: 2
promise: the same day`

const step = `1. Compare the names
   - Role: Export officer
   - Check: name and country agree
   - If it fails: ask Farid
   - Ask: amount (money EUR)
2. Release the order
   - Only if: amount > 5,000
   - Who: FIN
   - Due: 1 business day after step 1
   - Approve: Finance, never whoever compared`

/** How a procedure says who agrees to it, and a step who does it. */
export function StepMarks() {
  return (
    <Fold title="How to write a procedure">
      <dl className="desk-marks">
        <dt>At the top: who does what names nobody, who decides (D) and agrees (A), its risk from 1 (high) to 3, what is promised</dt>
        <dd>
          <pre>{head}</pre>
        </dd>
        <dt>Below the heading “Steps”: an ordered list; a check where the risk is 1 or 2</dt>
        <dd>
          <pre>{step}</pre>
        </dd>
      </dl>
    </Fold>
  )
}
