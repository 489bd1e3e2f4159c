import { IconArrowRight, IconFlag3 } from '@tabler/icons-react'
import { companyPlanGet } from '../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Answer, Button, Empty, Link, Loading, Row, Status } from '../../kit/index.ts'
import { PlanFigures } from './PlanFigures.tsx'
import { Sheet } from './Sheet.tsx'
import './strategy.css'
import { stateWords } from './words.ts'

/** The company's plan with its live measures, for the home page. It asks again by itself, so that a sale shows within seconds. */
export function CompanyPlan() {
  const asked = useAsk(companyPlanGet, {}, { refetchInterval: 5_000 })
  return (
    <Answer of={asked} loading={<Loading block={420} />}>
      {({ page }) =>
        page ? (
          <div className="plan-home">
            <Row between>
              <Status value={page.edition.state} {...stateWords(page.edition)} />
              <Link href={`/strategy/plans/${page.plan.slug}`} className="plan-open">
                Open the plan
                <IconArrowRight size={14} aria-hidden />
              </Link>
            </Row>
            <PlanFigures page={page} />
            <Sheet page={page} />
          </div>
        ) : (
          <None />
        )
      }
    </Answer>
  )
}

function None() {
  const may = useMay()
  return (
    <div className="card">
      <Empty
        title="No company plan yet"
        icon={<IconFlag3 size={20} />}
        action={
          may('strategy.import') ? <Button href="/strategy/import">Import a plan</Button> : <Button href="/strategy">Open plans</Button>
        }
      >
        The plan says where the company goes and by which measures it knows. Import one as Markdown, or start from the template; its
        measures then become live numbers here.
      </Empty>
    </div>
  )
}
