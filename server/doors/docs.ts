import { escapeHtml } from '../kernel/html.ts'
import type { OpenApi } from './openapi.ts'

/** The reference as one page without a script: every operation, its right, fields and answer. */
export function docsPage(api: OpenApi): string {
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, entry] of Object.entries(methods)) {
      const tag = String((entry.tags as string[])[0])
      const block = `<details id="${escapeHtml(String(entry.operationId))}"><summary><b class="m ${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(String(entry.summary))}</span></summary><p>${escapeHtml(String(entry.description))} Operation <code>${escapeHtml(String(entry.operationId))}</code>.</p>${part('Parameters', entry.parameters)}${part('Body', entry.requestBody)}${part('Answers', entry.responses)}</details>`
      groups.set(tag, [...(groups.get(tag) ?? []), block])
    }
  }
  const about = String(api.info.description)
    .split('\n\n')
    .map(
      (text) =>
        `<p>${escapeHtml(text)
          .replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>')
          .replaceAll(/`(.+?)`/g, '<code>$1</code>')}</p>`,
    )
    .join('')
  const nav = [...groups.keys()].map((tag) => `<a href="#room-${tag}">${tag}</a>`).join(' · ')
  const sections = [...groups].map(([tag, blocks]) => `<h2 id="room-${tag}">${tag}</h2>${blocks.join('')}`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Quarterdeck API</title><style>${docsStyle}</style></head><body><main><h1>Quarterdeck API</h1><p>OpenAPI ${api.openapi}: <a href="/api/openapi.json">openapi.json</a>.</p>${about}<p>${nav}</p>${sections}</main></body></html>`
}

export const docsStyle =
  ':root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0}main{max-width:960px;margin:0 auto;padding:24px}code,pre{font:13px/1.45 ui-monospace,monospace}details{border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent);padding:8px 0}summary{cursor:pointer}summary span{opacity:.75}pre{overflow:auto;max-height:420px;padding:12px;background:color-mix(in srgb,currentColor 6%,transparent);border-radius:6px}.m{display:inline-block;min-width:56px}h2{margin-top:32px;text-transform:capitalize}'

function part(title: string, value: unknown): string {
  if (!value || (Array.isArray(value) && value.length === 0)) return ''
  return `<h4>${title}</h4><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
}
