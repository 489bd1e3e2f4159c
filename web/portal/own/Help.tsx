import { portalMe } from '../../../server/modules/customers/contract.ts'
import { useAsk } from '../../ask.ts'
import { Button, Initials } from '../../kit/index.ts'

/** Whom the customer may ask: the colleague who looks after the account, and the seller's own pages. */
export function Help() {
  const { data } = useAsk(portalMe, {}, { staleTime: 300_000 })
  if (!data) return null
  const { name, person, website } = data.seller
  return (
    <div className="help">
      {person ? (
        <div className="help-person">
          <Initials name={person.name} />
          <p>
            <span className="help-name">{person.name}</span>
            <span className="faint">Price, terms, renewal</span>
          </p>
          <Button href={`mailto:${person.email}`} variant="default" size="md">
            Write<span className="unseen"> to {person.name}</span>
          </Button>
        </div>
      ) : (
        <p>
          Tell us what you need, and {name} answers. <a href="/pricing/ask">Ask us</a>
        </p>
      )}
      {website && (
        <p>
          <a href={website}>{website.replace(/^https:\/\/|\/$/g, '')}</a>
        </p>
      )}
    </div>
  )
}
