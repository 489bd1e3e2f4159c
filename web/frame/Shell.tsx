import './doors.css'
import './frame.css'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Bar, type BarPage } from '../kit/bar.tsx'
import { Problem } from '../kit/feedback.tsx'
import { Modal } from '../kit/controls.tsx'
import { useKeys } from '../kit/keys.ts'
import { later } from '../kit/later.tsx'
import { useGo, useHere } from '../kit/Link.tsx'
import { rooms } from '../modules/index.ts'
import { Opening } from './edges.tsx'
import { type Area, areasOf, placeIn } from './nav/areas.ts'
import { house } from './nav/house.ts'
import { Nav } from './nav/Nav.tsx'
import type { PhoneNavProps } from './nav/PhoneNav.tsx'
import { rememberRecent } from './nav/recents.ts'
import { useLetters } from './nav/useLetters.ts'
import { useWaiting } from './nav/waiting.ts'
import { Pills } from './Pills.tsx'
import { SheetBar } from './SheetBar.tsx'
import { StepUp } from './StepUp.tsx'
import { useMay, useSession } from './session.ts'
import { useTypedBeforeFocus } from './useTypedBeforeFocus.ts'

const Palette = later(() => import('./palette/Palette.tsx'))
// a window that is wide shows none
const PhoneNav = later<PhoneNavProps>(() => import('./nav/PhoneNav.tsx'))
const KeysDialog = later(() => import('./KeysDialog.tsx'))
const SecondFactorDoor = later(() => import('../modules/people/SecondFactorDoor.tsx'), <Opening />)

/** The frame around every room, for a colleague who is signed in; everybody else is led to their door. */
export function Shell() {
  const { data, error, refetch } = useSession()
  const go = useGo()
  const here = useHere()
  const staff = data?.actor && data.actor.kind !== 'contact'

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is only remembered, not watched
  useEffect(() => {
    if (!data) return
    if (!data.company) go('/first-run', { replace: true })
    else if (!data.actor) go(`/sign-in?to=${encodeURIComponent(here.path + here.search)}`, { replace: true })
    else if (data.actor.kind === 'contact') go('/portal', { replace: true })
  }, [data])

  if (error && !data) {
    return (
      <div className="page" data-width="form">
        <Problem error={error} again={() => void refetch()} />
      </div>
    )
  }
  if (!staff || !data.company) return <Opening />
  if (data.needs === 'second_factor') return <SecondFactorDoor />
  return <Frame />
}

/** The ground with its navigation, and the sheet with its bar and the room. */
export function Frame({ areas: given }: { areas?: Area[] }) {
  const may = useMay()
  const go = useGo()
  const here = useHere()
  const areas = useMemo(() => given ?? areasOf([...house, ...rooms], may), [given, may])
  const place = placeIn(areas, here.path)
  const waiting = useWaiting()
  const narrow = useNarrow()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  const [page, setPage] = useState<BarPage>()
  const [acts, setActs] = useState<HTMLElement | null>(null)
  const typed = useTypedBeforeFocus(palette)
  const letters = useLetters(areas)
  const bar = useMemo(() => ({ acts, tell: setPage }), [acts])
  useMoved(here.path)
  useRemembered(here.path, place?.area.title, page)
  useEffect(() => {
    // fetched with the first touch of the page, so that it is there when it is called and no first visit waits for it
    const touches = ['pointermove', 'pointerdown', 'keydown'] as const
    const gone = new AbortController()
    const ahead = () => {
      gone.abort()
      Palette.ahead()
      Modal.ahead()
    }
    for (const touch of touches) document.addEventListener(touch, ahead, { passive: true, signal: gone.signal })
    return () => gone.abort()
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
  useKeys('Everywhere', [
    { keys: 'Mod+K', says: 'Search, or do something' },
    { keys: 'G', says: 'Then a letter: go to an area, I to the inbox, A to your actions' },
    { keys: '?', says: 'All keys', run: () => setKeys(true) },
  ])
  return (
    <div className="shell">
      <StepUp />
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <Nav
        areas={areas}
        at={place && { area: place.area, href: place.page.href }}
        path={here.path}
        waiting={waiting}
        letters={letters}
        onSearch={() => setPalette(true)}
        onKeys={() => setKeys(true)}
      />
      <div className="sheet">
        <SheetBar area={place?.area} page={page} onActs={setActs} />
        <main id="main" className="main" tabIndex={-1}>
          <Bar.Provider value={bar}>
            <Outlet />
          </Bar.Provider>
        </main>
      </div>
      {narrow && <PhoneNav areas={areas} open={place?.area} path={here.path} waiting={waiting} onSearch={() => setPalette(true)} />}
      <Pills />
      {palette && <Palette typed={typed} areas={areas} onClose={() => setPalette(false)} onGo={go} />}
      {keys && <KeysDialog areas={areas} onClose={() => setKeys(false)} />}
    </div>
  )
}

const phone = () => matchMedia('(max-width: 760px)')

/** Whether the frame stands at the thumb. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const window = phone()
      window.addEventListener('change', tell)
      return () => window.removeEventListener('change', tell)
    },
    () => phone().matches,
  )
}

/** A screen reader goes on at the new page, unless a field there has taken the focus; the sheet begins at its top. */
function useMoved(path: string): void {
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    if (!document.activeElement?.closest('main')) document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])
}

/** A record that was open is found again among the recent ones. */
function useRemembered(path: string, area: string | undefined, page: BarPage | undefined): void {
  const { data } = useSession()
  const person = data?.actor?.id
  useEffect(() => {
    if (!person || !area || !page) return
    const routes = rooms.flatMap((room) => room.routes)
    const exact = routes.some((route) => route.path === path)
    const record = routes.some((route) => route.path.includes('$') && fits(route.path, path))
    // until the record is there, its page is called after its kind
    if (exact || !record || routes.some((route) => route.title === page.title)) return
    rememberRecent(person, { href: path, title: page.title, area })
  }, [person, path, area, page])
}

function fits(pattern: string, path: string): boolean {
  const [want, have] = [pattern.split('/'), path.split('/')]
  return want.length === have.length && want.every((part, at) => part.startsWith('$') || part === have[at])
}
