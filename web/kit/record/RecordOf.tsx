import type { ReactNode } from 'react'
import { Answer, Loading, NoSuch } from '../feedback.tsx'
import { Page } from '../layout.tsx'

type Crumb = { title: string; href: string }
type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** A record when it is there, its shape while it is not, that there is none, or what went wrong when it will not come. */
export function RecordOf<T>(props: {
  of: Asked<T>
  title: string
  crumbs: Crumb[]
  loading?: ReactNode
  children: (answer: T) => ReactNode
}) {
  const { of, title, crumbs, loading = <Loading shape="record" />, children } = props
  if (of.data !== undefined) return children(of.data)
  return (
    <Page title={title} crumbs={crumbs}>
      <Answer of={of} loading={loading} none={<NoSuch title={title} back={crumbs.at(-1)} />}>
        {() => null}
      </Answer>
    </Page>
  )
}
