/**
 * The query of an address stays the text that it is. The router's own reading makes one JSON list of a field that comes twice (two
 * conditions of a list), and our screens read fields by themselves.
 */
export const asWritten = {
  parseSearch: (text: string): { written?: string } => (text.length > 1 ? { written: text.replace(/^\?/, '') } : {}),
  stringifySearch: ({ written }: { written?: string }): string => (written ? `?${written}` : ''),
}
