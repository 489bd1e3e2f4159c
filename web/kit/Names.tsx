import { type ReactNode, useEffect, useState } from 'react'
import { countryText } from './format.ts'
import { initialsOf, tintOf } from './names.ts'
import { None } from './values.tsx'

type Size = 's' | 'm' | 'l' | 'xl'

/** The initials of a customer (a square) or a person (`round`) on a quiet paper that follows from the name. */
export function Initials({ name, size = 'm', round = false }: { name: string; size?: Size; round?: boolean }): ReactNode {
  return (
    <span className="initials" data-tint={tintOf(name)} data-size={size} data-round={round || undefined} aria-hidden>
      {initialsOf(name, round)}
    </span>
  )
}

let addresses: Map<string, string> | undefined

/** A country as its flag; its name is said to a screen reader and on hover. */
function Flag({ country }: { country: string | null | undefined }): ReactNode {
  const [known, setKnown] = useState(addresses)
  useEffect(() => {
    if (known || !country) return
    let here = true
    void import('./flags.ts').then(({ flagAddresses }) => {
      addresses = flagAddresses
      if (here) setKnown(flagAddresses)
    })
    return () => {
      here = false
    }
  }, [known, country])
  if (!country) return null
  const name = countryText(country)
  const address = known?.get(country.toUpperCase())
  if (!address) {
    return (
      <span className="flag" title={name}>
        <span className="unseen">{name}</span>
      </span>
    )
  }
  return <img className="flag" src={address} alt={name} title={name} width={16} height={12} loading="lazy" decoding="async" />
}

type CustomerProps = { name: string; country?: string | null | undefined; size?: 's' | 'm' | 'l'; note?: ReactNode }

/** A customer as everywhere: initials, name, flag; `note` is one quiet line below. */
export function Customer({ name, country, size = 'm', note }: CustomerProps): ReactNode {
  return (
    <span className="named" data-size={size}>
      <Initials name={name} size={size} />
      <span className="named-words">
        <span className="named-line">
          <span className="named-name clip">{name}</span>
          <Flag country={country} />
        </span>
        {note && <span className="named-note clip">{note}</span>}
      </span>
    </span>
  )
}

/** A country as its flag and its name. */
export function Country({ code }: { code: string | null | undefined }): ReactNode {
  if (!code) return <None />
  return (
    <span className="named">
      <Flag country={code} />
      {countryText(code)}
    </span>
  )
}

/** A person as everywhere: round initials and the name. */
export function Person({ name, size = 's', note }: { name: string; size?: 's' | 'm' | 'l'; note?: ReactNode }): ReactNode {
  return (
    <span className="named" data-size={size} data-person>
      <Initials name={name} size={size} round />
      <span className="named-words">
        <span className="named-line">
          <span className="named-name clip">{name}</span>
        </span>
        {note && <span className="named-note clip">{note}</span>}
      </span>
    </span>
  )
}
