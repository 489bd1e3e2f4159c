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
