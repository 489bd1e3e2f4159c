import './doors.css'
import './frame.css'
import { Drawer, UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconMenu2, IconSearch } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { IconButton } from '../kit/controls.tsx'
import { Problem } from '../kit/feedback.tsx'
import { Link, useGo, useHere } from '../kit/Link.tsx'
import { Kbd } from '../kit/text.tsx'
import { AccountMenu, SchemeButton } from './AccountMenu.tsx'
import { Opening } from './edges.tsx'
import { Mark } from './Mark.tsx'
import { SideNav } from './SideNav.tsx'
import { StepUp } from './StepUp.tsx'
import { useSession } from './session.ts'

const loadPalette = () => import('./Palette.tsx')
const Palette = lazy(loadPalette)
const SecondFactorDoor = lazy(() => import('../modules/people/SecondFactorDoor.tsx'))

/** What is typed after the palette was called and before its field has the focus, which may take a download. Nothing of it is lost. */
function useTypedBeforeFocus(open: boolean): string {
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (!open) {
      setTyped('')
      return
    }
    const keep = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('[role="dialog"] input')
      if (inField || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      setTyped((before) => before + event.key)
    }
    document.addEventListener('keydown', keep, true)
    return () => document.removeEventListener('keydown', keep, true)
  }, [open])
  return typed
}

/** The frame around every room: navigation at the side, search and account on top. */
export function Shell() {
  const { data, error, refetch } = useSession()
  const go = useGo()
  const here = useHere()
  const [narrow, setNarrow] = useKept('quarterdeck.nav.narrow')
  const [drawer, setDrawer] = useState(false)
  const [palette, setPalette] = useState(false)
  const typed = useTypedBeforeFocus(palette)
  const staff = data?.actor && data.actor.kind !== 'contact'

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is only remembered, not watched
  useEffect(() => {
    if (!data) return
    if (!data.company) go('/first-run', { replace: true })
    else if (!data.actor) go(`/sign-in?to=${encodeURIComponent(here.path + here.search)}`, { replace: true })
    else if (data.actor.kind === 'contact') go('/portal', { replace: true })
  }, [data])
  const shown = useRef(here.path)
  useEffect(() => {
    if (shown.current === here.path) return
    shown.current = here.path
    setDrawer(false)
    // a screen reader goes on at the new page, unless a field there has taken the focus
    if (!document.activeElement?.closest('main')) document.getElementById('main')?.focus({ preventScroll: true })
  }, [here.path])
  useEffect(() => {
    // fetched ahead, so that the palette is there when it is called
    const soon = setTimeout(() => void loadPalette().catch(() => undefined), 1500)
    return () => clearTimeout(soon)
  }, [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setPalette((open) => !open)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  if (error && !data) {
    return (
      <div className="page" data-width="form">
        <Problem error={error} again={() => void refetch()} />
      </div>
    )
  }
  if (!staff || !data.company) return <Opening />
  if (data.needs === 'second_factor') {
    return (
      <Suspense fallback={<Opening />}>
        <SecondFactorDoor />
      </Suspense>
    )
  }
  return (
    <div className="shell" data-narrow={narrow || undefined}>
      <StepUp />
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <aside className="side">
        <Link href="/" className="brand">
          <Mark />
          <span className="brand-name clip">{data.company.name}</span>
        </Link>
        <SideNav narrow={narrow} />
        <div className="side-foot">
          <IconButton label={narrow ? 'Widen the navigation' : 'Narrow the navigation'} onClick={() => setNarrow(!narrow)}>
            {narrow ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.6} aria-hidden />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} aria-hidden />
            )}
          </IconButton>
          {data.demo && !narrow && <span className="tag">Demo company</span>}
        </div>
      </aside>
      <header className="top">
        <div className="top-left">
          <span className="only-phone">
            <IconButton label="Open the navigation" onClick={() => setDrawer(true)}>
              <IconMenu2 size={20} aria-hidden />
            </IconButton>
          </span>
          <UnstyledButton className="top-search" onClick={() => setPalette(true)}>
            <IconSearch size={15} aria-hidden />
            <span>Search or do…</span>
            <Kbd keys="Mod+K" />
          </UnstyledButton>
        </div>
        <div className="top-right">
          <SchemeButton />
          <AccountMenu />
        </div>
      </header>
      <main id="main" className="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Drawer opened={drawer} onClose={() => setDrawer(false)} size={280} title={data.company.name} classNames={{ body: 'drawer-nav' }}>
        <SideNav narrow={false} />
      </Drawer>
      {palette && (
        <Suspense fallback={null}>
          <Palette typed={typed} onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** A yes or no that this browser remembers. */
function useKept(name: string): [boolean, (next: boolean) => void] {
  const [value, setValue] = useState(() => localStorage.getItem(name) === 'yes')
  return [
    value,
    (next) => {
      localStorage.setItem(name, next ? 'yes' : 'no')
      setValue(next)
    },
  ]
}
