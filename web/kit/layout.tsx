import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { BarActs, useBar } from './bar.tsx'
import { Link, useHere } from './Link.tsx'
import { tabNow } from './tab-now.ts'

type Crumb = { title: string; href: string }
type TabLink = { title: string; href: string; count?: number }

type PageProps = {
  title: string
  /** how the title reads on the page, when it is more than text */
  heading?: ReactNode
  /** a status beside the title */
  badge?: ReactNode
  /** one line under the title */
  note?: ReactNode
  crumbs?: Crumb[]
  actions?: ReactNode
  tabs?: TabLink[]
  /** 'read' for text, 'form' for one form, 'wide' for tables and charts, 'record' for a record, which draws its own head */
  width?: 'read' | 'form' | 'wide' | 'record'
  children: ReactNode
}

/** A screen: where one is, what it is called, what one can do, and the rest. */
export function Page(props: PageProps): ReactNode {
  const { title, heading, badge, note, crumbs, actions, tabs, width = 'wide', children } = props
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])
  // the bar of the frame says where one is and what the page is called; a page with more to say than its name says it itself, too
  const barred = useBar({ title, crumbs: crumbs ?? [] })
  const named = !barred || heading !== undefined || badge !== undefined
  return (
    <div className="page" data-width={width}>
      <header className="page-head">
        {!barred && crumbs && crumbs.length > 0 && (
          <nav aria-label="Breadcrumb" className="crumbs">
            <ol>
              {crumbs.map((crumb) => (
                <li key={crumb.href}>
                  <Link href={crumb.href}>{crumb.title}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        {width !== 'record' && (
          <div className="page-title">
            <div className="page-name">
              <h1 className={named ? undefined : 'unseen'}>{heading ?? title}</h1>
              {badge}
            </div>
            {actions && <BarActs>{actions}</BarActs>}
          </div>
        )}
        {note && <p className="page-note">{note}</p>}
        {tabs && tabs.length > 0 && <PageTabs tabs={tabs} />}
      </header>
      {children}
    </div>
  )
}

function PageTabs({ tabs }: { tabs: TabLink[] }) {
  const here = useHere()
  const current = tabNow(tabs, here)
  return (
    <nav className="page-tabs" aria-label="Views of this page">
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} {...(tab === current ? { current: true } : {})}>
          {tab.title}
          {tab.count !== undefined && <span className="num faint"> {tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** A part of a page with its own heading. `flush` lets a table reach the edges of its card. */
export function Section(props: {
  title?: ReactNode
  /** its heading may be given the focus by this id */
  id?: string
  note?: ReactNode
  actions?: ReactNode
  plain?: boolean
  flush?: boolean
  children: ReactNode
}) {
  const { title, id, note, actions, plain = false, flush = false, children } = props
  return (
    <section className="section">
      {(title || actions) && (
        <div className="section-head">
          <div>
            {title && <h2 {...(id ? { id, tabIndex: -1 } : {})}>{title}</h2>}
            {note && <p className="section-note">{note}</p>}
          </div>
          {actions && <div className="section-actions">{actions}</div>}
        </div>
      )}
      {plain ? children : <div className={flush ? 'card card-flush' : 'card'}>{children}</div>}
    </section>
  )
}

/** A bordered surface. */
export function Card({ children, flush = false, className = '' }: { children: ReactNode; flush?: boolean; className?: string }) {
  return <div className={`card ${flush ? 'card-flush' : ''} ${className}`}>{children}</div>
}

type Gap = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Things one under another. */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ReactNode }) {
  return (
    <div className="stack" style={gapOf(gap)}>
      {children}
    </div>
  )
}

/** Things side by side that wrap. */
export function Row(props: {
  gap?: Gap
  align?: 'center' | 'start' | 'end' | 'baseline'
  between?: boolean
  nowrap?: boolean
  children: ReactNode
}) {
  const { gap = 2, align = 'center', between = false, nowrap = false, children } = props
  return (
    <div className="row" data-align={align} data-between={between || undefined} data-nowrap={nowrap || undefined} style={gapOf(gap)}>
      {children}
    </div>
  )
}

/** Equal columns, as many as fit with at least `least` pixels each. */
export function Columns({ least = 280, gap = 4, children }: { least?: number; gap?: Gap; children: ReactNode }) {
  return (
    <div className="columns" style={{ ...gapOf(gap), '--least': `${least}px` } as CSSProperties}>
      {children}
    </div>
  )
}

/** A wide main part with a narrow side; one under the other on a phone. */
export function Split({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className="split">
      <div className="stack" style={gapOf(5)}>
        {children}
      </div>
      <aside className="stack" style={gapOf(5)}>
        {side}
      </aside>
    </div>
  )
}

function gapOf(gap: Gap): CSSProperties {
  return { gap: gap === 0 ? 0 : `var(--s-${gap})` }
}
