import { useParams, useRouter, useRouterState } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'
import { addressOf, placeOf } from './address.ts'
import { beginsWithField, typeAhead } from './typedAhead.ts'

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { href: string; current?: boolean; children: ReactNode }

/** A link inside the app: a real anchor that the router follows without loading the page anew. */
export function Link({ href, current = false, onClick, children, ...rest }: LinkProps): ReactNode {
  const follow = useFollow()
  const outside = /^(https?:|mailto:)/.test(href)
  return (
    <a
      {...rest}
      href={addressOf(href)}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      {...(outside ? { rel: 'noreferrer' } : {})}
      onClick={(event) => {
        onClick?.(event)
        if (!outside && !rest.target && !rest.download) follow(event, href)
      }}
    >
      {children}
    </a>
  )
}

/** Follows `href` in the app unless the reader asked for a new tab or something already handled the click. */
export function useFollow(): (event: MouseEvent, href: string) => void {
  const go = useGo()
  return (event, href) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (href.startsWith('/api/')) return
    event.preventDefault()
    // by a key, not by pointing
    if (event.detail === 0 && beginsWithField(href)) typeAhead()
    go(href)
  }
}

/** Goes to an address of the app; `replace` leaves no step in the history. */
export function useGo(): (href: string, more?: { replace?: boolean }) => void {
  const router = useRouter()
  return (href, more = {}) => (more.replace ? router.history.replace(addressOf(href)) : router.history.push(addressOf(href)))
}

/** A named part of the path: `useParam('id')` on `/customers/accounts/$id`. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

/** Where one is: the place in the app (or the path of the portal), and the query with its question mark. */
export function useHere(): { path: string; search: string } {
  return useRouterState({
    select: (state) => ({ path: placeOf(state.location.pathname), search: state.location.searchStr }),
    structuralSharing: true,
  })
}

/** One field of the address's query, kept in the address so that a view can be sent to a colleague. */
export function useQueryText(name: string, otherwise = ''): [string, (value: string) => void] {
  const here = useHere()
  const go = useGo()
  const value = new URLSearchParams(here.search).get(name) ?? otherwise
  const write = (next: string) => {
    const query = new URLSearchParams(window.location.search)
    if (next === otherwise) query.delete(name)
    else query.set(name, next)
    const text = query.toString()
    go(text ? `${window.location.pathname}?${text}` : window.location.pathname, { replace: true })
  }
  return [value, write]
}
