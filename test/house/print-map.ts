import { printedMap } from './map.ts'

// Prints the map between its markers, to be put into ARCHITECTURE.md.
process.stdout.write(`<!-- map -->\n${printedMap()}\n<!-- /map -->\n`)
