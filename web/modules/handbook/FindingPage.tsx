import './findings.css'
import { useState } from 'react'
import { findingsGet, findingsJudge, findingsMend, findingsShare, pagesList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  AreaField,
  Button,
  Form,
  instantText,
  Link,
  Loading,
  Modal,
  Note,
  Page,
  PickField,
  RecordOf,
  Section,
  Select,
  Status,
  TextField,
  toast,
  useGo,
  useParam,
} from '../../kit/index.ts'
import { findingLevels, findingRules, findingStates } from './words.ts'

type Finding = AskOutput<typeof findingsGet>
type As = 'both_meant' | 'this_right' | 'other_right'
const crumbs = [
  { title: 'Handbook', href: '/handbook/directory' },
  { title: 'Findings', href: '/handbook/findings' },
]

/** One thing that is not right: both sentences, what may have been meant, and what to do about it. */
export default function FindingPage() {
  const id = useParam('id')
  const asked = useAsk(findingsGet, { id })
  return (
    <RecordOf of={asked} title="Finding" crumbs={crumbs} loading={<Loading block={320} />}>
      {(finding) => <Whole key={finding.id} finding={finding} />}
    </RecordOf>
  )
}

function Whole({ finding }: { finding: Finding }) {
  const [judging, setJudging] = useState<As>()
  const [sharing, setSharing] = useState(false)
  const { rule, level, page, other, may, judged, state } = finding
  const two = may.includes('decide')
  const sharable = may.includes('share') && state === 'open'
  return (
    <Page
      title={findingRules[rule]}
      crumbs={crumbs}
      actions={
        <>
          {may.includes('judge') && state === 'open' && (
            <Button variant="default" onClick={() => setJudging('both_meant')}>
              {other ? 'Both are meant' : 'It is meant so'}
            </Button>
          )}
          {sharable && <Button onClick={() => setSharing(true)}>Keep it once</Button>}
          {(may.includes('judge') || may.includes('mend')) && (
            <Button variant="default" href={`/handbook/pages/${page.id}/write`}>
              Write “{page.title}”
            </Button>
          )}
        </>
      }
    >
      <p>
        <Status value={level} {...findingLevels[level]} />
        {' · '}
        <Status value={state} {...findingStates[state]} />{' '}
        <span className="faint">Seen first {instantText(finding.first_seen)}. It goes by itself once the text is another one.</span>
      </p>
      {judged && (
        <Note title={judgedWords(judged.as, finding)}>
          {judged.reason} <span className="faint">{`${judged.by.name}, ${instantText(judged.at)}`}</span>
        </Note>
      )}
      <div className="finding-both">
        <Text page={page} line={finding.line} says={finding.says} what={finding.what}>
          {two && state === 'open' && <Right main={!sharable} onClick={() => setJudging('this_right')} />}
        </Text>
        {other && (
          <Text page={other.page} href={other.href} line={other.line} says={other.says} what={other.what}>
            {two && state === 'open' && other.says !== '' && <Right main={!sharable} onClick={() => setJudging('other_right')} />}
          </Text>
        )}
      </div>
      {may.includes('mend') && <Mending finding={finding} />}
      {sharing && <Sharing finding={finding} onClose={() => setSharing(false)} />}
      {judging && <Judging finding={finding} as={judging} onClose={() => setJudging(undefined)} />}
    </Page>
  )
}

/** One of two texts is chosen; where they say the same, keeping it once is what to do first. */
function Right({ main, onClick }: { main: boolean; onClick: () => void }) {
  return (
    <Button variant={main ? 'filled' : 'default'} onClick={onClick}>
      This is right
    </Button>
  )
}

function judgedWords(as: As, { page, other }: Finding): string {
  if (as === 'both_meant') return other ? 'Both are meant' : 'It is meant so'
  return `“${as === 'this_right' ? page.title : (other?.page?.title ?? 'The system')}” is right, the other one will be changed`
}

type TextProps = {
  page: Finding['page'] | null
  href?: string | null
  line: number | null
  says: string
  what: string
  children?: React.ReactNode
}

function Text({ page, href, line, says, what, children }: TextProps) {
  return (
    <section className="finding-text">
      <h3>
        {page ? <Link href={`/handbook/pages/${page.id}`}>{page.title}</Link> : href ? <Link href={href}>The system</Link> : 'The system'}
      </h3>
      {says !== '' && <p>{marked(says, what)}</p>}
      <p className="faint">{[line === null ? '' : `Line ${line}`, says.includes(what) ? '' : what].filter(Boolean).join(' · ')}</p>
      {children}
    </section>
  )
}

