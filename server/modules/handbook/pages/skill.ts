import type { OutwardPage } from '../queries/public.ts'
import { headOf } from '../rules/front-matter.ts'

/** A procedure as everyone sees it, as a skill that programs follow (agentskills.io): a name, what it is for, and its text. */
export function skillOf(
  { path, title, description, markdown }: Pick<OutwardPage, 'path' | 'title' | 'description' | 'markdown'>,
  publicUrl: string,
): string {
  const name = (path.split('/').at(-1) ?? 'procedure').slice(0, 64).replace(/-+$/, '')
  const about = `${title}.${description === '' ? '' : ` ${description}`}`.slice(0, 1024)
  const text = markdown.slice(headOf(markdown).end).trim()
  return `---\nname: ${name}\ndescription: ${JSON.stringify(about)}\n---\n\n${text}\n\nSource: ${publicUrl}/handbook/${path}\n`
}
