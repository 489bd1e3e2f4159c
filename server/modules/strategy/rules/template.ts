import type { Framework } from './reading/model.ts'

type Wish = { title: string; framework: Framework; from?: string | undefined; to?: string | undefined }

/** The text that a new plan starts with: the five sections, each with what belongs there in square brackets. */
export function templateOf({ title, framework, from, to }: Wish): string {
  const period = from && to ? `${from} to ${to}` : 'TBD'
  const head = `# ${title} (1%)\n\n| Period | ${period} |\n|:---|:---|\n| RAPID | TBD |\n| Vetted date | TBD |\n`
  const sections = framework === 'okr' ? goals : framework === 'v2mom' ? plan.replace('Priorities', 'Values') : plan
  return `${head}\n${sections}`
}

const plan = `Vision

- [One sentence: what will be true when this plan has worked]

Priorities

1. [What comes first when two good things compete]
2. [What comes next]

Methods

1. [A step somebody will take, and who]

Obstacles

- [What stands in the way]

Measures

- [A number that will have moved, from what to what, by when]
`

const goals = `Objectives

- [What will be better, in words that people remember]

Key Results

- [A number that shows it, from what to what, by when]
`
