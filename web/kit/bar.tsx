import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { createPortal } from 'react-dom'

type Crumb = { title: string; href: string }
/** What the page tells the bar above it. */
export type BarPage = { title: string; crumbs: Crumb[] }
type BarPlace = {
  /** where the page's acts go; nothing on a phone, where they stay with the page */
  acts: HTMLElement | null
  tell: (page: BarPage) => void
}

/** Given by the frame around a page. The portal and a page that stands alone have no bar. */
export const Bar = createContext<BarPlace | undefined>(undefined)

/** Tells the bar where one is; answers whether there is one. */
export function useBar(page: BarPage): boolean {
  const bar = useContext(Bar)
  const tell = bar?.tell
  const crumbs = JSON.stringify(page.crumbs)
  const { title } = page
  useEffect(() => tell?.({ title, crumbs: JSON.parse(crumbs) as Crumb[] }), [tell, title, crumbs])
  return bar !== undefined
}

/** Acts of the page in its bar; where there is none they stand where they are written. */
export function BarActs({ children }: { children: ReactNode }): ReactNode {
  const bar = useContext(Bar)
  return bar?.acts ? createPortal(children, bar.acts) : <div className="page-actions">{children}</div>
}
