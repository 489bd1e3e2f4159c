import './portal.css'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { SchemeButton } from '../frame/AccountMenu.tsx'
import { Mark } from '../frame/Mark.tsx'
import { useSession } from '../frame/session.ts'
import { Link, Loading, Problem, useGo, useHere } from '../kit/index.ts'
import { SignOut } from './SignOut.tsx'

const places = [
  { title: 'Overview', href: '/portal' },
  { title: 'Licences', href: '/portal/licences' },
  { title: 'Invoices', href: '/portal/invoices' },
  { title: 'Details', href: '/portal/details' },
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
      <a href="#main" className="portal-skip">
        Skip to the page
      </a>
      <header className="portal-top">
        <Link href={contact ? '/portal' : '/pricing'} className="portal-brand" {...(contact ? {} : { target: '_self' })}>
          <Mark size={24} />
          <span>{data?.company?.name ?? ''}</span>
        </Link>
        {contact && (
          <nav className="portal-nav" aria-label="Portal">
            {places.map((place) => (
              <Link key={place.href} href={place.href} current={path === place.href}>
                {place.title}
              </Link>
            ))}
          </nav>
        )}
        <div className="portal-end">
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
      <footer className="portal-foot">
        <span>{data?.company?.name}</span>
        <a href="/pricing">Prices</a>
      </footer>
    </div>
  )
}
