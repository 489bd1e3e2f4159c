import { IconBook2, IconDownload, IconFileImport, IconPlus, IconWorld } from '@tabler/icons-react'
import { pagesList, watchesList } from '../../../server/modules/handbook/contract.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Empty, List, LockSign, MoreMenu, Tag, useQueryText } from '../../kit/index.ts'
import { markWords, seenBy } from './words.ts'

const views = [
  { title: 'All', where: ['state:is:published'] },
  { title: 'Mine', where: ['owner:is:me', 'state:is:published'] },
  { title: 'To be written', where: ['mark:filled', 'state:is:published'] },
  { title: 'Everyone reads them', where: ['audience:is:public', 'state:is:published'] },
  { title: 'Lately changed', where: ['state:is:published'], sort: '-changed' },
  { title: 'Retired', where: ['state:is:retired'] },
]

const mark = 15
const takeIn = { title: 'Import', icon: <IconFileImport size={mark} aria-hidden />, href: '/handbook/pages/import' }
const exports = [
  { title: 'Export as files', icon: <IconDownload size={mark} aria-hidden />, href: '/api/handbook/exports?form=zip', download: true },
  {
    title: 'Export for git',
    icon: <IconDownload size={mark} aria-hidden />,
    href: '/api/handbook/exports?form=fast-import',
    download: true,
  },
  {
    title: 'Export what is public',
    icon: <IconWorld size={mark} aria-hidden />,
    href: '/api/handbook/exports?form=zip&readers=everyone',
    download: true,
  },
]

/** Every page that the reader may open, or those that they watch. */
export default function PagesPage() {
  const [watched] = useQueryText('watched')
  return watched === 'yes' ? <Watched /> : <All />
}

function All() {
  const create = useMay()('handbook.write') && (
    <Button href="/handbook/pages/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New page
    </Button>
  )
  return (
    <List
      operation={pagesList}
      title="Pages"
      one="page"
      actions={
        <>
          <Button variant="default" href="/handbook/pages?watched=yes">
            What I watch
          </Button>
          <MoreMenu label="Import and export" acts={[useMay()('handbook.maintain') && takeIn, ...exports]} />
          {create}
        </>
      }
      href={(row) => `/handbook/pages/${row.id}`}
      views={views}
      cells={{
        audience: (row) => (
          <>
            {row.audience === 'restricted' && <LockSign says="" />} {seenBy[row.audience]}
          </>
        ),
        mark: (row) => row.mark && <Tag>{markWords[row.mark]}</Tag>,
      }}
      empty={
        <Empty title="Nothing is written down yet" icon={<IconBook2 size={20} />} action={create}>
          A page says how something is done here, who keeps it, and who may read it.
        </Empty>
      }
    />
  )
}

function Watched() {
  return (
    <List
      operation={watchesList}
      title="What I watch"
      one="page"
      actions={
        <Button variant="default" href="/handbook/pages">
          All pages
        </Button>
      }
      href={(row) => `/handbook/pages/${row.id}`}
      empty={
        <Empty title="You watch no page" icon={<IconBook2 size={20} />}>
          Watch in the menu of a page tells you, here and by letter, when it has another text, with what changed.
        </Empty>
      }
    />
  )
}
