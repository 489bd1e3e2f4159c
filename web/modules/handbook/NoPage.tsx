import { IconBook2 } from '@tabler/icons-react'
import { Button, Empty, Page } from '../../kit/index.ts'
import { crumbs } from './words.ts'

/** Where an address names nothing that could be a page. */
export function NoPage() {
  return (
    <Page title="Page" crumbs={crumbs}>
      <Empty title="There is no such page" icon={<IconBook2 size={20} />} action={<Button href="/handbook/pages">All pages</Button>} />
    </Page>
  )
}