/** The values of a sentence stand out. */
function marked(says: string, what: string) {
  const parts = what.split(', ').filter((one) => one !== '' && says.includes(one))
  if (parts.length === 0) return says
  const pattern = new RegExp(`(${parts.map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  let from = 0
  return says.split(pattern).map((piece) => {
    const at = from
    from += piece.length
    return parts.includes(piece) ? <mark key={at}>{piece}</mark> : piece
  })
}

/** Pages that may have been meant; any other one can be picked. */
function Mending({ finding }: { finding: Finding }) {
  const go = useGo()
  const [anchor, setAnchor] = useState('')
  const [other, setOther] = useState(false)
  const done = ({ changed }: { changed: number }) => {
    toast(changed === 0 ? 'It leads there now' : changed === 1 ? 'The link leads there now' : `${changed} links lead there now`)
    go('/handbook/findings')
  }
  const mend = useTell(findingsMend, { onDone: done })
  const gone = finding.rule === 'page_gone'
  return (
    <Section
      title={gone ? 'What it has become' : 'Where it should lead'}
      note={
        gone
          ? undefined
          : 'The address alone is written anew. Agreements go on where the link stays with its page; to lead it elsewhere changes what is agreed to.'
      }
      plain
    >
      <ul className="finding-near">
        {finding.near.map(({ id, title, path, anchors }) => (
          <li key={id}>
            <Button
              loading={mend.isPending}
              onClick={() => mend.mutate({ id: finding.id, to: id, anchor: anchors.includes(anchor) ? anchor : '' })}
            >
              {gone ? `It is “${title}” now` : `Lead it to “${title}”`}
            </Button>
            <span className="faint">{path}</span>
            {anchors.length > 0 && (
              <Select
                aria-label="Place on the page"
                value={anchor}
                onChange={(value) => setAnchor(value ?? '')}
                data={[{ value: '', label: 'Its top' }, ...anchors.map((one) => ({ value: one, label: one }))]}
              />
            )}
          </li>
        ))}
        <li>
          <Button variant="default" onClick={() => setOther(true)}>
            {finding.near.length === 0 ? 'Choose a page' : 'Another page'}
          </Button>
        </li>
      </ul>
      {other && (
        <Modal opened onClose={() => setOther(false)} title={gone ? 'What has it become?' : 'Where should it lead?'}>
          <Form
            operation={findingsMend}
            initial={{}}
            fixed={{ id: finding.id }}
            submit={gone ? 'It is this one now' : 'Lead it there'}
            onCancel={() => setOther(false)}
            onDone={done}
          >
            <PickField
              name="to"
              label="Page"
              operation={pagesList}
              search="search"
              option={(row) => ({ value: row.id, label: row.title })}
            />
          </Form>
        </Modal>
      )}
    </Section>
  )
}

function Judging({ finding, as, onClose }: { finding: Finding; as: As; onClose: () => void }) {
  const title = as === 'both_meant' ? (finding.other ? 'Are both meant?' : 'Is it meant so?') : 'Is this one right?'
  return (
    <Modal opened onClose={onClose} title={title}>
      <Form
        operation={findingsJudge}
        initial={{ reason: '' }}
        fixed={{ id: finding.id, if_match: finding.version, as }}
        submit={as === 'both_meant' ? (finding.other ? 'Both are meant' : 'It is meant so') : 'This one is right'}
        onCancel={onClose}
        onDone={() => {
          toast(as === 'both_meant' ? 'Kept as it is' : 'Whoever keeps the other one is asked to change it')
          onClose()
        }}
      >
        <AreaField name="reason" label="Why" hint="It holds for these two texts. Another text, and it is asked again." />
      </Form>
    </Modal>
  )
}

/** What both say becomes a page of its own, from which they take it. */
function Sharing({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const go = useGo()
  return (
    <Modal opened onClose={onClose} title="Keep it once?">
      <Form
        operation={findingsShare}
        initial={{ title: '' }}
        fixed={{ id: finding.id }}
        submit="Keep it once"
        onCancel={onClose}
        onDone={({ page, changed, left }) => {
          const put = changed.filter(({ as }) => as === 'put_forward').length
          toast(
            left.length > 0
              ? `“${changed[0]?.title}” takes it from there; “${left[0]?.title}” is not changed`
              : put > 0
                ? 'Both take it from there, once it is agreed to'
                : 'Both take it from there',
          )
          go(`/handbook/pages/${page.id}`)
        }}
      >
        <TextField
          name="title"
          label="What it is called"
          hint="What both say becomes a page with this title. Those of the two that you keep take it from there; whoever keeps the other is asked to."
          autoFocus
        />
      </Form>
    </Modal>
  )
}
