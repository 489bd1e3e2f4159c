import './bar.css'
import './findings.css'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { findingsCount, findingsList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, countOf, Empty, List, MoreMenu, Status, useQueryText } from '../../kit/index.ts'
import { later } from '../../kit/later.tsx'
import { ApplyRedirects } from './ApplyRedirects.tsx'
import { findingLevels, findingStates } from './words.ts'

const links = ['link_broken', 'link_anchor', 'link_retired', 'link_former', 'page_gone']
const views = [
  { title: 'Open', where: ['state:is:open', 'level:is_not:info'] },
  { title: 'Links', where: [`rule:is:${links.join('|')}`, 'state:is:open'] },
  { title: 'Two texts', where: ['rule:is:conflict|copy|fact', 'state:is:open'] },
  { title: 'To be written', where: ['rule:is:placeholder'] },
  { title: 'Nothing leads to it', where: ['rule:is:page_orphan', 'state:is:open'] },
  { title: 'Hard to read', where: ['rule:is:long_sentence|hard_to_read|two_in_one_step|unknown_letters', 'state:is:open'] },
  { title: 'On my pages', where: ['owner:is:me', 'state:is:open'] },
  { title: 'Decided', where: ['state:is_not:open'] },
]

const Redirects = later(() => import('./RedirectsPage.tsx'))
type Row = AskOutput<typeof findingsList>['items'][number]

const lineOf = ({ line, what, other }: Row) =>
  [line !== null && `line ${line}`, other && other.what !== '' ? `${what} ≠ ${other.what}` : what].filter(Boolean).join(' · ')

/** What is not right in the texts of now. */
export default function FindingsPage() {
  const [show] = useQueryText('show')
  return show === 'redirects' ? <Redirects /> : <Findings />
}

function Findings() {
  const may = useMay()
  const counts = useAsk(findingsCount, {})
  const [applying, setApplying] = useState(false)
  const beside = [
    may('handbook.restricted') && { title: 'Candidates', href: '/handbook/findings/candidates' },
    may('handbook.write') && { title: 'Apply all redirects', onClick: () => setApplying(true) },
    { title: 'Redirects', href: '/handbook/findings?show=redirects' },
    { title: 'Findability', href: '/handbook/findings/findability' },
  ]
  return (
    <List
      operation={findingsList}
      title="Findings"
      one="finding"
      actions={
        <>
          {counts.data && <span className="bar-wide faint">{countOf(counts.data.all, 'finding')} that nobody has judged</span>}
          <span className="bar-wide">
            {beside.map(
              (act) =>
                act && (
                  <Button key={act.title} variant="default" {...act}>
                    {act.title}
                  </Button>
                ),
            )}
          </span>
          <span className="bar-narrow">
            <MoreMenu acts={beside} />
          </span>
          {applying && <ApplyRedirects onClose={() => setApplying(false)} />}
        </>
      }
      href={(row) => `/handbook/findings/${row.id}`}
      views={views}
      cells={{
        page: (row) => (
          <span className="finding-line" title={lineOf(row)}>
            <b>{row.page.title}</b>
            <span className="faint">{lineOf(row)}</span>
          </span>
        ),
        other: (row) => row.other && (row.other.page?.title ?? 'The system'),
        level: (row) => <Status value={row.level} {...findingLevels[row.level]} />,
        state: (row) => <Status value={row.state} {...findingStates[row.state]} />,
      }}
      empty={
        counts.data?.unread === 0 ? (
          <Empty title="Nothing is wrong" icon={<IconCircleCheck size={20} />}>
            Every link leads somewhere, no two pages disagree, and nothing is still to be written.
          </Empty>
        ) : (
          <Empty title="Nothing is known yet" icon={<IconCircleCheck size={20} />}>
            {counts.data ? `${countOf(counts.data.unread, 'page')} still to be looked at. ` : ''}What is wrong stands here once they are.
          </Empty>
        )
      }
    />
  )
}
