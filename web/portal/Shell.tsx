import '../public/ways.css'
import './portal.css'
import './site.css'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { portalTerms } from '../../server/modules/billing/contract.ts'
import { portalMe } from '../../server/modules/customers/contract.ts'
import { useAsk } from '../ask.ts'
import { SchemeButton } from '../frame/AccountMenu.tsx'
import { Mark } from '../frame/Mark.tsx'
import { useSession } from '../frame/session.ts'
import { Initials, Link, Loading, Problem, useGo, useHere } from '../kit/index.ts'
import { SignOut } from './SignOut.tsx'

const places = [
  { title: 'Overview', href: '/portal' },
  { title: 'Licences', href: '/portal/licences' },
  { title: 'Invoices', href: '/portal/invoices' },
  { title: 'Company', href: '/portal/details' },
]

/** Pages that stand open before anybody has signed in. */
const open = ['/portal/buy', '/portal/sign-in']

/** The frame of the customer's own door: lighter than ours, and made for a phone first. */
export function PortalShell() {
  const { data, error, refetch } = useSession()
  const { path, search } = useHere()
  const go = useGo()
  const contact = data?.actor?.kind === 'contact'
  const shut = data !== undefined && !contact && !open.includes(path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is only remembered, not watched
  useEffect(() => {
    if (shut) go(`/portal/sign-in?to=${encodeURIComponent(path + search)}`, { replace: true })
  }, [shut])
  return (
    <div className="portal">
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className="portal-top">
        <Link
          href={contact ? '/portal' : '/pricing'}
          className="portal-brand"
          aria-label={data?.company?.name ?? 'Start'}
          {...(contact ? {} : { target: '_self' })}
        >
          <Mark size={28} />
          <span>{data?.company?.name ?? ''}</span>
        </Link>
        {contact && (
          <nav className="site-nav portal-nav" aria-label="Portal">
            {places.map((place) => (
              <Link key={place.href} href={place.href} current={path.replace(/\/$/, '') === place.href}>
                {place.title}
              </Link>
            ))}
          </nav>
        )}
        <div className="portal-end">
          {contact && <WhoIsIn name={data.actor?.name ?? ''} />}
          <SchemeButton />
          {contact ? <SignOut name={data.actor?.name ?? ''} /> : path !== '/portal/sign-in' && <Link href="/portal/sign-in">Sign in</Link>}
        </div>
      </header>
      <main id="main" className="portal-main" tabIndex={-1}>
        {error && !data ? (
          <Problem error={error} again={() => void refetch()} />
        ) : data === undefined || shut ? (
          <Loading rows={6} />
        ) : (
          <Outlet />
        )}
      </main>
      <Foot name={data?.company?.name ?? ''} />
    </div>
  )
}

/** For which company one acts, and who one is: always in sight. */
function WhoIsIn({ name }: { name: string }) {
  const { data } = useAsk(portalMe, {}, { staleTime: 300_000 })
  return (
    <div className="portal-who">
      <p>
        <span className="portal-who-company">{data?.account.name ?? ''}</span>
        <span className="portal-who-person">{name}</span>
      </p>
      <Initials name={name} />
    </div>
  )
}

/** Links lead only to what there is. */
function Foot({ name }: { name: string }) {
  const { data: terms } = useAsk(portalTerms, {}, { staleTime: 600_000 })
  const codes = terms?.documents.map(({ code }) => code) ?? []
  return (
    <footer className="portal-foot">
      <span>{name}</span>
      <nav className="foot-nav" aria-label="More">
        <a href="/pricing">Prices</a>
        {codes.some((code) => !code.startsWith('privacy')) && <a href="/terms">Terms</a>}
        {codes.some((code) => code.startsWith('privacy')) && <a href="/privacy">Privacy</a>}
        <a href="/pricing/ask">Contact</a>
      </nav>
    </footer>
  )
}
