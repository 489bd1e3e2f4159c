import { plansCreate, plansList } from '../../../server/modules/strategy/contract.ts'
import { DayField, Form, Page, PickField, SelectField, TextField, useGo } from '../../kit/index.ts'

/** Starts a plan from the template. */
export default function NewPlanPage() {
  const go = useGo()
  return (
    <Page
      title="New plan"
      note="It begins as a draft, with the headings of its shape."
      crumbs={[{ title: 'Plans', href: '/strategy' }]}
      width="form"
    >
      <Form
        operation={plansCreate}
        initial={{ level: 'department', framework: 'vpmom', audience: 'internal' }}
        submit="Start the plan"
        onCancel={() => go('/strategy')}
        onDone={({ slug }) => go(`/strategy/plans/${slug}?tab=source`)}
      >
        <TextField name="title" label="Title" hint="For example: FY27 Sales VPMOM" autoFocus />
        <div className="fields-2">
          <SelectField
            name="level"
            options={[
              { value: 'company', label: 'Company' },
              { value: 'department', label: 'Department' },
              { value: 'team', label: 'Team' },
              { value: 'initiative', label: 'Initiative' },
            ]}
          />
          <SelectField
            name="framework"
            label="Shape"
            options={[
              { value: 'vpmom', label: 'Vision, priorities, methods, obstacles, measures' },
              { value: 'v2mom', label: 'The same with values' },
              { value: 'okr', label: 'Objectives and key results' },
            ]}
          />
          <DayField name="period_from" label="First day" />
          <DayField name="period_to" label="Last day" />
        </div>
        <PickField
          name="parent_slug"
          label="Serves"
          operation={plansList}
          search="q"
          option={(row) => ({ value: row.slug, label: row.title })}
        />
        <SelectField
          name="audience"
          label="Who may read it"
          options={[
            { value: 'internal', label: 'Everybody in the company' },
            { value: 'restricted', label: 'Those who write plans' },
            { value: 'public', label: 'Anyone' },
          ]}
        />
      </Form>
    </Page>
  )
}
