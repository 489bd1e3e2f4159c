import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { alignmentGet, edgesRemove } from '../../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../../ask.ts'
import { Answer, Button, Empty, Link, Loading, Row, Section, Status, toast, useQueryText } from '../../../kit/index.ts'
import './alignment.css'
import { DefectPanel } from './DefectPanel.tsx'
import { EdgeForm } from './EdgeForm.tsx'
import { NeedActs, waitsFor } from './NeedActs.tsx'
import { shortOf } from './Tree.tsx'
import { type Edge, type Tree, verbs } from './words.ts'

/** One plan's edges, what others need of it, and what of it does not fit. */
export function AlignmentTab({ slug }: { slug: string }) {
  const asked = useAsk(alignmentGet, { plan: slug })
  const [chosen, choose] = useQueryText('defect')
  const [adding, setAdding] = useState(false)
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {(tree) => (
        <div className="al">
          <Section
            title="Edges"
            plain
            actions={
              tree.may.includes('edge') && (
                <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
                  Edge
                </Button>
              )
            }
          >
            {tree.edges.length === 0 ? (
              <Empty title="Joined to nothing yet">
                Join each method to the measure that tells how it goes, to the method above that it serves, and to the obstacle that it
                mitigates.
              </Empty>
            ) : (
              <ul className="al-defects">
                {tree.edges.map((edge) => (
                  <EdgeLine key={edge.id} edge={edge} tree={tree} />
                ))}
              </ul>
            )}
          </Section>
          <DefectPanel defects={tree.defects} chosen={chosen} onChoose={choose} stopping={tree.stopping} />
          {adding && <EdgeForm tree={tree} ends={{}} onClose={() => setAdding(false)} />}
        </div>
      )}
    </Answer>
  )
}

function EdgeLine({ edge, tree }: { edge: Edge; tree: Tree }) {
  const remove = useTell(edgesRemove, { onDone: () => toast('Taken away') })
  const end = (planId: string, key: string) => {
    const plan = tree.plans.find(({ id }) => id === planId)
    const item = plan?.items.find((one) => one.key === key)
    return (
      <Link href={`/strategy/plans/${plan?.slug ?? ''}#item-${key}`}>
        {item ? shortOf(item.text) : 'a line that is gone'} <span className="faint">({plan?.title ?? 'another plan'})</span>
      </Link>
    )
  }
  return (
    <li>
      <Row between nowrap>
        <span>
          {end(edge.from_plan, edge.from_key)} <em>{verbs[edge.type]}</em> {end(edge.to_plan, edge.to_key)}{' '}
          {edge.type === 'needs' && (
            <Status
              value={edge.answer ?? 'open'}
              label={
                edge.stale
                  ? 'Accepted on an older text'
                  : edge.answer === 'accepted'
                    ? `Accepted by ${edge.answered_by}`
                    : edge.answer === 'declined'
                      ? `Declined: ${edge.answer_reason}`
                      : 'Not accepted yet'
              }
              tone={edge.stale || edge.answer === null ? 'warn' : edge.answer === 'declined' ? 'bad' : 'good'}
            />
          )}
        </span>
        <Row nowrap>
          {waitsFor(edge) && <NeedActs edge={edge} />}
          {edge.may.includes('remove') && (
            <Button size="xs" variant="subtle" loading={remove.isPending} onClick={() => remove.mutate({ id: edge.id })}>
              Take away
            </Button>
          )}
        </Row>
      </Row>
    </li>
  )
}
