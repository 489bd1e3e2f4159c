import { html } from '../../../kernel/html.ts'

export function option(value: string, title: string, selected: boolean): string {
  return html`<option value="${value}"${[selected ? ' selected' : '']}>${title}</option>`
}
