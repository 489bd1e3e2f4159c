/** Words that somebody typed as Markdown that says just them: no mark, link, markup or entity among them does anything. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#&]/g, '\\$&')
}

/** The same for Markdown that stands first in its line: it begins no list, rule or heading there. */
export function escapeStart(markdown: string): string {
  return markdown.replace(/^(\s*)([-+=])/, '$1\\$2').replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}
