import { escapeHtml } from '../../../kernel/html.ts'

/** Markup with every value escaped; a value in `[…]` is markup already. */
export function html(parts: TemplateStringsArray, ...values: (string | [string])[]): string {
  return parts.reduce((text, part, at) => text + valueText(values[at - 1]) + part)
}

function valueText(value: string | [string] | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? escapeHtml(value) : value[0]
}

export function option(value: string, title: string, selected: boolean): string {
  return html`<option value="${value}"${[selected ? ' selected' : '']}>${title}</option>`
}
