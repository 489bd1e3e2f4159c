import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { requestOf } from '../../ask.ts'
import { BarActs, useBar } from '../bar.tsx'
import { Link, useHere } from '../Link.tsx'
import { DropMenu } from '../over/menus.tsx'

type PageLink = { title: string; href: string }
type HeadProps = {
  title: string
  crumbs: PageLink[] | undefined
  tabs: PageLink[] | undefined
  actions: ReactNode
  /** the list that is taken along as a file, as it is filtered now */
  file: Operation
  input: Record<string, unknown>
  list: Declared
  columns: string[]
}

/** Where one is, the list as a file, what one can do, and the pages beside this one. */
export function Head({ title, crumbs = [], tabs = [], actions, file, input, columns }: HeadProps) {
  const here = useHere()
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])
  // the bar of the frame says where one is and what the page is called
  const barred = useBar({ title, crumbs })
  return (
    <header className="list-head" data-barred={barred || undefined}>
      <h1 className={barred ? 'unseen' : undefined}>{title}</h1>
      {tabs.length > 0 && (
        <nav aria-label="Pages beside this one" className="list-beside">
          {tabs.map((tab) => (
            <Link key={tab.href} href={tab.href} current={here.path === tab.href}>
              {tab.title}
            </Link>
          ))}
        </nav>
      )}
      <BarActs>
        <DropMenu
          width="own"
          target={
            <ActionIcon aria-label="Export" title="Export" size={28}>
              <IconDownload size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          }
          items={[
            { title: 'CSV', href: fileOf(file, 'csv', input, columns), download: true },
            file.list !== undefined && { title: 'Excel', href: fileOf(file, 'xlsx', input, columns), download: true },
          ]}
        />
        {actions}
      </BarActs>
    </header>
  )
}

/** The address of the list as a file: what is shown, in the order of the screen. */
function fileOf(operation: Operation, format: 'csv' | 'xlsx', input: Record<string, unknown>, columns: string[]): string {
  const { url } = requestOf(operation, input as never)
  const more = new URLSearchParams({ format, ...(operation.list ? { columns: columns.join(',') } : {}) })
  return `${url}${url.includes('?') ? '&' : '?'}${more}`
}
